// Who I am, in the head of the page. In the demo a menu of everybody; on a network a menu to sign out.

import { avatar } from "./avatar.js";
import { h, icon } from "./dom.js";
import { menuButton } from "./menu.js";
import { nameOf, roleOf, state } from "./state.js";
import { t } from "./words.js";

let actions = {};

export function setUpPersona(given) {
  actions = given;
}

export function personaMenu() {
  const name = nameOf(state.me);
  const button = h("button", { type: "button", class: "me", id: "persona", "aria-label": `${state.demo ? t.persona : t.actAs}: ${name}` },
    avatar(state.me.id, "small"), h("bdi", { class: "me-name" }, name), h("span", { class: "me-arrow" }, icon("down")));
  return menuButton(button, items, { note: () => (state.demo ? t.personaNote : about()), side: "end" });
}

const about = () => [nameOf(state.me), roleOf(state.me.id), state.me.region].filter(Boolean).join(" · ");

function items() {
  if (!state.demo) return [{ label: t.leave, act: actions.leave }];
  return [...state.people.values()].map((person) => ({
    checked: person.id === state.me.id,
    act: () => actions.switchPersona(person.id),
    label: h("span", { class: "menu-person" }, avatar(person.id, "small"),
      h("bdi", { class: "menu-name" }, nameOf(person)),
      h("span", { class: "menu-role" }, [roleOf(person.id), person.region].filter(Boolean).join(" · "))),
  }));
}
