// Shown instead of the messenger: no session, nobody imported, or no server.

import { byId, fill, h } from "./dom.js";
import { inLang, t } from "./words.js";

export function gatePage(title, text, button, act) {
  const note = h("p", { class: "gate-note", role: "alert" });
  fill(byId("gate"), h("div", { class: "gate-box" }, h("span", { class: "brand-mark large", "aria-hidden": "true" }, "搭"),
    h("h1", {}, title), h("p", { class: "quiet" }, text),
    h("button", { type: "button", class: "choice choice-primary", onclick: () => act(note) }, button), note));
  byId("gate").hidden = false;
}

export function showGate(trouble) {
  const again = () => location.reload();
  if (trouble.status === 401) gatePage(t.gateTitle, t.gateText, t.gateRetry, again);
  else gatePage(t.broken, inLang(trouble.words), t.gateRetry, again);
}
