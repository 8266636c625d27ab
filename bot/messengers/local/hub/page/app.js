// Starts the page and leads what happens to where it is shown.

import { get, post, roomPath, setPersona } from "./api.js";
import { forgetDrafts, focusComposer, replyTo, setUpComposer } from "./composer.js";
import { arrivedBelow, atEnd, loadRoom, setUpConversation, toEnd } from "./conversation.js";
import { setUpDetails } from "./details.js";
import { byId } from "./dom.js";
import { setUpDrawers } from "./drawer.js";
import { showGate } from "./gate.js";
import { spoken } from "./message.js";
import { drop, loadOutbox, sendAgain, setUpOutbox } from "./outbox.js";
import { setUpPersona } from "./persona.js";
import { press, pressDelivery, release } from "./press.js";
import { setUpRooms } from "./rooms.js";
import { bucket, changed, changeMessage, nameOf, putMessage, room, snippetOf, state, takeFirstView } from "./state.js";
import { closeStream, openStream, retryNow } from "./stream.js";
import { announce, toast } from "./toast.js";
import { inLang, lang, langTag, setLang, t } from "./words.js";

const TYPING = 10_000;

async function load() {
  const view = await get("session");
  takeFirstView(view);
  if (state.demo) setPersona(state.me.id);
  if (!room()) state.roomId = startRoom();
  await loadRoom(state.roomId);
  openStream(view.cursor, handlers);
}

function startRoom() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const found = state.rooms.find((one) => one.id === wanted);
  return (found ?? state.rooms[0]).id;
}

async function begin() {
  document.documentElement.lang = langTag();
  setPersona(new URLSearchParams(location.search).get("as") ?? "");
  try {
    await load();
  } catch (trouble) {
    if (!trouble.words) throw trouble;
    return showGate(trouble);
  }
  byId("app").hidden = false;
  changed("all");
  loadOutbox();
  markSeen();
  focusComposer();
}

async function reload() {
  try {
    await load();
    changed("all");
    markSeen();
  } catch (trouble) {
    if (!trouble.words) throw trouble;
    if (trouble.status === 401) location.reload();
    else setTimeout(reload, 2_000);
  }
}

async function openRoom(id) {
  state.roomId = id;
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  changed("rooms", "room", "messages");
  try {
    await loadRoom(id);
  } catch (trouble) {
    toast(inLang(trouble.words));
  }
  changed("messages");
  toEnd();
  focusComposer();
}

async function switchPersona(id) {
  closeStream();
  setPersona(id);
  forgetDrafts();
  const url = new URL(location.href);
  url.searchParams.set("as", id);
  history.replaceState(null, "", url);
  await reload();
  loadOutbox();
  byId("persona").focus();
  announce(t.switched(nameOf(state.me)));
}

function switchLanguage() {
  setLang(lang() === "zh" ? "en" : "zh");
  document.documentElement.lang = langTag();
  changed("all");
  byId("language").focus();
}

async function leave() {
  await post("leave", {});
  location.reload();
}

function markSeen() {
  const one = room();
  const last = bucket(state.roomId).list.at(-1);
  if (!one || !last || !atEnd() || one.unread === 0) return;
  one.unread = 0;
  changed("rooms");
  post(roomPath(one.id, "read"), { number: last.number }).catch(() => {});
}

function again(message) {
  if (message.pending) return sendAgain(message);
  changeMessage(message.room, message.id, { state: "sending", reason: null });
  changed("messages");
  post(roomPath(message.room, `messages/${encodeURIComponent(message.id)}/retry`), {}).catch((trouble) => {
    changeMessage(message.room, message.id, { state: "failed", reason: trouble.words });
    changed("messages");
  });
}

function stopTyping(roomId) {
  clearTimeout(state.typing.get(roomId));
  state.typing.delete(roomId);
}

function arrived(message) {
  const one = room(message.room);
  if (!one || !putMessage(message)) return changed("messages");
  if (message.sender === "bot") stopTyping(message.room);
  one.last = { sender: message.sender, at: message.at, text: snippetOf(message) };
  const mine = message.sender === state.me.id;
  const here = message.room === state.roomId;
  if (!mine) {
    one.unread += 1;
    if (here) arrivedBelow();
    if (here) announce(spoken(message));
  }
  changed("rooms", "messages");
  if (here) markSeen();
}

function edited(message) {
  stopTyping(message.room);
  state.fresh.add(message.id);
  if (bucket(message.room).list.some((one) => one.id === message.id)) putMessage(message);
  release(message.id);
  if (message.room === state.roomId) announce(`${spoken(message)} (${t.edited})`);
  changed("messages", "typing");
}

function delivery(data) {
  if (data.press_id) return pressDelivery(data);
  changeMessage(data.room, data.message_id, { state: data.state, reason: data.reason });
  changed("messages");
}

function typing(data) {
  stopTyping(data.room);
  state.typing.set(data.room, setTimeout(() => { stopTyping(data.room); changed("typing"); }, TYPING));
  changed("typing");
}

function read(data) {
  const one = room(data.room);
  const last = bucket(data.room).list.at(-1);
  if (one && (!last || data.number >= last.number)) { one.unread = 0; changed("rooms"); }
}

function connection(up) {
  if (state.connected === up) return up && changed("up");
  state.connected = up;
  const banner = byId("banner");
  banner.hidden = up;
  banner.textContent = up ? "" : t.down;
  if (up) { announce(t.up); changed("up"); }
}

const handlers = { message: arrived, edit: edited, delivery, typing, read, reset: reload, up: () => connection(true), down: () => connection(false) };

setUpRooms({ openRoom, switchLanguage });
setUpPersona({ switchPersona, leave });
setUpDetails();
setUpDrawers();
setUpConversation({ press, again, drop, reply: replyTo, seen: markSeen });
setUpComposer();
setUpOutbox();
addEventListener("online", retryNow);
document.addEventListener("visibilitychange", () => { if (!document.hidden) { retryNow(); markSeen(); } });
begin();
