// What waits on this phone, what was not accepted, and the same in the title.

import { addressOf, one, say } from "./dom.js";
import { outcome } from "./outcome.js";
import { waitingOf } from "./states.js";
import { fill, gettext, ngettext } from "./words.js";

export function showMine(given, store, queue) {
  const actions = {
    again: (entry) => queue.again(entry.client_id),
    forget: (entry) => queue.forget(entry.client_id),
    change: async (entry, item) => {
      if (!(await queue.withdraw(entry.client_id))) return;
      const site = given.urls.site.replace("/0/", `/${encodeURIComponent(entry.site.code)}/`);
      const page = entry.check ? addressOf(given.urls, entry.check) : site;
      location.assign(item ? `${page}#item-${item.number}` : page);
    },
  };
  const blocks = (entries) => entries.map((entry) => outcome(entry, { urls: given.urls, actions }));
  let filed = null;

  return async (entries) => {
    const waiting = waitingOf(entries);
    const refused = entries.filter(({ state }) => state === "refused");
    const sent = entries.filter(({ state }) => state === "sent").length;
    if (filed !== null && sent > filed) location.reload(); // the server lists it now
    filed = sent;
    fillSection(one("#fc-unsent"), one("#fc-unsent"), blocks(waiting));
    fillSection(one("#fc-refused"), one("#fc-refused > div:last-child"), blocks(refused));
    say(one("#fc-refused-head"), fill(ngettext("{n} not accepted", "{n} not accepted", refused.length), { n: refused.length }));
    say(one("#fc-title"), title(waiting.length, refused.length));
  };
}

function title(waiting, refused) {
  if (waiting) return fill(ngettext("{n} check not sent yet", "{n} checks not sent yet", waiting), { n: waiting });
  if (refused) return fill(ngettext("{n} not accepted", "{n} not accepted", refused), { n: refused });
  return gettext("Everything is uploaded");
}

function fillSection(section, place, blocks) {
  section.hidden = blocks.length === 0;
  place.replaceChildren(...blocks);
}
