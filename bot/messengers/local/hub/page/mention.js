// After an @: a list of who is in the room, the bot first. The text field keeps the focus.

import { avatar } from "./avatar.js";
import { fill, h } from "./dom.js";
import { botName, nameOf, personName, roleOf, room, state } from "./state.js";
import { t } from "./words.js";

const MOST = 6;
const OPEN = /(^|[^A-Za-z0-9._-])[@＠]([^\s@＠]{0,24})$/u;

export function mentionBox(field) {
  const list = h("div", { class: "mentions", id: "mentions", role: "listbox", "aria-label": t.mentions, hidden: true });
  let found = [];
  let at = 0;
  let start = -1;

  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", "mentions");

  function look() {
    const before = field.value.slice(0, field.selectionStart);
    const match = OPEN.exec(before);
    found = match ? candidates(match[2]) : [];
    start = match ? before.length - match[2].length - 1 : -1;
    at = 0;
    draw();
  }

  function draw() {
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    fill(list, found.map((id, place) =>
      h("div", { class: "mention-row", id: `mention-${place}`, role: "option", "aria-selected": String(place === at), onpointerdown: (event) => { event.preventDefault(); choose(place); } },
        avatar(id, "small"), h("bdi", { class: "menu-name" }, personName(id)), h("span", { class: "menu-role" }, roleOf(id)))));
    if (list.hidden) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `mention-${at}`);
  }

  function choose(place) {
    const name = `@${personName(found[place])} `;
    field.setRangeText(name, start, field.selectionStart, "end");
    found = [];
    draw();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // True when the key was for the list.
  function key(event) {
    if (list.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { at = (at + step + found.length) % found.length; draw(); }
    else if (event.key === "Enter" || event.key === "Tab") choose(at);
    else if (event.key === "Escape") { found = []; draw(); }
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  const close = () => { found = []; draw(); };
  return { list, look, key, close };
}

function candidates(typed) {
  const one = room();
  if (!one || one.direct) return [];
  const wanted = typed.toLowerCase();
  const fits = (names) => names.some((name) => name && name.toLowerCase().split(/\s+/u).concat(name.toLowerCase()).some((part) => part.startsWith(wanted)));
  const people = one.members.filter((id) => id !== state.me.id && fits([nameOf(state.people.get(id)), state.people.get(id).name, state.people.get(id).name_en]));
  const bot = fits([...Object.values(state.bot), botName()]) ? ["bot"] : [];
  return [...bot, ...people].slice(0, MOST);
}
