// The whole check before it is submitted: every answer on one list, the expected score, what is still missing.

import { addressOfPhoto, icon, made, one, say } from "./dom.js";
import { answerWords } from "./item.js";
import { fill, gettext, ngettext } from "./words.js";

// Failing items without a photo, in their order.
export const lackingPhotos = (items, answers, judgements) =>
  items.filter((item, at) => judgements[at]?.failed && !(answers[item.item]?.photos ?? []).length);

export function showReview({ items, draft, judged, photos }) {
  const words = fill(ngettext("{n} item answered", "{n} items answered", judged.answered), { n: judged.answered });
  const failing = fill(ngettext("{n} failing", "{n} failing", judged.failing), { n: judged.failing });
  say(one("#fc-review-head"), [words, failing].join(gettext(", ")));
  say(one("#fc-expected"), judged.score ?? "—");
  one("#fc-answers").replaceChildren(...items.map((item, at) => row(item, draft.answers[item.item] ?? {}, judged.judgements[at], photos)));
}

function row(item, answer, judgement, photos) {
  const failed = Boolean(judgement?.failed);
  const shots = (answer.photos ?? []).map((id) => photos.get(id)).filter(Boolean);
  const name = made("span", { class: "fc-answer-name" }, made("span", {}, String(item.number)), item.name);
  const proof = answer.note || shots.length ? made("div", { class: "fc-answer-proof" }, ...shots.slice(0, 3).map((photo) => picture(photo, item)), made("span", {}, answer.note ?? "")) : null;
  const lacking = failed && !shots.length ? made("span", { class: "fc-flag is-amber" }, icon("camera-plus"), gettext("1 photo is still missing")) : null;
  const link = made("a", { href: `#item-${item.number}` }, made("span", { class: "fc-row-top" }, name, value(item, answer, failed)), proof, lacking);
  return made("li", { class: `fc-row${failed ? " is-failing" : ""}` }, link);
}

function value(item, answer, failed) {
  const words = answerWords(item, answer);
  if (words === null) return made("span", { class: "fc-answer-value is-none" }, gettext("Not answered"));
  if (answer.na) return made("span", { class: "fc-answer-value is-none" }, "— ", words);
  if (!failed) return made("span", { class: "fc-answer-value" }, icon("check"), words);
  return made("span", { class: "fc-answer-value fc-flag is-alarm" }, icon("alert-circle"), made("span", { class: "visually-hidden" }, gettext("failing")), words);
}

const picture = (photo, item) =>
  made("img", { src: addressOfPhoto(photo), width: 60, height: 44, alt: fill(gettext("Photo of item {number}"), { number: item.number }) });
