// A person's avatar: initials on a hue of their own. The name stands beside it, so screen readers skip it.

import { h } from "./dom.js";
import { groupLetters, initials } from "./format.js";
import { personName, state } from "./state.js";

export function avatar(id, size = "") {
  if (id === "bot") return h("span", { class: `avatar avatar-bot ${size}`, "aria-hidden": "true" }, "搭");
  const person = state.people.get(id);
  return h("span", { class: `avatar hue-${hue(id)} ${size}`, "aria-hidden": "true" }, initials(person ? personName(id) : "?"));
}

// One of eight hues; neighbours in the team never share one.
function hue(id) {
  return Math.max(0, [...state.people.keys()].indexOf(id)) % 8;
}

export function groupAvatar(one) {
  return h("span", { class: `avatar avatar-group`, "aria-hidden": "true" }, groupLetters(one.title));
}
