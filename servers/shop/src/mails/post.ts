/** The way to the mail server, over SMTP. */
import { createTransport } from "nodemailer";

export type Letter = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same for every attempt, so that a letter which came twice can be told from two letters. */
  readonly messageId: string;
};

export type Post = {
  /** Resolves once the mail server has taken the letter over. */
  readonly send: (letter: Letter) => Promise<void>;
  readonly close: () => void;
};

const patienceMs = 15_000;

export function connectPost({ smtpUrl, from }: { smtpUrl: string; from: string }): Post {
  const transport = createTransport(
    {
      url: smtpUrl,
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
      // A letter is only what we write into it.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    send: async (letter) => {
      await transport.sendMail(letter);
    },
    close: () => transport.close(),
  };
}

/** What the mail server answered to something that failed, or null. */
export function responseCodeOf(error: unknown): number | null {
  const isAnswered = error instanceof Error && "responseCode" in error;
  return isAnswered && typeof error.responseCode === "number" ? error.responseCode : null;
}
