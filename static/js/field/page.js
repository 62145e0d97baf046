// The inspector's pages but the form: the connection strip, what waits on this phone, and what the page at hand needs.

import { openStore } from "./draft.js";
import { one, setup } from "./dom.js";
import { showList } from "./list.js";
import { showMine } from "./mine.js";
import { findNearby } from "./nearby.js";
import { Queue } from "./queue.js";
import { showStrip } from "./states.js";
import { inTurns } from "./turns.js";

async function start() {
  const given = setup();
  const store = await openStore(given.user);
  const queue = new Queue(store, given.urls);
  const page = one("#fc-waiting") ? showList(given, store, queue) : one("#fc-unsent") ? showMine(given, store, queue) : null;
  if (one("#fc-nearby")) findNearby();
  const show = inTurns(async () => {
    const entries = await store.entries();
    showStrip(one("#fc-strip"), queue, entries, given.urls);
    await page?.(entries);
  });
  queue.addEventListener("change", show);
  document.documentElement.dataset.ready = "1";
  await queue.start();
}

start();
