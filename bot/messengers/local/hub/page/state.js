// What the page knows, and who wants to hear when it changes.

import { setZone } from "./format.js";
import { lang, t } from "./words.js";

export const state = {
  me: null, demo: false, bot: {}, people: new Map(), rooms: [], roomId: "", connected: true,
  uploads: false, textLimit: 100_000, fileLimit: 25_000_000,
  messages: new Map(), // room -> { list, more, loaded }
  typing: new Map(), // room -> timer
  pressing: new Map(), // message id -> { pressId, label, timer }
  fresh: new Set(), // messages just edited, to be highlighted
};

const listeners = new Map();

export function on(topic, listener) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

export function changed(...topics) {
  for (const topic of topics) for (const listener of listeners.get(topic) ?? []) listener();
}

export function takeFirstView(view) {
  setZone(view.me.zone);
  Object.assign(state, { me: view.me, demo: view.demo, bot: view.bot, team: view.team, rooms: view.rooms, uploads: view.uploads });
  state.textLimit = view.text_limit;
  state.fileLimit = view.file_limit;
  state.people = new Map(view.people.map((person) => [person.id, person]));
  state.messages.clear();
  state.fresh.clear();
  for (const press of state.pressing.values()) clearTimeout(press.timer);
  state.pressing.clear();
}

export const room = (id = state.roomId) => state.rooms.find((one) => one.id === id);
export const botName = () => state.bot[lang()] ?? t.brand;
export const nameOf = (person) => (lang() === "en" && person.name_en ? person.name_en : person.name);

export function personName(id) {
  if (id === "bot") return botName();
  const person = state.people.get(id);
  return person ? nameOf(person) : id;
}

export function roleOf(id) {
  if (id === "bot") return t.bot;
  const role = state.people.get(id)?.role ?? "";
  return t.roles[role] ?? role;
}

export const roomTitle = (one) => (one.direct ? botName() : one.title);

export function bucket(roomId) {
  if (!state.messages.has(roomId)) state.messages.set(roomId, { list: [], more: false, loaded: false });
  return state.messages.get(roomId);
}

export function putMessage(message) {
  const known = bucket(message.room);
  const at = known.list.findIndex((one) => one.id === message.id);
  if (at >= 0) {
    // Delivery state travels apart and may be ahead of this answer: what is known stays.
    const before = known.list[at];
    known.list[at] = { ...message, state: before.state ?? message.state, reason: before.reason ?? message.reason };
    return false;
  }
  if (!known.loaded) return true;
  const before = known.list.findLastIndex((one) => one.number < message.number);
  known.list.splice(before + 1, 0, message);
  return true;
}

export function changeMessage(roomId, id, change) {
  const list = bucket(roomId).list;
  const at = list.findIndex((one) => one.id === id);
  if (at >= 0) list[at] = { ...list[at], ...change };
  return at >= 0;
}

export function snippetOf(message) {
  const text = message.payload ? message.payload.card?.title || message.payload.text || "" : message.text || message.files[0]?.name || "";
  return text.slice(0, 200).replace(/\s+/gu, " ");
}
