// A short word about something that did not work; stays long enough to be read.

import { byId } from "./dom.js";

let timer = 0;

export function toast(text) {
  const box = byId("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { box.hidden = true; }, 4000 + 60 * text.length);
}

export function announce(text) {
  byId("live").textContent = text;
}
