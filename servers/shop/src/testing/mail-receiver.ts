/** A mail server on loopback, as small as RFC 5321 allows: keeps what it is given, or refuses it. */

import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";

export type ReceivedMail = { readonly from: string; readonly to: string; readonly source: string };

export type MailReceiver = {
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** Answers every recipient like this, such as "451 later"; null to accept. */
  readonly refuse: (answer: string | null) => void;
  readonly stop: () => Promise<void>;
};

export async function receiveMail(): Promise<MailReceiver> {
  const mails: ReceivedMail[] = [];
  let refusal: string | null = null;

  async function converse(socket: Socket): Promise<void> {
    const say = (line: string) => socket.write(`${line}\r\n`);
    const draft = { from: "", to: "", source: "" };
    let isContent = false;
    say("220 ready");
    for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
      if (isContent) {
        if (line !== ".") draft.source += `${line.replace(/^\./, "")}\n`;
        else {
          isContent = false;
          mails.push({ ...draft });
          say("250 taken");
        }
        continue;
      }
      const [, command = "", argument = ""] = /^(\w+)(?:.*<(.*)>)?/.exec(line) ?? [];
      switch (command.toUpperCase()) {
        case "MAIL":
          draft.from = argument;
          say("250 ok");
          break;
        case "RCPT":
          draft.to = argument;
          say(refusal ?? "250 ok");
          break;
        case "DATA":
          isContent = true;
          say("354 go on");
          break;
        case "QUIT":
          say("221 bye");
          socket.end();
          break;
        default:
          say("250 ok");
      }
    }
  }

  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    converse(socket).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (answer) => {
      refusal = answer;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The text that quoted-printable stands for (RFC 2045, section 6.7). */
export function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
