/** The wish to stop, from wherever it comes: Ctrl-C, a supervisor, a closed terminal, or the launcher's death. */

export type StopRequest = {
  readonly signal: AbortSignal;
  /** Resolves with null: a stop that was asked for is no failure. */
  readonly requested: Promise<null>;
};

/** Asking twice is asking once: stopping in order takes a moment, and must not be cut short by impatience. */
export function stopRequest(): StopRequest {
  const controller = new AbortController();
  const requested = new Promise<null>((resolve) => {
    const stop = () => {
      controller.abort();
      resolve(null);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
    process.once("disconnect", stop);
    process.channel?.unref();
  });
  return { signal: controller.signal, requested };
}
