// Photos of a form are sent as soon as they are taken and stand below the button; the form sends only their numbers.
//
// Without script the form sends the files themselves. What was taken is kept on this phone with the form's draft, so
// that a closed page loses nothing; drafts.js drops it when the server has accepted the form.

import { all, icon, made, one } from "../field/dom.js";
import { newId } from "../field/draft.js";
import { prepared } from "../field/photos.js";
import { sendFile } from "../field/uploads.js";

const PREFIX = "fc-draft:photos-";
const KEPT_FOR = 7 * 24 * 3600 * 1000;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function start(box) {
  const form = box.closest("form");
  const { url, name, words } = JSON.parse(one("script[type='application/json']", box).textContent);
  const shots = one("[data-shots]", box);
  const said = one("[data-said]", box);
  const input = one("input[type=file]", box);
  const draft = form.dataset.draft ? PREFIX + form.dataset.draft : null;
  const most = Number(box.dataset.most);
  let waiting = 0;

  const ids = () => all(`input[name=${name}]`, shots).map((one) => Number(one.value));
  const tell = (text) => (said.textContent = text);

  function keep(sent = false) {
    if (!draft) return;
    try {
      if (ids().length) localStorage.setItem(draft, JSON.stringify({ at: Date.now(), sent, photos: ids() }));
      else localStorage.removeItem(draft);
    } catch {
      // A full or closed store must never hinder a photo.
    }
  }

  function show(id, picture) {
    const shot = made(
      "span",
      { class: "fc-shot" },
      made("img", { src: picture, alt: words.photo }),
      made("input", { type: "hidden", name, value: id }),
      made("button", { type: "button", "aria-label": words.remove, click: () => (shot.remove(), keep(), tell(counted())) }, icon("x")),
    );
    shots.append(shot);
  }

  const counted = () => words.count.replace("{n}", ids().length);

  async function take(file, key = newId(), kept = {}) {
    waiting += 1;
    tell(words.sending);
    try {
      kept.file ??= await prepared(file);
      const id = await sendFile(url, kept.file, file.name, { key, kept });
      show(id, `${url}${id}/thumbnail/`);
      keep();
      tell(counted());
    } catch (fault) {
      const text = fault.status ? fault.message || words.refused : words.offline;
      const retry = made("button", { type: "button", class: "btn fc-btn" }, words.again);
      const line = made("p", { class: "fc-err", role: "alert" }, `${file.name}: ${text} `, fault.status ? null : retry);
      retry.addEventListener("click", () => (line.remove(), take(file, key, kept)));
      box.append(line);
      tell(counted());
    } finally {
      waiting -= 1;
    }
  }

  input.removeAttribute("required");
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    for (const file of files) {
      if (ids().length >= most) {
        tell(words.most);
        break;
      }
      await take(file);
    }
  });
  form.addEventListener("submit", (event) => {
    if (waiting) {
      event.preventDefault();
      delete form.dataset.sent;
      tell(words.sending);
      return;
    }
    keep(true);
  });
  const kept = draft ? read(draft) : null;
  if (kept && Date.now() - kept.at < KEPT_FOR) {
    const there = new Set(ids());
    for (const id of kept.photos) if (!there.has(id)) show(id, `${url}${id}/thumbnail/`);
    tell(counted());
  }
  all("[data-drop]", shots).forEach((button) =>
    button.addEventListener("click", () => (button.closest(".fc-shot").remove(), keep(), tell(counted()))),
  );
  box.dataset.ready = "1";
}

all("[data-photos]").forEach(start);
