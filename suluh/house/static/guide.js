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
const tools = document.querySelector("[data-share]")?.parentElement;
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
const box = document.querySelector(":is([data-kind=list], [data-kind=claim_reviews]) #q");
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
  // The answer itself, found on this device: index and search are fetched once the box is used.
  const form = box.form, found = document.getElementById("found"), none = document.getElementById("none");
  const make = (name, text, href) => Object.assign(document.createElement(name), href ? { textContent: text, href } : { textContent: text });
  const lang = document.documentElement.lang, link = (text, path) => make("a", text, root + (lang === "id" ? "" : `${lang}/`) + path);
  const page = (ix, q) => link(ix.questions[q][0], ix.questions[q][1]);
  const list = (items) => { const ul = document.createElement("ul"); for (const i of items) { const li = make("li", ""); li.append(i); ul.append(li); } return ul; };
  let ready;
  const get = () => ready ||= Promise.all([import(new URL(form.dataset.search, location.href)), fetch(form.dataset.index).then((a) => a.json())])
    .then(([search, sent]) => [search, search.open(sent)]);
  const answer = async () => {
    const asked = box.value.trim();
    narrow();
    if (!found) return; // a list without a search of its own
    found.hidden = true;
    if (!asked) return;
    const [search, ix] = await get().catch(() => { ready = null; return []; });
    if (!search || asked !== box.value.trim()) return;
    const { best, others, region } = search.hear(asked, ix), head = make("p", best < 0 ? found.dataset.ask : ix.questions[best][2] || ix.questions[best][0]);
    found.replaceChildren(head);
    if (best < 0) found.append(list(ix.where.map(([says, path]) => link(says, path))));
    else { const more = make("p", `${found.dataset.whole}: `); more.append(page(ix, best)); found.append(more); }
    if (region && found.dataset.region) found.append(link(found.dataset.region, `wilayah/${region}/`));
    if (others.length) found.append(make("p", `${found.dataset.near}:`), list(others.map((q) => page(ix, q))));
    found.hidden = false;
    none.hidden = best >= 0;
  };
  box.value = new URLSearchParams(location.search).get("q") || "";
  if (found) box.addEventListener("focus", () => get().catch(() => { ready = null; }), { once: true });
  box.addEventListener("input", answer);
  form.addEventListener("submit", (event) => { event.preventDefault(); answer(); });
  answer();
}

// The region is remembered on this device only; it is sent nowhere.
const NAME = "wilayah";
const store = {
  get() { try { return JSON.parse(localStorage.getItem(NAME)); } catch { return null; } },
  set(value) { try { localStorage.setItem(NAME, JSON.stringify(value)); } catch {} },
  drop() { try { localStorage.removeItem(NAME); } catch {} },
};
const keep = document.querySelector("[data-keep]");
if (keep) {
  keep.parentElement.hidden = false;
  keep.onclick = () => {
    store.set({ code: keep.dataset.keep, name: keep.dataset.name });
    keep.parentElement.querySelector("[role=status]").textContent = keep.dataset.kept;
  };
}
const mine = store.get();
if (mine?.code) {
  const line = document.querySelector("p.mine");
  if (line) {
    const way = line.querySelector("a"), forget = document.createElement("button");
    way.textContent = mine.name;
    way.href += `${encodeURIComponent(mine.code)}/`;
    forget.textContent = line.dataset.forget;
    forget.type = "button";
    forget.onclick = () => { store.drop(); line.hidden = true; };
    line.append(" ", forget);
    line.hidden = false;
  }
  // The narrowest region with an answer of its own stands first.
  const holds = (e) => mine.code === e.dataset.region || mine.code.startsWith(`${e.dataset.region}.`);
  const fits = [...document.querySelectorAll(".region[data-region]")].filter(holds);
  const own = fits.sort((a, b) => b.dataset.region.length - a.dataset.region.length)[0];
  const answer = document.querySelector(".answer[data-mine]");
  if (own && answer) {
    const nation = document.createElement("details"), sum = document.createElement("summary"), label = document.createElement("p");
    label.className = "eyebrow";
    label.textContent = answer.dataset.mine;
    sum.textContent = answer.dataset.nation;
    nation.append(sum, ...answer.children);
    answer.append(label, ...own.children, nation);
    own.remove();
  }
}

// Kept for reading without a connection.
if ("serviceWorker" in navigator && isSecureContext) navigator.serviceWorker.register(`${root}sw.js`).catch(() => {});
const away = document.getElementById("away");
addEventListener("online", () => { away.hidden = true; });
addEventListener("offline", () => { away.hidden = false; });

// The text to send on, copied.
for (const copy of document.querySelectorAll("[data-copy]")) {
  copy.hidden = false;
  copy.onclick = async () => {
    await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).value);
    copy.textContent = copy.dataset.said;
  };
}
