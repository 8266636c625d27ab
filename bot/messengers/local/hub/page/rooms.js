// The left side: who I am, and my rooms with what is unread.

import { avatar, groupAvatar } from "./avatar.js";
import { arrange, byId, fill, h, icon, iconButton } from "./dom.js";
import { closeDrawers } from "./drawer.js";
import { shortTime } from "./format.js";
import { on, personName, roomTitle, state } from "./state.js";
import { t } from "./words.js";

let actions = {};
const rows = new Map();

export function setUpRooms(given) {
  actions = given;
  on("rooms", drawList);
  on("all", draw);
}

function draw() {
  rows.clear();
  fill(byId("rooms"),
    h("div", { class: "rooms-head" },
      h("div", { class: "brand" }, h("span", { class: "brand-mark", "aria-hidden": "true" }, "搭"), h("span", { class: "brand-name" }, t.brand)),
      languageButton(),
      iconButton("close", t.closeRooms, closeDrawers, { class: "icon-button only-drawer" })),
    h("nav", { class: "room-list", "aria-label": t.rooms, onkeydown: moveFocus }));
  drawList();
}

function languageButton() {
  return h("button", { type: "button", class: "text-button", id: "language", "aria-label": t.toOtherLabel, onclick: actions.switchLanguage },
    icon("globe"), t.toOther);
}

function drawList() {
  const list = byId("rooms").querySelector(".room-list");
  if (!list) return;
  const direct = state.rooms.filter((one) => one.direct);
  const groups = state.rooms.filter((one) => !one.direct);
  const section = (name, members) => (members.length ? [heading(name), ...members.map(row)] : []);
  arrange(list, [...section("directs", direct), ...section("groups", groups)]);
  const unread = state.rooms.reduce((sum, one) => sum + one.unread, 0);
  document.title = (unread ? `(${unread}) ` : "") + `${t.brand} · ${state.team || t.rooms}`;
  byId("room-head").querySelector(".unread-dot")?.toggleAttribute("hidden", unread === 0);
}

function heading(name) {
  if (!rows.has(name)) rows.set(name, h("h2", { class: "room-section" }, t[name]));
  return rows.get(name);
}

function row(one) {
  let node = rows.get(one.id);
  if (!node) {
    node = h("button", { type: "button", class: "room", data: { room: one.id }, onclick: () => { closeDrawers(); actions.openRoom(one.id); } });
    rows.set(one.id, node);
  }
  const here = one.id === state.roomId;
  node.classList.toggle("room-here", here);
  node.classList.toggle("room-unread", one.unread > 0);
  if (here) node.setAttribute("aria-current", "true");
  else node.removeAttribute("aria-current");
  fill(node, one.direct ? avatar("bot") : groupAvatar(one), h("span", { class: "room-text" },
    h("span", { class: "room-line" }, h("bdi", { class: "room-title" }, roomTitle(one)), one.last && h("time", { class: "room-time" }, shortTime(one.last.at))),
    h("span", { class: "room-line" }, preview(one), unreadBadge(one))));
  return node;
}

function preview(one) {
  if (!one.last) return h("span", { class: "room-last" }, t.empty);
  const who = one.direct ? "" : one.last.sender === state.me.id ? t.you : personName(one.last.sender);
  return h("span", { class: "room-last", dir: "auto" }, who && [h("bdi", {}, who), ": "], one.last.text);
}

function unreadBadge(one) {
  if (!one.unread) return null;
  return h("span", { class: "unread" }, h("span", { "aria-hidden": "true" }, one.unread > 99 ? "99+" : String(one.unread)), h("span", { class: "sr-only" }, t.unread(one.unread)));
}

function moveFocus(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [...event.currentTarget.querySelectorAll(".room")];
  const next = all[all.indexOf(document.activeElement) + step];
  if (next) { event.preventDefault(); next.focus(); }
}
