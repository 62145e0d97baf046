// The four states of a submission, and what stands in the connection strip.

import { icon, made, say } from "./dom.js";
import { fill, gettext, ngettext } from "./words.js";

const LOOKS = {
  unsent: ["cloud-up", "amber", () => gettext("Not sent")],
  sending: ["loader", "blue", () => gettext("Sending")],
  refused: ["alert-circle", "alarm", () => gettext("Not accepted")],
  sent: ["circle-check", "green", () => gettext("Submitted")],
};

export function stateTag(state) {
  const [sign, tone, word] = LOOKS[state];
  return made("span", { class: `fc-st is-${tone}`, "data-state": state }, icon(sign), word());
}

export const waitingOf = (entries) => entries.filter(({ state }) => state === "unsent" || state === "sending");

// One calm line: amber without connection, blue while sending, nothing when there is nothing to say.
export function showStrip(strip, queue, entries, urls) {
  const waiting = waitingOf(entries);
  const sending = entries.find(({ state }) => state === "sending");
  const [tone, sign, ...words] = sending
    ? ["blue", "cloud-up", ...sendingWords(sending, waiting)]
    : queue.signedOut
      ? ["amber", "login", ...signInWords(waiting, urls.signIn)]
      : !queue.reachable
        ? ["amber", "wifi-off", ...offlineWords(waiting)]
        : waiting.length
          ? ["amber", "cloud-up", made("b", {}, kept(waiting))]
          : refusedWords(entries, urls);
  strip.hidden = !tone;
  if (!tone) return;
  strip.className = `fc-strip-line is-${tone}`;
  say(strip, icon(sign), made("p", {}, ...words));
}

function refusedWords(entries, urls) {
  const n = entries.filter(({ state }) => state === "refused").length;
  if (!n || location.pathname === urls.mine) return [null];
  const words = fill(ngettext("{n} check was not accepted.", "{n} checks were not accepted.", n), { n });
  return ["alarm", "alert-circle", made("b", {}, words), made("a", { href: urls.mine }, gettext("See why"))];
}

const kept = (waiting) =>
  fill(ngettext("{n} check is kept on this phone and goes up by itself", "{n} checks are kept on this phone and go up by themselves", waiting.length), { n: waiting.length });

function sendingWords(entry, waiting) {
  const head = made("b", {}, fill(gettext("Sending 1 of {n}"), { n: waiting.length }));
  if (!entry.photos) return [head];
  return [head, fill(gettext(", {done} of {all} photos are up"), { done: entry.photos_sent, all: entry.photos })];
}

const offlineWords = (waiting) => [
  made("b", {}, gettext("No connection; go on checking.")),
  waiting.length ? kept(waiting) : gettext("What you fill stays on this phone."),
];

const signInWords = (waiting, signIn) => [
  made("b", {}, gettext("The sign-in has expired.")),
  waiting.length ? kept(waiting) : "",
  " ",
  made("a", { href: `${signIn}?next=${encodeURIComponent(location.pathname)}` }, gettext("Sign in again")),
];
