// What became of one submission, as a block of a page: waiting, on its way, not accepted and why, or filed.

import { addressOf, icon, made } from "./dom.js";
import { stateTag } from "./states.js";
import { clock, fill, gettext, ngettext, when } from "./words.js";

// actions: {change(entry, item), again(entry), forget(entry)}; items of the form, where they are known.
export function outcome(entry, { urls, actions, items = [] }) {
  const parts = { unsent: unsent, sending: sending, refused: refused, sent: sent }[entry.state](entry, { urls, actions, items });
  const top = made(
    "div",
    { class: "fc-row-top" },
    made("h2", {}, entry.site.name),
    entry.state === "refused" && entry.refusal.winner
      ? made("span", { class: "fc-flag is-alarm" }, icon("alert-circle"), gettext("Somebody was first"))
      : stateTag(entry.state),
  );
  return made("article", { class: `fc-band fc-out is-${entry.state}`, "data-entry": entry.client_id }, top, ...parts);
}

const score = (text) => (text ? fill(gettext("{score} points"), { score: text }) : null);
const photos = (n) => (n ? fill(ngettext("{n} photo", "{n} photos", n), { n }) : null);

function facts(...words) {
  return made("p", { class: "fc-meta" }, words.filter(Boolean).join(gettext(" · ")));
}

const filed = (entry) => fill(gettext("submitted {time}"), { time: when(new Date(entry.finished_at)) });

function unsent(entry, { actions }) {
  const today = new Date(entry.finished_at).toDateString() === new Date().toDateString();
  return [
    facts(filed(entry), photos(entry.photos), entry.expected ? score(entry.expected) : null),
    made("p", {}, today ? gettext("It is kept on this phone and goes up by itself as soon as there is a connection.") : gettext("It counts for the day of the check, not as missed.")),
    buttons(
      made("button", { type: "button", class: "btn fc-btn", click: () => actions.again(entry) }, icon("cloud-up"), gettext("Send now")),
      entry.tries === 0 && actions.change ? quiet(gettext("Change it first"), () => actions.change(entry, null)) : null,
    ),
  ];
}

function sending(entry) {
  const steps = entry.photos + 1;
  return [
    facts(filed(entry), entry.photos ? fill(gettext("photos {done} / {all}"), { done: entry.photos_sent, all: entry.photos }) : null),
    made("progress", { class: "fc-bar-done", max: steps, value: entry.photos_sent, "aria-label": gettext("Sent so far") }),
  ];
}

function sent(entry, { urls }) {
  const { answer } = entry;
  const problems = answer.problems.length;
  return [
    facts(filed(entry), score(answer.score), problems ? fill(ngettext("{n} problem on record", "{n} problems on record", problems), { n: problems }) : null),
    buttons(made("a", { class: "btn fc-btn", href: addressOf(urls, answer.check) }, gettext("See the result"))),
  ];
}

function refused(entry, context) {
  return entry.refusal.winner ? overtaken(entry, context) : faulty(entry, context);
}

function overtaken(entry, { urls, actions }) {
  const { winner, kept } = entry.refusal;
  const first = fill(gettext("{name} submitted this check at {time}."), { name: winner.inspector, time: clock(new Date(winner.finished_at)) });
  const evidence = kept
    ? fill(ngettext("Your {n} photo is kept as further evidence; no need to take it again.", "Your {n} photos are kept as further evidence; no need to take them again.", kept), { n: kept })
    : gettext("You need not do anything more.");
  return [
    made("p", {}, ...sentences(first, evidence)),
    buttons(
      made("a", { class: "btn fc-btn", href: addressOf(urls, winner.check) }, fill(gettext("See what {name} found"), { name: winner.inspector })),
      quiet(gettext("Understood, take it off this list"), () => actions.forget(entry)),
    ),
  ];
}

function faulty(entry, { actions, items }) {
  const { detail, attr } = entry.refusal;
  const code = attr?.startsWith("items.") ? attr.slice("items.".length) : null;
  const item = items.find((known) => known.item === code);
  const keeps = entry.photos
    ? fill(ngettext("Your answers and {n} photo are still on this phone.", "Your answers and {n} photos are still on this phone.", entry.photos), { n: entry.photos })
    : gettext("Your answers are still on this phone.");
  const words = item ? fill(gettext("Correct item {number}"), { number: item.number }) : gettext("Back to the form");
  return [
    made("p", { role: "alert" }, ...sentences(detail, keeps)),
    buttons(
      actions.change ? made("button", { type: "button", class: "btn fc-btn", click: () => actions.change(entry, item ?? null) }, words) : null,
      quiet(gettext("Send it again"), () => actions.again(entry)),
      quiet(gettext("Throw it away…"), () => confirm(gettext("Throw this check away? Its answers and photos are deleted from this phone.")) && actions.forget(entry)),
    ),
  ];
}

// Sentences stand close in Chinese; the style sheet puts a space between English ones.
const sentences = (...said) => said.filter(Boolean).map((words) => made("span", { class: "fc-say" }, words));

const buttons = (...parts) => made("div", { class: "fc-out-do" }, ...parts);
const quiet = (words, act) => made("button", { type: "button", class: "fc-link-btn", click: act }, words);
