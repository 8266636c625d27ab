// Builds elements. Text always goes in as text, never as HTML.

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  info: "M12 11v5M12 7.6v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  send: "M5 12l14-7-5 14-3-6-6-1Z",
  clip: "M8 12.5l5.5-5.5a3 3 0 0 1 4.3 4.3l-7.4 7.3a5 5 0 0 1-7-7L11 4",
  close: "M6 6l12 12M18 6L6 18",
  reply: "M9 8l-5 4.5L9 17M4.5 12.5H14a6 6 0 0 1 6 6",
  down: "M6 10l6 6 6-6",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  hash: "M9 4L7 20M17 4l-2 16M4.5 9h16M3.5 15h16",
  globe: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3.5 12h17M12 3c3 3 3.6 6 3.6 9s-.6 6-3.6 9c-3-3-3.6-6-3.6-9S9 6 12 3Z",
  warn: "M12 4l9 16H3zM12 10v4.5M12 17.2v.1",
};

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (value === true) node.setAttribute(name, "");
    else node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export const byId = (id) => document.getElementById(id);

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

// Makes `parent` hold exactly `wanted`, touching only what differs, so that focus and scroll survive.
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let place = parent.firstElementChild;
  for (const node of wanted) {
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
}

export function iconButton(name, label, onclick, props = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...props }, icon(name));
}
