/**
 * Something that the operator must put right before Scantill can run: a taken port, an unreachable database.
 * The message is the whole story, in one or two sentences; commands print it without a stack trace.
 */
export class SetupError extends Error {
  override readonly name = "SetupError";
}
