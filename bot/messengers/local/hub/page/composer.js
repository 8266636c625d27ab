// Where one writes: Enter sends, Shift+Enter breaks the line, an @ offers names, files go up at once.

import { upload } from "./api.js";
import { byId, fill, h, icon, iconButton } from "./dom.js";
import { fileSize } from "./format.js";
import { mentionBox } from "./mention.js";
import { say } from "./outbox.js";
import { botName, changed, on, personName, room, snippetOf, state } from "./state.js";
import { toast } from "./toast.js";
import { inLang, t } from "./words.js";

const drafts = new Map(); // room -> { text, files: [{ name, file, percent }], reply }
let field = null;
let mentions = null;
let shownRoom = "";

const blank = () => ({ text: "", files: [], reply: null });

function draft(id = state.roomId) {
  if (!drafts.has(id)) drafts.set(id, blank());
  return drafts.get(id);
}

export function setUpComposer() {
  on("room", draw);
  on("all", () => { shownRoom = ""; draw(); });
  on("draft", drawExtras);
  byId("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  const middle = byId("middle");
  middle.addEventListener("dragover", (event) => state.uploads && event.preventDefault());
  middle.addEventListener("drop", (event) => { event.preventDefault(); addFiles(event.dataTransfer.files); });
}

export function forgetDrafts() {
  drafts.clear();
}

export function focusComposer() {
  if (matchMedia("(hover: hover)").matches) field?.focus({ preventScroll: true });
}

function draw() {
  const one = room();
  if (!one || shownRoom === state.roomId) return;
  shownRoom = state.roomId;
  field = h("textarea", {
    id: "text", class: "field", rows: "1", dir: "auto", enterkeyhint: "send", "aria-describedby": "composer-hint",
    "aria-label": one.direct ? t.directPlace(botName()) : t.groupPlace(botName()), placeholder: one.direct ? t.directPlace(botName()) : t.groupPlace(botName()),
    oninput: typed, onkeydown: key, onblur: () => mentions.close(), onpaste: pasted,
  });
  field.value = draft().text;
  mentions = mentionBox(field);
  const picker = h("input", { type: "file", id: "picker", class: "sr-only", tabindex: "-1", "aria-hidden": "true", multiple: true, onchange: picked });
  const clip = state.uploads && iconButton("clip", t.upload, () => picker.click(), { class: "icon-button clip" });
  const send = h("button", { type: "submit", class: "send", id: "send", "aria-label": t.send, title: t.send, disabled: true }, icon("send"));
  fill(byId("composer"), mentions.list, h("div", { class: "extras", id: "extras" }),
    h("div", { class: "composer-row" }, clip, picker, field, send),
    h("p", { class: "hint", id: "composer-hint" }, h("span", {}, one.direct ? t.directHint : t.groupHint(botName())), h("span", { class: "hint-keys" }, t.keysHint)));
  drawExtras();
  resize();
}

function typed() {
  draft().text = field.value;
  mentions.look();
  resize();
  ready();
}

function resize() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
}

function key(event) {
  if (event.isComposing || event.keyCode === 229 || mentions.key(event)) return;
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); submit(); }
  else if (event.key === "Escape" && draft().reply) { draft().reply = null; changed("draft"); }
}

function ready() {
  const uploading = draft().files.some((one) => !one.file);
  const nothing = field.value.trim() === "" && draft().files.length === 0;
  byId("send").disabled = uploading || nothing;
}

function submit() {
  if (byId("send").disabled) return;
  const text = field.value.trim();
  if (new TextEncoder().encode(text).length > state.textLimit) return toast(t.textTooLong);
  const { files, reply } = draft();
  drafts.set(state.roomId, blank());
  field.value = "";
  resize();
  drawExtras();
  say(state.roomId, text, files.map((one) => one.file), reply);
  field.focus();
}

export function replyTo(message) {
  draft().reply = { id: message.id, sender: message.sender, text: snippetOf(message) };
  changed("draft");
  field.focus();
}

function drawExtras() {
  const { files, reply } = draft();
  const quoted = reply && h("div", { class: "reply" }, h("span", { class: "reply-text", dir: "auto" }, h("b", {}, t.replyTo(personName(reply.sender))), " ", reply.text),
    iconButton("close", t.cancelReply, () => { draft().reply = null; changed("draft"); field.focus(); }, { class: "icon-button tiny" }));
  fill(byId("extras"), quoted, files.length > 0 && h("ul", { class: "chips" }, files.map(chip)));
  ready();
}

function chip(one) {
  const rest = one.file ? fileSize(one.file.size) : t.uploading(one.percent);
  return h("li", { class: "chip" }, icon("file"), h("bdi", { class: "chip-name" }, one.name), h("span", { class: "quiet" }, rest),
    iconButton("close", t.removeFile(one.name), () => { removeFile(draft(), one); field.focus(); }, { class: "icon-button tiny" }));
}

function removeFile(from, one) {
  from.files = from.files.filter((other) => other !== one);
  changed("draft");
}

function picked(event) {
  addFiles(event.target.files);
  event.target.value = "";
}

function pasted(event) {
  if (event.clipboardData.files.length > 0 && !event.clipboardData.types.includes("text/plain")) {
    event.preventDefault();
    addFiles(event.clipboardData.files);
  }
}

function addFiles(files) {
  if (state.uploads) for (const file of [...files].slice(0, 10 - draft().files.length)) addFile(state.roomId, file);
}

async function addFile(roomId, file) {
  if (file.size > state.fileLimit) return toast(t.fileTooLarge(file.name, fileSize(state.fileLimit)));
  const into = draft(roomId);
  const one = { name: file.name, file: null, percent: 0 };
  into.files.push(one);
  changed("draft");
  try {
    one.file = await upload(roomId, file, (percent) => { one.percent = percent; changed("draft"); });
    changed("draft");
  } catch (trouble) {
    removeFile(into, one);
    toast(trouble.status ? inLang(trouble.words) : t.uploadFailed(file.name));
  }
}
