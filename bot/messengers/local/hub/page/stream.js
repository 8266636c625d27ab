// The event stream: opens, notices silence, comes back where it left off.

import { address } from "./api.js";

const SILENCE = 40_000;
const KINDS = ["message", "edit", "typing", "delivery", "read"];
let source = null;
let cursor = "";
let attempts = 0;
let retryTimer = 0;
let silenceTimer = 0;
let handlers = {};

export function openStream(since, wanted) {
  closeStream();
  cursor = since;
  handlers = wanted;
  connect();
}

export function closeStream() {
  clearTimeout(retryTimer);
  clearTimeout(silenceTimer);
  source?.close();
  source = null;
}

export function retryNow() {
  if (source === null || source.readyState !== EventSource.OPEN) {
    attempts = 0;
    lost();
  }
}

function connect() {
  closeStream();
  source = new EventSource(address("stream", { since: cursor }));
  source.addEventListener("hello", () => {
    attempts = 0;
    handlers.up();
  });
  source.addEventListener("ping", listen);
  source.addEventListener("reset", () => handlers.reset());
  for (const kind of KINDS) source.addEventListener(kind, (event) => take(kind, event));
  source.onopen = listen;
  source.onerror = lost;
  listen();
}

function take(kind, event) {
  listen();
  cursor = event.lastEventId || cursor;
  handlers[kind](JSON.parse(event.data));
}

function listen() {
  clearTimeout(silenceTimer);
  silenceTimer = setTimeout(lost, SILENCE);
}

function lost() {
  closeStream();
  if (attempts > 0) handlers.down();
  else setTimeout(() => attempts > 0 && handlers.down(), 400);
  const pause = attempts === 0 ? 100 : Math.min(15_000, 500 * 2 ** Math.min(attempts, 5));
  attempts += 1;
  retryTimer = setTimeout(connect, pause);
}
