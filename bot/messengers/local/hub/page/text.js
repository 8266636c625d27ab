// A person's or the bot's text: links become links, mentions stand out, everything else stays text.

import { h } from "./dom.js";
import { nameOf, state } from "./state.js";

const LINK = /https?:\/\/[^\s<>"'，。；！？、）】》”’]+[^\s<>"'，。；！？、）】》”’.,;:!?)\]]/giu;

export const escapeRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

function mentionPattern() {
  const names = [...Object.values(state.bot)];
  for (const person of state.people.values()) names.push(person.name, person.name_en);
  const known = [...new Set(names.filter(Boolean))].sort((a, b) => b.length - a.length).map(escapeRegExp);
  return known.length ? new RegExp(`(?<![A-Za-z0-9._-])[@＠](?:${known.join("|")})`, "giu") : null;
}

function isMe(mention) {
  const name = mention.slice(1).toLowerCase();
  return [state.me.name, state.me.name_en, nameOf(state.me)].some((one) => one && one.toLowerCase() === name);
}

function split(text, pattern, make) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    if (found.index > from) parts.push(text.slice(from, found.index));
    parts.push(make(found[0]));
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

export const externalLink = (url, label) => h("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow", dir: "auto" }, label);
export const isWebAddress = (url) => /^https?:\/\//iu.test(url);

// A date is never broken at its hyphens.
const DATE = /\d{4}-\d{2}-\d{2}/gu;
export const unbroken = (text) => split(String(text), DATE, (date) => h("span", { class: "nowrap" }, date));

export function richText(text) {
  const mentions = mentionPattern();
  return split(text, LINK, (url) => externalLink(url, url)).flatMap((part) => {
    if (typeof part !== "string" || !mentions) return [part];
    return split(part, mentions, (name) => h("span", { class: isMe(name) ? "mention mention-me" : "mention" }, name));
  }).flatMap((part) => (typeof part === "string" ? unbroken(part) : [part]));
}
