// Dates, sizes, names and initials as people read them.

import { lang, t } from "./words.js";

let zone;

// All times are shown in the person's own time zone, as in what the bot says.
export function setZone(name) {
  zone = name || undefined;
  made.clear();
}

const locale = () => (lang() === "zh" ? "zh-CN" : "en-GB");
const made = new Map();

function formatter(name, options) {
  const key = `${locale()}/${name}`;
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }));
  return made.get(key);
}

export const clock = (iso) => formatter("clock", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(iso));
export const dayKey = (iso) => formatter("key", { year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(iso));
export const fullTime = (iso) =>
  formatter("full", { year: "numeric", month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(iso));

function midnight(date) {
  const parts = formatter("parts", { year: "numeric", month: "numeric", day: "numeric" }).formatToParts(date);
  const part = (type) => Number(parts.find((one) => one.type === type).value);
  return Date.UTC(part("year"), part("month") - 1, part("day"));
}

const daysAgo = (iso) => Math.round((midnight(new Date()) - midnight(new Date(iso))) / 86_400_000);

export function dayName(iso) {
  const ago = daysAgo(iso);
  if (ago === 0) return t.today;
  if (ago === 1) return t.yesterday;
  const options = { month: "long", day: "numeric", weekday: "short" };
  if (new Date(iso).getFullYear() === new Date().getFullYear()) return formatter("day", options).format(new Date(iso));
  return formatter("dayYear", { year: "numeric", ...options }).format(new Date(iso));
}

// In the list of rooms: the clock today, else a short date.
export function shortTime(iso) {
  const ago = daysAgo(iso);
  if (ago === 0) return clock(iso);
  return ago === 1 ? t.yesterday : formatter("short", { month: "numeric", day: "numeric" }).format(new Date(iso));
}

// On a card: date and clock, the year only where it is another one.
export function cardTime(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const options = { month: lang() === "zh" ? "numeric" : "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (date.getFullYear() === new Date().getFullYear()) return formatter("card", options).format(date);
  return formatter("cardYear", { year: "numeric", ...options }).format(date);
}

export function fileSize(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}

const segmenter = "Segmenter" in Intl ? new Intl.Segmenter() : null;
const graphemes = (text) => (segmenter ? Array.from(segmenter.segment(text), (part) => part.segment) : Array.from(text));

// Han names: the last two characters; others: the first letters of the first and the last word.
export function initials(name) {
  const clean = name.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").trim();
  if (/\p{Script=Han}/u.test(clean)) return graphemes(clean.replace(/[((].*$/u, "").trim()).slice(-2).join("");
  const words = clean.split(/[\s·_-]+/u).filter(Boolean);
  const first = (word) => graphemes(word)[0] ?? "";
  const letters = words.length > 1 ? first(words[0]) + first(words[words.length - 1]) : first(words[0] ?? "?");
  return letters.toLocaleUpperCase();
}

// Rooms: the first two characters of a Chinese title, else as for people.
export function groupLetters(title) {
  const clean = title.replace(/^#/u, "").trim();
  return /\p{Script=Han}/u.test(clean) ? graphemes(clean).slice(0, 2).join("") : initials(clean);
}
