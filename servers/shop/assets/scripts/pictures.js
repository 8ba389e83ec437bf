/**
 * Takes away pictures from elsewhere that never came, so that the drawing beneath is whole. Without this script the browser's
 * own sign for them stays in its corner.
 */
"use strict";
(() => {
  /** @param {EventTarget | null} picture */
  function hide(picture) {
    if (picture instanceof HTMLImageElement && picture.matches(".picture > img")) {
      picture.hidden = true;
    }
  }

  document.addEventListener("error", (event) => hide(event.target), true);
  for (const picture of document.images) {
    if (picture.complete && picture.naturalWidth === 0) hide(picture);
  }
})();
