// A priority explains itself under the pointer. Without it the same line stands on the page of the case.
"use strict";
(() => {
  const told = new WeakSet();

  addEventListener("pointerover", async (event) => {
    const chip = event.target.closest("[data-why]");
    if (!chip || told.has(chip)) return;
    told.add(chip);
    const answer = await fetch(chip.dataset.why, { credentials: "same-origin" }).catch(() => null);
    if (answer && answer.ok && !answer.redirected) chip.title = await answer.text();
    else told.delete(chip);
  });
})();
