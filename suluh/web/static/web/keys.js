// Keys for people who review all day. Everything here can be done without it.
"use strict";
(() => {
  const writing = (e) => e.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  const items = [...document.querySelectorAll("[data-item] a")];
  let at = -1;

  const go = (step) => {
    if (!items.length) return;
    at = Math.min(Math.max(at + step, 0), items.length - 1);
    items[at].focus();
    items[at].scrollIntoView({ block: "nearest" });
  };

  // What is meant to be looked at is counted for whoever looks, once; the picture is clear by style alone.
  const seen = (box) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (!box.checked || box.dataset.told || !token) return;
    box.dataset.told = "yes";
    fetch(box.dataset.seen, { method: "POST", headers: { "X-CSRFToken": token.value }, credentials: "same-origin" }).catch(() => delete box.dataset.told);
  };

  const media = [...document.querySelectorAll("[data-seen]")];
  media.forEach((box) => box.addEventListener("change", () => seen(box)));

  const blur = () => {
    const clear = media.some((box) => box.checked);
    media.forEach((box) => {
      box.checked = !clear;
      seen(box);
    });
    return media.length > 0;
  };

  document.querySelectorAll("[data-opens]").forEach((button) =>
    button.addEventListener("click", () => document.getElementById(button.dataset.opens).showModal()));

  const press = (key) => {
    const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return false;
    found.focus();
    if (!found.matches("textarea")) found.click();
    const reason = found.type === "radio" && document.getElementById("reason");
    if (reason) reason.focus();
    return true;
  };

  const openCluster = () => {
    const item = document.activeElement.closest("[data-item]") || document;
    const link = item.querySelector("[data-cluster]");
    if (link) link.click();
    return Boolean(link);
  };

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey && e.key === "Enter" && e.target.form) {
      e.target.form.requestSubmit();
      return;
    }
    if (e.key === "Escape" && writing(e)) e.target.blur();
    if (e.ctrlKey || e.altKey || e.metaKey || writing(e)) return;
    if (document.querySelector("dialog[open]")) return;
    if (e.key === "j" && items.length) go(1);
    else if (e.key === "k" && items.length) go(-1);
    else if (e.key === "g" && openCluster()) return;
    else if (e.key === "b" && blur()) e.preventDefault();
    else if (!press(e.key)) return;
    e.preventDefault();
  });
})();
