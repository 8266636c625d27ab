// What I wrote and the hub does not have yet: kept over a reload, sent in order, the same id each time.

import { newId, post, roomPath } from "./api.js";
import { bucket, changed, on, putMessage, state } from "./state.js";

let waiting = []; // { clientId, room, text, thread, quote, files, at, state, reason }
let busy = false;
let timer = 0;
let attempts = 0;

const key = () => `dazi.outbox.${state.me?.id}`;

function save() {
  sessionStorage.setItem(key(), JSON.stringify(waiting, (name, value) => (name === "shown" ? undefined : value)));
}

export function setUpOutbox() {
  on("up", () => { attempts = 0; flush(); });
}

export function loadOutbox() {
  waiting = JSON.parse(sessionStorage.getItem(key()) ?? "[]");
  flush();
}

export function say(room, text, files, replyTo) {
  const quote = replyTo ? { id: replyTo.id, sender: replyTo.sender, text: replyTo.text } : null;
  waiting.push({ clientId: newId(), room, text, files, thread: replyTo?.id ?? "", quote, at: new Date().toISOString(), state: "sending" });
  save();
  changed("messages");
  flush();
}

// Own messages not yet among the room's, as messages.
export function pendingIn(room, list) {
  const known = new Set(list.filter((one) => one.sender === state.me.id).map((one) => one.client_id));
  return waiting.filter((one) => one.room === room && !known.has(one.clientId)).map(asMessage);
}

function asMessage(one) {
  one.shown ??= {};
  if (one.shown.state !== one.state) {
    one.shown = {
      id: `pending-${one.clientId}`, client_id: one.clientId, room: one.room, number: Infinity, at: one.at, sender: state.me.id, text: one.text,
      thread: one.thread, quote: one.quote, files: one.files, payload: null, edited_at: "", state: one.state, reason: one.reason, pending: true,
    };
  }
  return one.shown;
}

export async function flush() {
  if (busy || !state.me) return;
  busy = true;
  clearTimeout(timer);
  try {
    for (let next = waiting.find((one) => one.state !== "failed"); next; next = waiting.find((one) => one.state !== "failed")) {
      if (!(await send(next))) break;
    }
  } finally {
    busy = false;
  }
}

// True: go on with the next one.
async function send(one) {
  try {
    const body = { client_id: one.clientId, text: one.text, thread: one.thread, files: one.files.map((file) => file.file_id) };
    const { message } = await post(roomPath(one.room, "messages"), body);
    attempts = 0;
    forget(one);
    if (bucket(one.room).loaded) putMessage(message);
    changed("messages");
    return true;
  } catch (trouble) {
    if (!trouble.words) throw trouble;
    return later(one, trouble);
  }
}

function later(one, trouble) {
  one.state = trouble.retry ? "offline" : "failed";
  one.reason = trouble.words;
  save();
  changed("messages");
  if (!trouble.retry) return true;
  attempts += 1;
  timer = setTimeout(flush, Math.min(15_000, 500 * 2 ** attempts));
  return false;
}

function forget(one) {
  waiting = waiting.filter((other) => other !== one);
  save();
}

const find = (message) => waiting.find((one) => one.clientId === message.client_id);

export function sendAgain(message) {
  const one = find(message);
  if (!one) return;
  one.state = "sending";
  save();
  changed("messages");
  flush();
}

export function drop(message) {
  const one = find(message);
  if (one) forget(one);
  changed("messages");
}
