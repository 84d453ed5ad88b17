// Keys for people who review all day. Everything here can be done without it.
"use strict";
(() => {
  const writing = (e) => e.target.matches("textarea, select, input:not([type=radio])");
  const items = [...document.querySelectorAll("[data-item] a")];
  let at = -1;

  const go = (step) => {
    if (!items.length) return;
    at = Math.min(Math.max(at + step, 0), items.length - 1);
    items[at].focus();
    items[at].scrollIntoView({ block: "nearest" });
  };

  const press = (key) => {
    const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return false;
    found.focus();
    found.click();
    const reason = found.type === "radio" && document.getElementById("reason");
    if (reason) reason.focus();
    return true;
  };

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey && e.key === "Enter" && e.target.form) {
      e.target.form.requestSubmit();
      return;
    }
    if (e.key === "Escape" && writing(e)) e.target.blur();
    if (e.ctrlKey || e.altKey || e.metaKey || writing(e)) return;
    if (e.key === "j") go(1);
    else if (e.key === "k") go(-1);
    else if (!press(e.key)) return;
    e.preventDefault();
  });
})();
