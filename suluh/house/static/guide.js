// What a page can do more where scripts run. Everything can be read and reached without it.
"use strict";
const root = document.body.dataset.root;

// Days to the vote, in the visitor's own time zone.
const days = document.querySelector(".days");
if (days) {
  const [y, m, d] = days.dataset.vote.split("-").map(Number), now = new Date();
  const n = Math.round((Date.UTC(y, m - 1, d) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / 864e5);
  const said = days.dataset[n > 1 ? "before" : n === 1 ? "tomorrow" : n === 0 ? "today" : "after"];
  days.querySelector("b").textContent = said.replace("{n}", n);
  days.querySelector("small")?.remove();
}

// Share and print.
const tools = document.querySelector(".tools");
if (tools) {
  tools.hidden = false;
  tools.querySelector("[data-print]").onclick = () => print();
  tools.querySelector("[data-share]").onclick = async () => {
    const link = { title: document.title, url: location.href };
    if (navigator.share) return navigator.share(link).catch(() => {});
    await navigator.clipboard.writeText(link.url);
    const told = tools.querySelector("[role=status]");
    told.textContent = told.dataset.said;
  };
}

// The list of questions, narrowed by the words typed.
const box = document.querySelector("[data-kind=list] #q");
if (box) {
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N} ]/gu, "");
  const narrow = () => {
    const asked = plain(box.value).split(/\s+/).filter((w) => w.length > 2);
    let any = false;
    for (const topic of document.querySelectorAll(".topic")) {
      let left = false;
      for (const li of topic.querySelectorAll("li")) {
        const text = plain(li.textContent);
        li.hidden = asked.length > 0 && !asked.some((w) => text.includes(w));
        left ||= !li.hidden;
      }
      topic.hidden = !left;
      any ||= left;
    }
    document.getElementById("none").hidden = any;
  };
  box.value = new URLSearchParams(location.search).get("q") || "";
  box.addEventListener("input", narrow);
  narrow();
}

// The region is remembered on this device only.
let mine = null;
try { mine = localStorage.getItem("region"); } catch {}
if (mine) {
  for (const part of document.querySelectorAll("[data-region]")) {
    if (part.dataset.region === mine || mine.startsWith(part.dataset.region + ".")) {
      part.classList.add("mine");
      const mark = document.createElement("p");
      mark.className = "small";
      mark.textContent = part.dataset.mine;
      part.prepend(mark);
    }
  }
}
