// One message as an element.

import { avatar } from "./avatar.js";
import { card, choices } from "./card.js";
import { h, icon, iconButton } from "./dom.js";
import { clock, fileSize, fullTime } from "./format.js";
import { address } from "./api.js";
import { personName, roleOf, snippetOf, state } from "./state.js";
import { richText } from "./text.js";
import { inLang, t } from "./words.js";

export function messageNode(message, first, actions) {
  const mine = message.sender === state.me.id;
  const kinds = ["message", mine ? "mine" : "theirs", first ? "first" : "next", message.payload?.card ? "with-card" : ""];
  const node = h("article", { class: kinds.filter(Boolean).join(" "), data: { id: message.id }, "aria-label": label(message) },
    first ? avatar(message.sender) : h("span", { class: "avatar-space" }),
    h("div", { class: "body" }, first && head(message, mine), quote(message, actions), content(message, actions), mine && delivery(message, actions)));
  if (!message.pending) node.append(tools(message, actions));
  return node;
}

const label = (message) => `${personName(message.sender)}, ${clock(message.at)}`;

function head(message, mine) {
  return h("div", { class: "head" },
    !mine && h("bdi", { class: "name" }, personName(message.sender)),
    !mine && h("span", { class: message.sender === "bot" ? "tag tag-bot" : "role" }, roleOf(message.sender)),
    h("time", { class: "time", datetime: message.at, title: fullTime(message.at) }, clock(message.at)));
}

function quote(message, actions) {
  if (!message.quote) return null;
  const text = message.quote.text || t.quoteGone;
  return h("button", { type: "button", class: "quote", onclick: () => actions.jumpTo(message.quote.id) },
    h("bdi", { class: "quote-name" }, personName(message.quote.sender)), " ", h("span", { class: "quote-text", dir: "auto" }, text));
}

function content(message, actions) {
  const payload = message.payload;
  if (!payload) return [message.text && bubble(message, message.text), message.files.map((file) => fileRow(file))];
  const tag = payload.lang === "en" ? "en" : "zh-CN";
  return h("div", { class: "said", lang: tag },
    payload.text && payload.text !== payload.card?.title && bubble(message, payload.text),
    progress(payload.progress),
    payload.card && card(message, actions.press),
    attached(payload.attached),
    choices(message, payload.choices ?? [], actions.press),
    payload.card && message.edited_at && edited(message));
}

// A file of the bot's that is text: its name, and behind it what it says.
function attached(file) {
  if (!file) return null;
  const name = [icon("file"), h("bdi", {}, file.name)];
  if (!file.text) return h("div", { class: "attached" }, name);
  return h("details", { class: "attached" }, h("summary", {}, name), h("pre", { dir: "auto", tabindex: "0" }, file.text));
}

function bubble(message, text) {
  return h("div", { class: "bubble", dir: "auto" }, richText(text), message.edited_at && !message.payload?.card && edited(message));
}

const edited = (message) => h("span", { class: "edited", title: fullTime(message.edited_at) }, t.edited);

// Long work: a bar in the message, edited in place.
function progress(one) {
  if (!one || typeof one.done !== "number") return null;
  return h("label", { class: "progress" }, h("progress", { max: "1", value: String(one.done) }), h("span", {}, one.label || `${Math.round(one.done * 100)}%`));
}

function fileRow(file) {
  return h("div", { class: "file" }, h("span", { class: "file-icon" }, icon("file")),
    h("span", { class: "file-text" },
      h("a", { class: "file-name", href: address(`files/${encodeURIComponent(file.file_id)}`), download: file.name, "aria-label": t.download(file.name) }, h("bdi", {}, file.name)),
      h("span", { class: "file-note" }, `${fileSize(file.size)} · ${t.fileNote}`)));
}

function delivery(message, actions) {
  const kind = message.state ?? "sending";
  const reason = inLang(message.reason);
  const line = h("div", { class: `delivery delivery-${kind}` });
  if (kind === "failed") {
    line.append(icon("warn"), h("span", {}, reason ? `${t.failed}: ${reason}` : t.failed),
      h("button", { type: "button", class: "link-button", onclick: () => actions.again(message) }, t.again));
    if (message.pending) line.append(h("button", { type: "button", class: "link-button", onclick: () => actions.drop(message) }, t.drop));
  } else if (kind === "delivered") {
    line.append(icon("check"), h("span", { class: "sr-only" }, t.delivered));
    line.title = t.delivered;
  } else line.append(h("span", {}, kind === "waiting" ? reason || t.waiting : kind === "offline" ? t.offline : `${t.sending}…`));
  return line;
}

function tools(message, actions) {
  return h("div", { class: "tools" }, iconButton("reply", t.replyTo(personName(message.sender)), () => actions.reply(message), { class: "icon-button tool" }));
}

export const spoken = (message) => `${personName(message.sender)}: ${snippetOf(message)}`;
