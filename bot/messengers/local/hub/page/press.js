// Pressing a button: all of the card's buttons rest until the bot has edited it, refused, or let it stand.

import { newId, post, roomPath } from "./api.js";
import { changed, state } from "./state.js";
import { toast } from "./toast.js";
import { inLang, t } from "./words.js";

const LET_STAND = 5_000;
const RETRY = 1_500;
const ATTEMPTS = 20;

export async function press(message, choice) {
  if (state.pressing.has(message.id)) return;
  const pressId = newId();
  state.pressing.set(message.id, { pressId, choice: choice.label, timer: 0 });
  changed("messages");
  const body = { press_id: pressId, action: choice.action, args: choice.args ?? {}, version: message.payload.version ?? 0 };
  await send(message, body, 0);
}

async function send(message, body, attempt) {
  if (state.pressing.get(message.id)?.pressId !== body.press_id) return;
  try {
    await post(roomPath(message.room, `messages/${encodeURIComponent(message.id)}/press`), body);
  } catch (trouble) {
    if (!trouble.words) throw trouble;
    if (trouble.retry && attempt < ATTEMPTS) setTimeout(() => send(message, body, attempt + 1), RETRY);
    else { release(message.id); toast(`${t.pressFailed}: ${inLang(trouble.words)}`); }
  }
}

export function release(messageId) {
  const pending = state.pressing.get(messageId);
  if (!pending) return;
  clearTimeout(pending.timer);
  state.pressing.delete(messageId);
  changed("messages");
}

export function pressDelivery(data) {
  const pending = state.pressing.get(data.message_id);
  if (!pending || pending.pressId !== data.press_id) return;
  if (data.state === "failed") { release(data.message_id); toast(`${t.pressFailed}: ${inLang(data.reason)}`); }
  else if (data.state === "waiting") toast(inLang(data.reason));
  else if (data.state === "delivered") pending.timer = setTimeout(() => release(data.message_id), LET_STAND);
}
