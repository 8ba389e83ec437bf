/**
 * Loaded into each server before its own code: should the starter be killed, the server drains and leaves instead of
 * staying behind with its port. The channel alone must not keep the server alive.
 */
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
