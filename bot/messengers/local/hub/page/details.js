// The head of the conversation, and the right side: who is in the room, which region, whether outsiders listen.

import { avatar, groupAvatar } from "./avatar.js";
import { byId, fill, h, iconButton } from "./dom.js";
import { closeDrawers, openDrawer } from "./drawer.js";
import { personaMenu } from "./persona.js";
import { on, personName, roleOf, room, roomTitle, state } from "./state.js";
import { t } from "./words.js";

export function setUpDetails() {
  on("room", draw);
  on("all", draw);
}

function draw() {
  const one = room();
  if (!one) return;
  const unread = state.rooms.some((other) => other.unread > 0);
  const open = h("span", { class: "only-narrow with-dot" }, iconButton("menu", t.openRooms, () => openDrawer("rooms"), { id: "open-rooms" }),
    h("span", { class: "unread-dot", hidden: !unread }));
  fill(byId("room-head"), open,
    one.direct ? avatar("bot") : groupAvatar(one),
    h("div", { class: "head-text" },
      h("h1", { class: "head-title" }, h("bdi", {}, roomTitle(one))),
      h("p", { class: "head-sub" }, subtitle(one))),
    one.outsiders && h("span", { class: "tag tag-warn" }, t.outsidersShort),
    h("span", { class: "only-medium" }, iconButton("info", t.openDetails, () => openDrawer("details"), { id: "open-details" })),
    personaMenu());
  fill(byId("details"), panel(one));
  byId("details").setAttribute("aria-label", t.details);
}

function subtitle(one) {
  if (one.direct) return t.directHint;
  return [t.members(one.members.length + 1), one.region, one.unit].filter(Boolean).join(" · ");
}

function panel(one) {
  const outside = one.outsiders === null ? t.outsidersUnknown : one.outsiders ? t.outsidersYes : t.outsidersNo;
  const facts = [[t.region, one.region], [t.unit, one.unit], [t.outsiders, one.direct ? "" : outside]].filter(([, value]) => value);
  return [
    h("div", { class: "details-head" }, h("h2", { class: "details-title" }, t.details), iconButton("close", t.closeDetails, closeDrawers, { class: "icon-button only-overlay" })),
    facts.length > 0 && h("dl", { class: "details-facts" }, facts.map(([label, value]) => [h("dt", {}, label), h("dd", { dir: "auto" }, value)])),
    h("h3", { class: "details-section" }, t.members(one.members.length + 1)),
    h("ul", { class: "members" }, ["bot", ...one.members].map(member)),
  ];
}

function member(id) {
  const region = state.people.get(id)?.region;
  return h("li", { class: "member" }, avatar(id, "small"),
    h("span", { class: "member-text" },
      h("span", { class: "member-name" }, h("bdi", {}, personName(id)), id === state.me.id && h("span", { class: "quiet" }, ` (${t.you})`)),
      h("span", { class: "quiet" }, [roleOf(id), region].filter(Boolean).join(" · "))));
}
