// One item of the form: its controls, what it earns, and the evidence asked for when it fails.

import { addressOfPhoto, all, icon, made, one } from "./dom.js";
import { readCount, readNumber, shownPoints } from "./rules.js";
import { fill, gettext, ngettext, pgettext } from "./words.js";

// hooks: answer() gives the answer kept so far, change(answer) keeps another, shoot(files), unshoot(id)
export class ItemBlock {
  constructor(block, item, hooks) {
    Object.assign(this, { block, item, hooks, extra: false });
    this.wire();
    block.disabled = false;
  }

  find = (name) => one(`[data-${name}]`, this.block);

  wire() {
    this.block.addEventListener("change", (event) => event.target.type === "radio" && this.says({ option: event.target.value }));
    this.block.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if ("step" in button.dataset) this.step(Number(button.dataset.step));
      if ("none" in button.dataset) this.says({ count: 0 });
      if ("na" in button.dataset) this.says(this.hooks.answer().na ? {} : { na: true });
      if ("extra" in button.dataset) this.showExtra();
      if ("saysFailed" in button.dataset) this.sayFailed();
    });
    this.find("count")?.addEventListener("input", (event) => this.typed(event.target, "count", readCount));
    this.find("value")?.addEventListener("input", (event) => this.typed(event.target, "value", readNumber));
    for (const name of ["count", "value"]) this.find(name)?.addEventListener("change", () => this.judgeTyped());
    this.find("note").addEventListener("input", (event) => this.hooks.change({ ...this.hooks.answer(), note: event.target.value }));
    this.find("camera").addEventListener("change", async (event) => {
      const files = [...event.target.files];
      event.target.value = "";
      await this.hooks.shoot(files);
    });
  }

  // A new answer takes the place of the old one; note and photos stay.
  says(said) {
    const { note, photos, failed } = this.hooks.answer();
    this.error(null);
    this.hooks.change({ note, photos, ...(failed && !said.na ? { failed } : {}), ...said });
  }

  step(by) {
    const { count } = this.hooks.answer();
    this.says({ count: Math.min(9999, Math.max(0, count == null ? Math.max(0, by) : count + by)) });
  }

  typed(field, name, read) {
    const value = read(field.value);
    this.says(value === null ? {} : { [name]: value });
  }

  // On leaving the field, say what is wrong with it.
  judgeTyped() {
    const field = this.find("count") ?? this.find("value");
    const read = this.find("count") ? readCount : readNumber;
    if (!field.value.trim() || read(field.value) !== null) return this.error(null);
    return this.error(this.find("count") ? gettext("Give a whole number from 0 to 9999.") : gettext("Give a number from 0 on, such as 12 or 3.5."));
  }

  error(words) {
    const place = this.find("error");
    place.hidden = !words;
    place.textContent = words ?? "";
    (this.find("count") ?? this.find("value"))?.setAttribute("aria-invalid", String(Boolean(words)));
  }

  showExtra() {
    this.extra = true;
    one("details", this.block).open = false;
    this.hooks.change(this.hooks.answer());
    this.find("note").focus();
  }

  sayFailed() {
    const { failed, ...rest } = this.hooks.answer();
    one("details", this.block).open = false;
    this.hooks.change(failed ? rest : { ...rest, failed: true });
  }

  show(answer, judgement, photos) {
    const failing = Boolean(judgement?.failed);
    this.block.classList.toggle("is-failing", failing);
    this.block.classList.toggle("is-na", Boolean(answer.na));
    for (const radio of all("input[type=radio]", this.block)) radio.checked = radio.value === answer.option;
    this.showNumber(answer);
    this.showEarned(answer, judgement);
    this.find("na").setAttribute("aria-pressed", String(Boolean(answer.na)));
    const none = this.find("none");
    if (none) none.hidden = answer.count != null || Boolean(answer.na);
    const says = this.find("says-failed");
    says.setAttribute("aria-pressed", String(Boolean(answer.failed)));
    says.disabled = Boolean(answer.na) || (failing && !answer.failed);
    says.textContent = answer.failed ? gettext("Take back: I judge it failing") : gettext("I judge it failing");
    this.showEvidence(answer, failing, photos);
  }

  showNumber(answer) {
    const field = this.find("count") ?? this.find("value");
    if (!field || document.activeElement === field) return;
    const number = answer.count ?? answer.value;
    field.value = number == null ? "" : String(number).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  }

  showEarned(answer, judgement) {
    const count = this.find("count");
    if (count) count.size = Math.max(1, count.value.length);
    const place = this.find("earned");
    if (!place) return;
    const earned = judgement && !answer.na ? fill(gettext("earns {points} points"), { points: shownPoints(judgement.earned) }) : "";
    if (place.textContent !== earned) place.textContent = earned;
    const unit = this.find("unit");
    if (unit) unit.textContent = answer.count == null ? "" : pgettext("counted", "places");
  }

  showEvidence(answer, failing, photos) {
    const box = this.find("evidence");
    box.hidden = !(failing || this.extra || photos.length || answer.note);
    box.classList.toggle("is-extra", !failing);
    const head = this.find("evidence-head");
    const words = failing ? gettext("Failing: take 1 photo, write a few words") : gettext("Photo and note");
    if (head.textContent !== words) head.replaceChildren(...(failing ? [icon("alert-circle")] : []), words);
    const note = this.find("note");
    if (document.activeElement !== note) note.value = answer.note ?? "";
    this.find("shoot").textContent = photos.length ? gettext("Another photo") : gettext("Take a photo");
    this.showShots(photos);
  }

  showShots(photos) {
    const place = this.find("shots");
    const shown = all("[data-photo]", place).map((shot) => shot.dataset.photo);
    if (shown.join() === photos.map(({ id }) => id).join()) return;
    place.replaceChildren(...photos.map((photo, at) => this.shot(photo, at + 1)));
  }

  shot(photo, at) {
    const alt = fill(gettext("Photo {at} of item {number}"), { at, number: this.item.number });
    const drop = made("button", { type: "button", "aria-label": fill(gettext("Remove photo {at}"), { at }), click: () => this.hooks.unshoot(photo.id) }, icon("x"));
    return made("div", { class: "fc-shot", "data-photo": photo.id }, made("img", { src: addressOfPhoto(photo), alt }), drop);
  }
}

// What an answer says in a list: A, 6 places, 3.5, does not apply; null while there is none.
export function answerWords(item, answer) {
  if (answer.na) return gettext("Does not apply");
  if (answer.count != null) return fill(ngettext("{n} place", "{n} places", answer.count), { n: answer.count });
  if (answer.value != null) return String(answer.value).replace(/\.?0+$/, "") + item.unit;
  if (answer.option == null) return null;
  return item.options.find(({ option }) => option === answer.option)?.words || answer.option;
}
