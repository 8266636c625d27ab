/* Dazi web tracking. First party, no cookie, no fingerprint: a random id in this site's own storage for 180 days.
   Nothing is stored or sent where the browser says Do Not Track or Global Privacy Control.
   <script async src="https://HOST/w/dazi.js" data-site="KEY"></script>   data-wait: only after dazi.start() */
(function () {
  "use strict";
  var tag = document.currentScript;
  if (!tag || window.dazi) return;
  var site = tag.getAttribute("data-site") || "";
  var to = new URL("collect", tag.src).href;
  var nav = navigator, store = "dazi", DAY = 864e5, KEEP = 180 * DAY, MARKS = [30, 60, 180, 600];
  var FILES = /\.(pdf|docx?|pptx?|xlsx?|csv|zip|rar|7z|dwg|step|stp|mp4|txt)$/i;
  var UTM = ["source", "medium", "campaign", "term", "content"];
  var running = false, queue = [], timer = 0, view = null;

  function refused() {
    return nav.doNotTrack === "1" || window.doNotTrack === "1" || nav.globalPrivacyControl === true || nav.webdriver === true;
  }
  function random() {
    var bytes = crypto.getRandomValues(new Uint8Array(16)), text = "";
    for (var i = 0; i < bytes.length; i++) text += (bytes[i] + 256).toString(16).slice(1);
    return text;
  }
  function read(area, key) {
    try { return JSON.parse(area.getItem(key)); } catch (_) { return null; }
  }
  function write(area, key, value) {
    try { area.setItem(key, JSON.stringify(value)); } catch (_) { /* private mode: this page only */ }
  }
  function visitor() {
    var known = read(localStorage, store);
    if (!known || !known.id || Date.now() - known.seen > KEEP) known = { id: random() };
    known.seen = Date.now();
    write(localStorage, store, known);
    visitor = function () { return known.id; };
    return known.id;
  }
  function utm() {
    var given = new URLSearchParams(location.search), found = {}, any = false;
    UTM.forEach(function (name) {
      var value = given.get("utm_" + name);
      if (value) { found[name] = value; any = true; }
    });
    if (any) write(sessionStorage, store + ".utm", found);
    return any ? found : read(sessionStorage, store + ".utm") || undefined;
  }

  function note(kind, more) {
    if (!running) return;
    var event = { id: random(), kind: kind, at: Date.now(), page: view ? view.page : location.pathname, utm: utm() };
    Object.keys(more || {}).forEach(function (key) { event[key] = more[key]; });
    queue.push(event);
    if (queue.length > 45) queue.shift();
    if (!timer) timer = setTimeout(function () { flush(false); }, 250);
  }
  function flush(leaving) {
    clearTimeout(timer);
    timer = 0;
    if (!queue.length) return;
    var events = queue;
    queue = [];
    var body = JSON.stringify({ site: site, visitor: visitor(), sent: Date.now(), events: events });
    /* Plain text asks for no preflight, and a beacon outlives its page. */
    if (leaving && nav.sendBeacon && nav.sendBeacon(to, new Blob([body], { type: "text/plain" }))) return;
    fetch(to, { method: "POST", body: body, keepalive: true, credentials: "omit", headers: { "Content-Type": "text/plain" } })
      .then(function (answer) { if (answer.status === 429 || answer.status >= 500) later(events); },
            function () { later(events); });
  }
  function later(events) {  /* ids make it harmless to send again */
    queue = events.concat(queue).slice(-45);
    if (!timer) timer = setTimeout(function () { flush(false); }, 20000);
  }

  function seen() { return view.total + (view.since ? (Date.now() - view.since) / 1000 : 0); }
  function tellDwell() {
    var total = Math.round(seen());
    if (total - view.told < 1) return;
    view.told = total;
    note("dwell", { dwell_s: total });
  }
  function watch() {
    clearTimeout(view.mark);
    if (!view.since) return;
    var now = seen(), next = MARKS.filter(function (mark) { return mark > now; })[0];
    if (next) view.mark = setTimeout(function () { tellDwell(); watch(); }, (next - now) * 1000 + 20);
  }
  function pause() {
    if (!view || !view.since) return;
    view.total = seen();
    view.since = 0;
    clearTimeout(view.mark);
    tellDwell();
  }
  function resume() {
    if (!view || view.since || document.visibilityState === "hidden") return;
    view.since = Date.now();
    watch();
  }
  function open() {
    if (!running || (view && view.page === location.pathname)) return;
    pause();
    view = { page: location.pathname, total: 0, since: 0, told: 0, mark: 0 };
    var from = "";
    try { from = document.referrer ? new URL(document.referrer).host : ""; } catch (_) { /* not an address */ }
    note("page_view", { title: document.title, referrer: from === location.host ? "" : from });
    resume();
  }

  function clicked(event) {
    var link = event.target.closest && event.target.closest("a[href], [data-asset]");
    if (!link) return;
    var file = "";
    try { file = decodeURIComponent(new URL(link.href || "", location.href).pathname.split("/").pop()); } catch (_) { /* odd */ }
    var asset = link.getAttribute("data-asset");
    if (!asset && !link.hasAttribute("download") && !FILES.test(file)) return;
    note("download", { asset: asset || file.replace(/\.[^.]+$/, ""), file: file });
    flush(true);
  }
  function submitted(event) {
    var form = event.target;
    var more = { form: form.getAttribute("data-form") || form.getAttribute("name") || form.id || location.pathname };
    ["email", "company", "name", "region"].forEach(function (name) {  /* only what the site marks */
      var field = form.querySelector('[data-dazi="' + name + '"]');
      if (field && field.value) more[name] = field.value;
    });
    note("form", more);
    flush(true);
  }
  function shown() {
    if (document.visibilityState === "hidden") { pause(); flush(true); } else resume();
  }
  function left() { pause(); flush(true); }

  function start() {
    if (running || refused() || !site) return;
    running = true;
    document.addEventListener("visibilitychange", shown);
    addEventListener("pagehide", left);
    addEventListener("pageshow", resume);
    addEventListener("popstate", open);
    document.addEventListener("click", clicked, true);
    document.addEventListener("auxclick", clicked, true);
    document.addEventListener("submit", submitted, true);
    var push = history.pushState;
    history.pushState = function () {
      var result = push.apply(history, arguments);
      open();
      return result;
    };
    open();
  }
  function stop() {  /* withdrawn consent: nothing more is sent, and the id is forgotten */
    running = false;
    queue = [];
    try { localStorage.removeItem(store); sessionStorage.removeItem(store + ".utm"); } catch (_) { /* nothing kept */ }
  }
  window.dazi = { start: start, stop: stop, page: open };
  if (!tag.hasAttribute("data-wait")) start();
})();
