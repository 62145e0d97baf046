// Today's round: the nearest first, drafts marked, and what was filed on this phone counted as done.

import { addressOf, all, icon, made, one, say } from "./dom.js";
import { metresBetween, placeOf, whereAmI } from "./position.js";
import { isAnswered } from "./rules.js";
import { stateTag, waitingOf } from "./states.js";
import { far, fill, gettext, ngettext } from "./words.js";

const ORDER = "fc-field-order";

export function showList(given, store) {
  const list = one("#fc-waiting ul");
  let here = null;
  let byName = localStorage.getItem(ORDER) === "name";

  const order = one("#fc-order");
  order.addEventListener("click", () => {
    byName = !byName;
    localStorage.setItem(ORDER, byName ? "name" : "distance");
    sort();
  });

  function sort() {
    order.hidden = !here;
    order.setAttribute("aria-label", byName ? gettext("Order by distance") : gettext("Order by name"));
    sortRows(list, here, byName);
    markNext(list);
    showHead(list, Boolean(here) && !byName);
  }

  whereAmI({ enableHighAccuracy: false, maximumAge: 120_000, timeout: 10_000 }).then((place) => {
    here = place;
    sort();
  });

  return async (kept) => {
    const today = new Date().toDateString();
    const entries = kept.filter((entry) => new Date(entry.finished_at).toDateString() === today);
    markDone(given, list, entries);
    await markDrafts(store, list, entries);
    sort();
    showTitle(entries);
  };
}

export function sortRows(list, here, byName) {
  const name = (row) => row.dataset.name;
  const away = (row) => (here && placeOf(row) ? metresBetween(here, placeOf(row)) : Infinity);
  const rows = [...list.children];
  for (const row of rows) {
    const metres = away(row);
    one("[data-far]", row).textContent = metres === Infinity ? "" : far(metres);
    row.classList.toggle("has-far", metres !== Infinity);
  }
  const language = document.documentElement.lang;
  const ordered = [...rows].sort((a, b) => (byName || away(a) === away(b) ? name(a).localeCompare(name(b), language) : away(a) - away(b)));
  if (ordered.some((row, at) => row !== rows[at])) list.append(...ordered);
}

function markNext(list) {
  [...list.children].forEach((row, at) => row.classList.toggle("is-next", at === 0));
}

function showHead(list, byDistance) {
  const n = list.children.length;
  const words = byDistance
    ? ngettext("{n} site to go, the nearest first", "{n} sites to go, the nearest first", n)
    : ngettext("{n} site to go, by name", "{n} sites to go, by name", n);
  say(one("#fc-waiting-head"), fill(words, { n }));
  one("#fc-waiting").hidden = n === 0;
}

// What is on its way counts as done; it stands there with its state until the server has it.
function markDone(given, list, entries) {
  const done = one("#fc-done ul");
  for (const entry of entries.filter(({ state }) => state !== "refused")) {
    const known = one(`[data-client="${entry.client_id}"]`, done);
    if (known && !known.dataset.local) continue; // the server has it on this page already
    if (entry.check) one(`[data-check="${entry.check}"]`, list)?.remove();
    const row = doneRow(given, entry);
    if (known) known.replaceWith(row);
    else done.prepend(row);
  }
  for (const row of all("[data-local]", done)) {
    const entry = entries.find(({ client_id }) => client_id === row.dataset.client);
    if (!entry || entry.state === "refused") location.reload(); // it waits again, or somebody else has done it
  }
}

function doneRow(given, entry) {
  const filed = entry.state === "sent";
  const href = filed ? addressOf(given.urls, entry.answer.check) : entry.check ? addressOf(given.urls, entry.check) : given.urls.site.replace("/0/", `/${encodeURIComponent(entry.site.code)}/`);
  const score = (filed ? entry.answer.score : entry.expected) ?? "—";
  const name = made("span", {}, made("b", {}, entry.site.name), " ", score);
  const link = made("a", { class: "fc-row-top", href }, name, stateTag(entry.state));
  return made("li", { class: "fc-row", "data-client": entry.client_id, "data-local": true }, link);
}

async function markDrafts(store, list, entries) {
  const known = new Map(entries.map((entry) => [entry.client_id, entry.state]));
  for (const draft of await store.drafts()) {
    const row = draft.check ? one(`[data-check="${draft.check}"]`, list) : null;
    const state = known.get(draft.client_id);
    if (!row || (state && state !== "refused")) continue;
    const answered = Object.values(draft.answers).filter(isAnswered).length;
    const place = one(".fc-stop-draft", row);
    place.hidden = false;
    if (state) say(place, stateTag(state));
    else say(place, icon("pencil"), fill(ngettext("Draft on this phone, {n} item answered", "Draft on this phone, {n} items answered", answered), { n: answered }));
    say(one(".fc-stop-go span", row), gettext("Go on with the check"));
  }
}

function showTitle(entries) {
  const waiting = one("#fc-waiting ul").children.length;
  const done = one("#fc-done ul").children.length;
  const total = waiting + done;
  one("#fc-done").hidden = done === 0;
  one("#fc-all-done").hidden = waiting > 0 || done === 0;
  const none = one("#fc-none");
  if (none) none.hidden = total > 0;
  if (!total) return;
  say(one("#fc-title"), fill(gettext("Today’s checks {done} / {total}"), { done, total }));
  say(one("#fc-done-head"), fill(gettext("Checked {done}"), { done }));
  const left = waitingOf(entries).length;
  say(one("#fc-done-note"), left ? fill(gettext("{n} uploaded"), { n: done - left }) : gettext("all uploaded"));
}
