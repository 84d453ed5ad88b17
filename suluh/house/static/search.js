// Which question is meant. The same as suluh/guide/search does, in the same order, from the same index.
"use strict";
const ENDINGS = ["nya", "lah", "kah", "pun", "kan", "keun", "ku", "mu", "ne", "na", "an", "e", "i", "s"];
const BEGINNINGS = ["di", "ke", "se", "nge", "meng", "men", "mem", "me", "ber", "ter", "ka"];
const TAILS = "tidak ora teu mboten mak belum durung sih ya nih dong".split(" ");
const LEAST = 3, FUZZY = 5, SHORT = 4;
const REST = 0.4, MOST_REST = 3, STRANGE = 0.2, MOST_STRANGE = 4, FOREIGN = 1.6, OTHERS = 4;
const MOST = 3, RUN = 3, MOST_WORDS = 12, LIKELY = 0.03;

const words = (text) =>
  text.slice(0, 300).toLowerCase().normalize("NFKD").replace(/[\p{M}'’]/gu, "").replace(/[^a-z0-9]+/g, " ")
    .replace(/([a-z])\1\1+/g, "$1").trim().split(" ").filter(Boolean);

function known(word, has) {
  const short = [word, ...ENDINGS.filter((e) => word.endsWith(e)).map((e) => word.slice(0, word.length - e.length))];
  const cut = short.filter((w) => w === word || w.length >= LEAST);
  for (const one of short)
    for (const b of BEGINNINGS) if (one.startsWith(b) && one.length >= b.length + LEAST) cut.push(one.slice(b.length));
  return cut.find((w) => has(w)) || "";
}

function alike(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at++;
  if (at === Math.min(one.length, other.length)) return true;
  const a = one.slice(at), b = other.slice(at);
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1)
    || (a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
}

const apart = (sent) => new Map(Object.entries(sent).flatMap(([to, all]) => all.split(",").map((one) => [one, to])));

const runs = (spelt) => [...new Set([...` ${spelt} `].map((_, i, all) => all.slice(i, i + RUN).join("")).filter((r) => r.length === RUN))];

// What people asked: in which examples a run of letters stands, how long each is, which are of one question,
// and of which questions they are.
function examples(sent) {
  const having = new Map(), of = new Map(), every = [];
  for (const [question, all] of Object.entries(sent))
    of.set(Number(question), all.split(",").map((one) => every.push(runs(one)) - 1));
  every.forEach((each, i) => each.forEach((run) => having.has(run) ? having.get(run).push(i) : having.set(run, [i])));
  const weight = (run) => Math.log((1 + every.length) / (1 + (having.get(run) || []).length)) + 1;
  const length = every.map((each) => Math.sqrt(each.reduce((sum, run) => sum + weight(run) ** 2, 0)));
  const question = [];
  for (const [one, places] of of) for (const i of places) question[i] = one;
  const there = new Map([...having].map(([run, places]) => [run, new Set(places.map((i) => question[i]))]));
  return { having, of, length, weight, there };
}

// question → [how like what people asked there, how much of it anybody asked there]
function resembling(spelt, { having, of, length, weight, there }) {
  const found = length.map(() => 0), told = new Map(), both = new Map();
  let square = 0, whole = 0;
  for (const run of runs(spelt)) {
    const w = weight(run);
    [square, whole] = [square + w * w, whole + w];
    for (const i of having.get(run) || []) found[i] += w * w;
    for (const question of there.get(run) || []) told.set(question, (told.get(question) || 0) + w);
  }
  for (const [question, places] of of) {
    const most = places.map((i) => found[i] / (Math.sqrt(square) * length[i])).sort((a, b) => b - a).slice(0, MOST);
    if (most[0] > 0) both.set(question, [most.reduce((a, b) => a + b) / most.length, told.get(question) / whole]);
  }
  return both;
}

// The index as it is sent → as it is asked.
export function open(sent) {
  const forms = apart(sent.forms), places = apart(sent.places), single = new Set(), first = {};
  for (const [name, code] of apart(sent.cued)) for (const cue of sent.cues) places.set(`${cue} ${name}`, code);
  for (const [form, ids] of forms) forms.set(form, ids ? ids.split(",").map(Number) : []);
  for (const all of [forms, places]) for (const k of all.keys()) for (const w of k.split(" ")) single.add(w);
  const long = new Set([...forms.keys()].flatMap((f) => f.split(" ")).filter((w) => w.length >= FUZZY));
  for (const w of [...long].sort()) (first[w[0]] ||= []).push(w);
  const longest = Math.max(...[...forms.keys(), ...places.keys()].map((k) => k.split(" ").length));
  return { ...sent, forms, places, single, first, longest, spelling: apart(sent.spelling), anchors: new Set(sent.anchors), asked: examples(sent.asked) };
}

function correct(word, ix) {
  if (ix.single.has(word) || known(word, (w) => ix.forms.has(w)) || word.length < SHORT) return word;
  const near = (w) => (word.length >= FUZZY || w.length > word.length) && alike(word, w);
  return (ix.first[word[0]] || []).find(near) || word;
}

function longest(said, i, all, most) {
  for (let size = Math.min(most, said.length - i); size > 0; size--) {
    const form = said.slice(i, i + size).join(" ");
    if (all.has(form)) return [size, form];
  }
  return [0, ""];
}

function read(text, ix) {
  const spelt = words(text).flatMap((w) => (ix.spelling.get(w) || w).split(" ")), said = spelt.map((w) => correct(w, ix));
  while (said.length > 1 && TAILS.includes(said[said.length - 1])) said.pop();
  const asked = [], seen = new Set();
  let region = "", strange = 0;
  for (let i = 0; i < said.length; ) {
    let [size, form] = longest(said, i, ix.forms, ix.longest);
    const [wide, place] = longest(said, i, ix.places, ix.longest);
    if (wide && wide >= size) [region, size, form] = [ix.places.get(place), wide, form || place.split(" ")[0]];
    form ||= known(said[i], (w) => ix.forms.has(w));
    const group = ix.forms.get(form) || [], key = group.join();
    if (!form && !/^\d+$/.test(said[i])) strange++;
    if (key && !seen.has(key)) { seen.add(key); asked.push(group); }
    i += size || 1;
  }
  return { asked, region, strange, spelt };
}

// question → the share of its best way
function shares(asked, strange, ix) {
  const all = new Set(asked.flat()), w = ix.weight, best = new Map();
  const unknown = asked.flat().some((m) => ix.anchors.has(m)) ? STRANGE * Math.min(strange, MOST_STRANGE) : FOREIGN * strange;
  for (const [question, way, must = []] of ix.ways) {
    if (!must.every((m) => all.has(m))) continue;
    let both = 0, whole = 0, rest = 0;
    for (const m of way) { whole += w[m]; if (all.has(m)) both += w[m]; }
    for (const group of asked) if (!group.some((m) => way.includes(m))) rest += Math.min(...group.map((m) => w[m]));
    const share = both / (whole + Math.min(REST * rest, MOST_REST) + unknown);
    if (share > (best.get(question) || 0)) best.set(question, share);
  }
  return best;
}

// {best: place in ix.questions or -1, region, others}
export function hear(text, ix) {
  const { asked, region, strange, spelt } = read(text, ix), { trust } = ix;
  const score = new Map([[-1, trust.always + trust.strange * strange + trust.long * Math.min(spelt.length, MOST_WORDS)]]);
  const add = (sign, question, much) =>
    score.set(question, (score.get(question) || 0) + trust[question < 0 ? "nobody" : "question"][sign] * much);
  for (const [question, share] of shares(asked, strange, ix)) add("share", question, share);
  for (const [question, [letters, covered]] of resembling(spelt.join(" "), ix.asked)) {
    add("letters", question, letters);
    add("covered", question, covered);
  }
  const most = Math.max(...score.values()), odds = [...score].map(([question, one]) => [question, Math.exp(one - most)]);
  const whole = odds.reduce((sum, [, one]) => sum + one, 0), [best, ...rest] = odds.sort((a, b) => b[1] - a[1]);
  const others = rest.filter(([question, one]) => question >= 0 && one / whole >= LIKELY);
  return { best: best[0], region, others: others.slice(0, OTHERS).map(([question]) => question) };
}
