// The middle: messages with day separators, kept in place while things change.

import { get, roomPath } from "./api.js";
import { avatar } from "./avatar.js";
import { arrange, byId, fill, h, icon } from "./dom.js";
import { dayKey, dayName } from "./format.js";
import { messageNode } from "./message.js";
import { pendingIn } from "./outbox.js";
import { botName, bucket, changed, on, personName, room, state } from "./state.js";
import { t } from "./words.js";

const GROUP_MINUTES = 5;
const NEAR_END = 80;
const drawn = new Map(); // message id -> { message, first, node }
let actions = {};
let shownRoom = "";
let follow = true;
let below = 0;
let entering = true; // the first drawing of a room is not an arrival

export function setUpConversation(given) {
  actions = { ...given, jumpTo };
  on("messages", () => draw());
  on("all", () => { drawn.clear(); draw(); });
  on("typing", drawTyping);
  byId("scroll").addEventListener("scroll", scrolled, { passive: true });
  byId("to-end").addEventListener("click", toEnd);
  new ResizeObserver(() => follow && stick()).observe(byId("log"));
  new ResizeObserver(() => follow && stick()).observe(byId("scroll"));
}

export async function loadRoom(id) {
  const known = bucket(id);
  if (known.loaded) return;
  const page = await get(roomPath(id, "messages"));
  bucket(id).list = page.messages;
  bucket(id).more = page.more;
  bucket(id).loaded = true;
}

async function loadOlder() {
  const known = bucket(state.roomId);
  if (known.loading || !known.more) return;
  known.loading = true;
  const scroll = byId("scroll");
  try {
    const page = await get(roomPath(state.roomId, "messages"), { before: known.list[0].number });
    known.list = [...page.messages, ...known.list];
    known.more = page.more;
    const fromEnd = scroll.scrollHeight - scroll.scrollTop;
    draw();
    scroll.scrollTop = scroll.scrollHeight - fromEnd;
  } catch {
    // The button stays; the banner says what is wrong with the connection.
  } finally {
    known.loading = false;
  }
}

function draw() {
  if (shownRoom !== state.roomId) { drawn.clear(); shownRoom = state.roomId; follow = true; below = 0; }
  entering = drawn.size === 0;
  const known = bucket(state.roomId);
  const all = [...known.list, ...pendingIn(state.roomId, known.list)];
  const nodes = [top(known)];
  let previous = null;
  for (const message of all) {
    const newDay = !previous || dayKey(previous.at) !== dayKey(message.at);
    if (newDay) nodes.push(separator(message.at));
    nodes.push(nodeOf(message, newDay || !continues(previous, message)));
    previous = message;
  }
  if (known.loaded && all.length === 0) nodes.push(emptyRoom());
  arrange(byId("log"), nodes.filter(Boolean));
  for (const id of [...drawn.keys()]) if (!nodes.includes(drawn.get(id).node)) drawn.delete(id);
  if (follow) stick();
  else if (below > 0) showToEnd();
  drawTyping();
}

function nodeOf(message, first) {
  const key = message.client_id && message.sender === state.me.id ? `c:${message.client_id}` : message.id;
  const known = drawn.get(key);
  const pressing = state.pressing.get(message.id);
  if (known && known.message === message && known.first === first && known.pressing === pressing) return known.node;
  const node = messageNode(message, first, actions);
  if (known) carryOver(known.node, node);
  else if (!entering) node.classList.add("arriving");
  if (state.fresh.delete(message.id)) node.classList.add("just-edited");
  drawn.set(key, { message, first, pressing, node });
  return node;
}

// The new node takes the old one's place now, so that nothing jumps and the focus is not lost.
function carryOver(old, node) {
  const had = old.contains(document.activeElement) && old.isConnected;
  if (had) {
    const at = [...old.querySelectorAll("button, a, summary")].indexOf(document.activeElement);
    old.replaceWith(node);
    const same = [...node.querySelectorAll("button, a, summary")][at];
    (same && !same.disabled ? same : node.querySelector(".card") ?? byId("scroll")).focus({ preventScroll: true });
  } else if (old.isConnected) old.replaceWith(node);
  if (old.querySelector("details[open]")) node.querySelector("details")?.setAttribute("open", "");
}

const continues = (before, after) =>
  before.sender === after.sender && !before.payload?.card && !after.quote && new Date(after.at) - new Date(before.at) < GROUP_MINUTES * 60_000;

function separator(at) {
  const key = `day:${dayKey(at)}`;
  const known = drawn.get(key);
  if (known && known.message === dayName(at)) return known.node;
  const node = h("div", { class: "day", role: "separator", "aria-label": dayName(at) }, h("span", {}, dayName(at)));
  drawn.set(key, { message: dayName(at), node });
  return node;
}

function top(known) {
  if (!known.loaded) return h("div", { class: "loading", "aria-hidden": "true" }, h("span", { class: "spinner" }));
  if (!known.more) return null;
  return h("button", { type: "button", class: "text-button older", onclick: loadOlder }, t.older);
}

function emptyRoom() {
  const one = room();
  return h("div", { class: "empty" }, avatar("bot", "large"), h("p", { class: "empty-title" }, t.empty),
    h("p", { class: "quiet" }, one?.direct ? t.emptyDirect(botName()) : t.emptyGroup(botName())));
}

function stick() {
  const scroll = byId("scroll");
  scroll.scrollTop = scroll.scrollHeight;
}

function scrolled() {
  const scroll = byId("scroll");
  follow = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END;
  if (follow) { below = 0; actions.seen(); }
  byId("to-end").hidden = follow;
  if (!follow) showToEnd();
  if (scroll.scrollTop < 120) loadOlder();
}

function showToEnd() {
  const button = byId("to-end");
  button.hidden = false;
  fill(button, icon("down"), below > 0 ? t.newMessages(below) : t.newest);
}

export function toEnd() {
  follow = true;
  below = 0;
  byId("to-end").hidden = true;
  stick();
  actions.seen();
}

export const atEnd = () => follow && !document.hidden;

export function arrivedBelow() {
  if (!follow) below += 1;
}

function jumpTo(id) {
  const node = byId("log").querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (!node) return;
  node.scrollIntoView({ block: "center" });
  node.classList.remove("just-edited");
  void node.offsetWidth;
  node.classList.add("just-edited");
}

function drawTyping() {
  const busy = state.typing.has(state.roomId);
  const box = byId("typing");
  box.classList.toggle("typing-on", busy);
  if (!busy) return fill(box);
  fill(box, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), h("span", {}, t.typing(personName("bot"))));
}

export const redraw = () => changed("messages");
