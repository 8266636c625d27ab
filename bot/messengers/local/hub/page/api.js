// Talks to the hub. Failures are values of one class: what happened in both languages, and whether it may pass by itself.

export class Trouble extends Error {
  constructor(status, words, retry) {
    super(words.en);
    this.status = status;
    this.words = words;
    this.retry = retry;
  }
}

const NETWORK = { zh: "网络断了。", en: "The network is down." };
const ODD = { zh: "没有成功，请再试一次。", en: "That did not work. Try again." };
let persona = "";

export function setPersona(id) {
  persona = id;
}

export function address(path, query = {}) {
  const url = new URL(`/local/api/${path}`, location.origin);
  if (persona) url.searchParams.set("as", persona);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.pathname + url.search;
}

async function trouble(response) {
  const retry = response.status >= 500 && response.status !== 507;
  try {
    return new Trouble(response.status, (await response.json()).error ?? ODD, retry);
  } catch {
    return new Trouble(response.status, ODD, retry);
  }
}

async function call(path, options, query) {
  let response;
  try {
    response = await fetch(address(path, query), { credentials: "same-origin", ...options });
  } catch {
    throw new Trouble(0, NETWORK, true);
  }
  if (!response.ok) throw await trouble(response);
  return response.json();
}

export const get = (path, query) => call(path, {}, query);
export const post = (path, body) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
export const roomPath = (room, rest) => `rooms/${encodeURIComponent(room)}/${rest}`;

// XMLHttpRequest, because fetch tells nothing about the progress of an upload.
export function upload(room, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name);
    request.open("POST", address(roomPath(room, "files")));
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && progress(Math.floor((100 * event.loaded) / event.total));
    request.onload = () => {
      if (request.status === 201) resolve(request.response.file);
      else reject(new Trouble(request.status, request.response?.error ?? ODD, false));
    };
    request.onerror = () => reject(new Trouble(0, NETWORK, true));
    request.send(form);
  });
}

export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
