/**
 * Keeps an open order's page true: asks for its changing part, often at first and calmer later, and at once when the shopper
 * comes back to the page. Without this script the page reloads itself instead.
 */
"use strict";
(() => {
  const eagerMs = 2000;
  const calmMs = 10_000;
  const eagerForMs = 60_000;
  const startedAt = Date.now();
  let timer = 0;

  const state = () => document.getElementById("order-state");
  const isOpen = () => state()?.dataset.open === "yes";

  async function look() {
    clearTimeout(timer);
    try {
      const answer = await fetch(`${location.pathname}?part=state`, { cache: "no-store" });
      if (answer.ok) show(await answer.text());
    } catch {
      // No connection: what is shown stays, and we look again.
    }
    if (isOpen()) timer = setTimeout(look, Date.now() - startedAt < eagerForMs ? eagerMs : calmMs);
  }

  /** @param {string} text */
  function show(text) {
    const before = state();
    const after = new DOMParser().parseFromString(text, "text/html").getElementById("order-state");
    if (!before || !after || before.outerHTML === after.outerHTML) return;
    before.replaceWith(after);
    offerPrinting();
    const news = document.getElementById("order-news");
    if (news && before.dataset.status !== after.dataset.status)
      news.textContent = after.dataset.words ?? "";
  }

  function offerPrinting() {
    /** @type {NodeListOf<HTMLButtonElement>} */
    const buttons = document.querySelectorAll("button.print");
    for (const button of buttons) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && isOpen()) void look();
  });
  window.addEventListener("online", () => void look());
  window.addEventListener("pageshow", () => {
    offerPrinting();
    if (isOpen()) timer = setTimeout(look, eagerMs);
  });
})();
