/** Waits before asking again, but not longer than until the connection or the reader comes back. */

export function pauseUntilHopeful(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const end = () => {
      clearTimeout(timer);
      listening.abort();
      resolve();
    };
    const endWhenVisible = () => document.visibilityState === "visible" && end();
    const timer = setTimeout(end, milliseconds);
    addEventListener("online", end, { signal: listening.signal });
    document.addEventListener("visibilitychange", endWhenVisible, { signal: listening.signal });
  });
}
