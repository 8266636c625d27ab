// On narrow screens rooms and details slide in over the conversation.

import { byId } from "./dom.js";

let opener = null;

export function openDrawer(id) {
  opener = document.activeElement;
  const panel = byId(id);
  panel.classList.add("drawer-open");
  byId("shade").hidden = false;
  byId("middle").inert = true;
  (panel.querySelector("[aria-current=true]") ?? panel.querySelector("button"))?.focus();
}

export function closeDrawers() {
  const open = document.querySelector(".drawer-open");
  if (!open) return;
  open.classList.remove("drawer-open");
  byId("shade").hidden = true;
  byId("middle").inert = false;
  opener?.focus();
}

export function setUpDrawers() {
  byId("shade").addEventListener("click", closeDrawers);
  document.addEventListener("keydown", (event) => event.key === "Escape" && closeDrawers());
  matchMedia("(min-width: 900px)").addEventListener("change", closeDrawers);
}
