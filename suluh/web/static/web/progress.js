// Looks every second how far a batch is; the whole page anew when it comes into another state, so that its buttons fit.
"use strict";
(() => {
  const EVERY = 1000;
  const place = document.querySelector("[data-progress]");
  if (!place) return;

  const look = async () => {
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-progress]");
    if (!fresh) return;
    if (fresh.dataset.progress !== place.dataset.progress) location.reload();
    else if (fresh.innerHTML !== place.innerHTML) place.replaceChildren(...fresh.childNodes);
  };

  setInterval(look, EVERY);
})();
