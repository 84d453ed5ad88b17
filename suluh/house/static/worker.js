const KEPT = `panduan-${VERSION}`, PATIENCE = 4000; // milliseconds that a slow line is given before the kept page answers

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FIRST)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => Promise.all(names.filter((n) => n.startsWith("panduan-") && n !== KEPT).map((n) => caches.delete(n)));
  event.waitUntil(caches.keys().then(old).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  const ours = request.method === "GET" && url.href.startsWith(self.registration.scope);
  if (!ours || (request.mode !== "navigate" && !url.pathname.includes("/a/"))) return;
  event.respondWith(url.pathname.includes("/a/") ? keptFirst(request) : lineFirst(request));
});

async function keptFirst(request) {
  const kept = await caches.open(KEPT);
  return (await kept.match(request)) || fetch(request).then((answer) => keep(kept, request, answer));
}

async function lineFirst(request) {
  const kept = await caches.open(KEPT);
  const had = await kept.match(request, { ignoreSearch: true });
  const line = fetch(request).then((answer) => keep(kept, request, answer));
  if (!had) return line.catch(async () => saidKept(await kept.match("./")));
  const late = new Promise((done) => setTimeout(done, PATIENCE)).then(() => saidKept(had));
  return Promise.race([line.catch(() => saidKept(had)), late]);
}

async function saidKept(had) {
  const page = (await had.clone().text()).replace('id="away" hidden', 'id="away"');
  return new Response(page, { headers: { "Content-Type": had.headers.get("Content-Type") } });
}

function keep(kept, request, answer) {
  if (answer.ok && answer.type === "basic" && !new URL(request.url).search) kept.put(request, answer.clone());
  return answer;
}
