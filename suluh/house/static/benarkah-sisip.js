// Benarkah? in another page: puts a frame where this script stands. It reads nothing of the page and keeps nothing.
"use strict";
(() => {
  const self = document.currentScript, english = self.dataset.lang === "en";
  const frame = document.createElement("iframe");
  frame.src = new URL(`../${english ? "en/" : ""}benarkah/sisip/`, self.src).href;
  frame.title = english ? "Is it true?" : "Benarkah?";
  frame.loading = "lazy";
  frame.referrerPolicy = "no-referrer";
  frame.setAttribute("sandbox", "allow-forms allow-popups allow-popups-to-escape-sandbox");
  frame.width = "100%";
  frame.height = "520";
  self.after(frame);
})();
