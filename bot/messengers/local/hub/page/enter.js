// A personal link: opened by a press, so that a messenger's preview of the link does not spend it.

import { post } from "./api.js";
import { gatePage } from "./gate.js";
import { inLang, langTag, t } from "./words.js";

document.documentElement.lang = langTag();
const token = decodeURIComponent(location.pathname.split("/").at(-1));

gatePage(t.enterTitle, t.enterText, t.enterButton, async (note) => {
  try {
    await post("enter", { token });
    location.replace("/local/");
  } catch (trouble) {
    note.textContent = inLang(trouble.words);
  }
});
