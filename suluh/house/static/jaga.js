// The game's score. It stays on this device: nothing here asks a server for anything.
"use strict";
{
  const KEY = "salingjaga";
  const read = () => { try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; } };
  const keep = (score) => { try { localStorage.setItem(KEY, JSON.stringify(score)); } catch { /* a device that keeps nothing plays without a score */ } };
  const place = document.querySelector(".score");
  const tell = (words, score) => {
    const all = Object.values(score);
    place.textContent = words.replace("{right}", all.filter(Boolean).length).replace("{done}", all.length);
  };
  const round = document.querySelector("[data-round]");
  if (round) {
    const number = round.dataset.round;
    if (number === "1") keep({}); // a game begins
    let answered = false;
    for (const one of round.querySelectorAll("details")) {
      one.addEventListener("toggle", () => {
        if (!one.open) return;
        const score = read();
        if (!answered) score[number] = "right" in one.dataset; // the first answer counts
        answered = true;
        keep(score);
        tell(round.dataset.score, score);
      });
    }
  } else if (place && Object.keys(read()).length) tell(place.dataset.score, read());
  document.querySelector("[data-again]")?.addEventListener("click", () => keep({}));
}
