// Looks again for what has changed while a page is open and in front. Without it the page is as good as its last loading.
"use strict";
(() => {
  const EVERY = 15000;
  const place = document.querySelector("[data-live]");
  if (!place) return;
  let shown = place.innerHTML;

  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { "Suluh-Live": "yes" } }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (!fresh || fresh.innerHTML === shown) return;
    shown = fresh.innerHTML;
    place.replaceChildren(...fresh.childNodes);
  };

  setInterval(look, EVERY);
})();
