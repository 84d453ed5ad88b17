// Phones ask for a word every few seconds and load the page when it has changed; the wall fetches itself.
"use strict";
(() => {
  const seat = document.querySelector("[data-state]");
  const wall = document.querySelector("[data-wall]");
  const EVERY = 3000;
  let shown = wall && wall.innerHTML;

  const sit = async () => {
    const answer = await fetch(seat.dataset.ask, { credentials: "same-origin" }).catch(() => null);
    if (answer && answer.ok && (await answer.json()).state !== seat.dataset.state) location.assign(location.pathname);
  };
  const look = async () => {
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { "Suluh-Live": "yes" } }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-wall]");
    if (!fresh || fresh.innerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/, "") === shown) return;
    const held = wall.contains(document.activeElement);
    shown = fresh.innerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/, "");
    wall.replaceChildren(...fresh.childNodes);
    if (held) wall.querySelector("button")?.focus();
  };
  // Not all at the same moment.
  if (seat) setTimeout(() => setInterval(sit, EVERY), Math.random() * EVERY);
  if (wall) setInterval(look, EVERY);
})();
