// A card: stripe and word, title, facts, why, what can be done or who did it, foot.

import { h, icon } from "./dom.js";
import { cardTime } from "./format.js";
import { menuButton } from "./menu.js";
import { state } from "./state.js";
import { externalLink, isWebAddress, richText, unbroken } from "./text.js";
import { t } from "./words.js";

const SHOWN_BUTTONS = 3;
const SHOWN_FACTS = 6;
const STRIPES = new Set(["plain", "hot", "blocked", "info", "done"]);

export function card(message, press) {
  const data = message.payload.card;
  const stripe = STRIPES.has(data.stripe) ? data.stripe : "plain";
  const word = data.badge || t.stripes[stripe];
  return h("section", { class: `card card-${stripe}`, tabindex: "-1", "aria-label": [word, data.title].filter(Boolean).join(" ") },
    h("header", { class: "card-head" },
      word && h("span", { class: "badge" }, word),
      data.title && h("h3", { class: "card-title", dir: "auto" }, data.title)),
    facts(data.facts ?? []),
    why(data.why ?? []),
    data.settled && h("p", { class: "settled", dir: "auto" }, icon("check"), h("span", {}, unbroken(data.settled))),
    choices(message, data.choices ?? [], press),
    data.foot && h("footer", { class: "card-foot", dir: "auto" }, unbroken(data.foot)));
}

function grid(list) {
  return h("dl", { class: "facts" }, list.map((fact) =>
    h("div", { class: "fact" }, h("dt", { dir: "auto" }, fact.label), h("dd", { dir: "auto" }, richText(String(fact.value ?? ""))))));
}

function facts(list) {
  if (list.length === 0) return null;
  const rest = list.slice(SHOWN_FACTS);
  return [grid(list.slice(0, SHOWN_FACTS)),
    rest.length > 0 && h("details", { class: "more-facts" }, h("summary", {}, `${t.moreFacts} (${rest.length})`), grid(rest))];
}

function why(list) {
  if (list.length === 0) return null;
  return h("div", { class: "why" }, h("h4", { class: "why-title" }, t.why), h("ul", { class: "why-list" }, list.map(evidence)));
}

function evidence(one) {
  const source = one.link && isWebAddress(one.link) ? externalLink(one.link, one.source || t.open) : one.source;
  const when = one.at && h("time", { datetime: one.at, class: "why-time" }, cardTime(one.at));
  return h("li", { class: "why-item" },
    h("span", { class: "why-text", dir: "auto" }, unbroken(one.text)),
    (when || source) && h("span", { class: "why-from" }, when, when && source && " · ", source && h("bdi", {}, source)));
}

// The buttons of a card or of a plain message: at most three, the rest in a menu.
export function choices(message, list, press) {
  if (list.length === 0) return null;
  const pending = state.pressing.get(message.id);
  const shown = list.slice(0, list.length > SHOWN_BUTTONS ? SHOWN_BUTTONS : list.length);
  const rest = list.slice(shown.length);
  const buttons = shown.map((choice) => h("button", {
    type: "button", class: choice.primary ? "choice choice-primary" : "choice", disabled: Boolean(pending),
    "aria-busy": pending?.choice === choice.label ? "true" : null, onclick: () => press(message, choice),
  }, pending?.choice === choice.label && h("span", { class: "spinner", "aria-hidden": "true" }), h("span", { dir: "auto" }, choice.label)));
  const row = h("div", { class: "choices", role: "group", "aria-label": t.options }, buttons, rest.length > 0 && moreButton(message, rest, press, pending));
  return [row, h("p", { class: "sr-only", role: "status" }, pending ? t.pressed : "")];
}

function moreButton(message, rest, press, pending) {
  const chosen = rest.some((choice) => choice.label === pending?.choice);
  const button = h("button", { type: "button", class: "choice", disabled: Boolean(pending) }, chosen && h("span", { class: "spinner", "aria-hidden": "true" }), t.more, icon("down"));
  return menuButton(button, () => rest.map((choice) => ({ label: choice.label, act: () => press(message, choice) })));
}
