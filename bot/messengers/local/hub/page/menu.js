// A menu button: arrow keys, Home, End, letters by Tab order, Escape gives the focus back.

import { h } from "./dom.js";

let openMenu = null;

export function closeMenus() {
  openMenu?.close(false);
}

// `items`: [{ label (node or text), act, checked }]; `note` stands above them.
export function menuButton(button, items, { note = "", side = "left" } = {}) {
  const list = h("div", { class: `menu menu-${side}`, role: "menu", hidden: true });
  const holder = h("span", { class: "menu-holder" }, button, list);
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");

  const entries = () => [...list.querySelectorAll("[role^=menuitem]")];
  const focusAt = (place) => entries().at(((place % entries().length) + entries().length) % entries().length)?.focus();

  const self = {
    close(refocus) {
      list.hidden = true;
      button.setAttribute("aria-expanded", "false");
      if (openMenu === self) openMenu = null;
      if (refocus) button.focus();
    },
  };

  function open() {
    closeMenus();
    const rows = items().map((item) =>
      h("button", {
        type: "button", class: "menu-item", tabindex: "-1",
        role: item.checked === undefined ? "menuitem" : "menuitemradio",
        "aria-checked": item.checked === undefined ? null : String(item.checked),
        onclick: () => { self.close(true); item.act(); },
      }, item.label));
    list.replaceChildren(...(note ? [h("div", { class: "menu-note" }, typeof note === "function" ? note() : note)] : []), ...rows);
    list.hidden = false;
    list.classList.remove("menu-up");
    const box = list.getBoundingClientRect();
    if (box.bottom > innerHeight - 8 && button.getBoundingClientRect().top > box.height) list.classList.add("menu-up");
    button.setAttribute("aria-expanded", "true");
    openMenu = self;
    (list.querySelector("[aria-checked=true]") ?? rows[0])?.focus();
  }

  button.addEventListener("click", () => (list.hidden ? open() : self.close(true)));
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) { event.preventDefault(); open(); }
  });
  list.addEventListener("keydown", (event) => {
    const at = entries().indexOf(document.activeElement);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    if (event.key in moves) { event.preventDefault(); focusAt(moves[event.key]); }
    else if (event.key === "Escape") { event.stopPropagation(); self.close(true); }
    else if (event.key === "Tab") self.close(false);
  });
  return holder;
}

document.addEventListener("pointerdown", (event) => {
  if (openMenu && !event.target.closest(".menu-holder")) closeMenus();
});
