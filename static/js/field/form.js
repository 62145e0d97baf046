// The page of one check: from the first answer over the review to what became of it.

import { fitted, newDraft, newId, openStore } from "./draft.js";
import { addressOf, icon, one, say, setup } from "./dom.js";
import { ItemBlock } from "./item.js";
import { outcome } from "./outcome.js";
import { prepared } from "./photos.js";
import { whereAmI } from "./position.js";
import { Queue, submissionOf } from "./queue.js";
import { lackingPhotos, showReview } from "./review.js";
import { judgeAll } from "./rules.js";
import { showStrip } from "./states.js";
import { inTurns } from "./turns.js";
import { clock, fill, gettext, ngettext } from "./words.js";

const REVIEW = "#review";

class CheckPage {
  constructor(given, store, queue) {
    Object.assign(this, { given, store, queue, items: given.items, photos: new Map(), watched: null });
    this.save = inTurns(() => this.saveNow());
  }

  async start() {
    const kept = await this.store.draft(newDraft(this.given).key);
    this.draft = kept ? fitted(kept, this.items) : newDraft(this.given);
    for (const photo of await this.store.photosOf(this.draft.client_id)) this.photos.set(photo.id, photo);
    for (const answer of Object.values(this.draft.answers)) answer.photos = answer.photos?.filter((id) => this.photos.has(id));
    this.blocks = this.items.map((item) => new ItemBlock(one(`[data-item="${CSS.escape(item.item)}"]`), item, this.hooksOf(item)));
    this.wire();
    const entry = await this.entry();
    if (entry) await this.showOutcome(entry);
    else this.show();
    if (!entry && this.asked()) this.goTo(this.asked());
    this.located = whereAmI().then((place) => place && Object.assign(this.draft, { position: place }));
  }

  wire() {
    one("#fc-go").addEventListener("click", () => this.goOn());
    one("#fc-anyway").addEventListener("click", () => this.submit());
    one("#fc-discard").addEventListener("click", () => this.discard());
    one("#fc-remark").addEventListener("input", (event) => this.keep({ remark: event.target.value }));
    one("#fc-back").addEventListener("click", (event) => {
      if (location.hash !== REVIEW) return;
      event.preventDefault();
      history.back();
    });
    one("#fc-fill").addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", () => this.show());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    addEventListener("pagehide", () => this.leaving());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.leaving());
    this.queue.addEventListener("change", inTurns(() => this.onQueue()));
  }

  hooksOf = (item) => ({
    answer: () => this.draft.answers[item.item] ?? {},
    change: (answer) => this.keep({ answers: { ...this.draft.answers, [item.item]: answer } }),
    shoot: (files) => this.shoot(item, files),
    unshoot: (id) => this.unshoot(item, id),
  });

  // Every change is kept at once.
  keep(changes) {
    Object.assign(this.draft, changes, { changed_at: new Date().toISOString() });
    this.save();
    this.show();
  }

  async saveNow() {
    if (!this.draft.changed_at || this.watched) return;
    try {
      await this.store.saveDraft(this.draft);
      this.full = false;
    } catch {
      this.full = true;
    }
    this.showKept();
  }

  // The page goes away, perhaps before the last change is on the disk.
  leaving() {
    if (this.draft.changed_at && !this.watched) this.store.jot(this.draft);
  }

  async shoot(item, files) {
    const added = [];
    for (const file of files) {
      const photo = { id: newId(), client_id: this.draft.client_id, item: item.item, name: file.name || "photo.jpg", attachment: null };
      Object.assign(photo, { blob: await prepared(file), taken_at: new Date(file.lastModified).toISOString() });
      await this.store.savePhoto(photo);
      this.photos.set(photo.id, photo);
      added.push(photo.id);
    }
    const answer = this.draft.answers[item.item] ?? {};
    this.keep({ answers: { ...this.draft.answers, [item.item]: { ...answer, photos: [...(answer.photos ?? []), ...added] } } });
  }

  async unshoot(item, id) {
    const answer = this.draft.answers[item.item];
    this.keep({ answers: { ...this.draft.answers, [item.item]: { ...answer, photos: answer.photos.filter((photo) => photo !== id) } } });
    this.photos.delete(id);
    await this.store.dropPhoto(id);
  }

  // --- what is shown -------------------------------------------------------------------------------------------------

  show() {
    if (this.watched) return;
    const judged = judgeAll(this.items, this.draft.answers);
    const reviewing = location.hash === REVIEW && judged.answered === this.items.length;
    const turned = reviewing === one("#fc-review").hidden;
    one("#fc-fill").hidden = reviewing;
    one("#fc-review").hidden = !reviewing;
    one("#fc-outcome").hidden = true;
    one("#fc-foot").hidden = false;
    one("#fc-discard").hidden = !this.draft.changed_at;
    this.blocks.forEach((block, at) => {
      const answer = this.draft.answers[block.item.item] ?? {};
      block.show(answer, judged.judgements[at], (answer.photos ?? []).map((id) => this.photos.get(id)).filter(Boolean));
    });
    const remark = one("#fc-remark");
    if (document.activeElement !== remark) remark.value = this.draft.remark;
    if (reviewing) showReview({ items: this.items, draft: this.draft, judged, photos: this.photos });
    this.showLead(judged);
    this.showFoot(judged, reviewing);
    if (turned) this.turned(reviewing);
  }

  turned(reviewing) {
    if (this.asked()) this.goTo(this.asked());
    else if (reviewing) scrollTo(0, 0);
    if (reviewing) one("#fc-review").focus({ preventScroll: true });
  }

  // The item that the address names.
  asked = () => (/^#item-\d+$/.test(location.hash) ? one(location.hash) : null);

  showLead(judged) {
    if (!this.draft.changed_at) return;
    const started = fill(gettext("started {time}"), { time: clock(new Date(this.draft.started_at)) });
    const done = fill(gettext("answered {time}"), { time: clock(new Date(this.draft.changed_at)) });
    const end = judged.answered === this.items.length ? done : gettext("draft kept on this phone");
    say(one("#fc-lead"), [started, end].join(gettext(" · ")));
  }

  showFoot(judged, reviewing) {
    const lacking = lackingPhotos(this.items, this.draft.answers, judged.judgements);
    const gap = this.items.find((item, at) => !judged.judgements[at]);
    this.next = gap ? { item: gap } : reviewing && lacking.length ? { item: lacking[0], photo: true } : { review: !reviewing };
    one("#fc-progress").value = judged.answered;
    one("#fc-progress").hidden = reviewing;
    one("#fc-anyway").hidden = !(reviewing && lacking.length);
    if (reviewing && lacking.length) {
      const words = fill(gettext("Item {number} still lacks a photo"), { number: lacking[0].number });
      say(one("#fc-count"), icon("camera-plus"), words);
    } else {
      const count = fill(gettext("{done} / {all} items"), { done: judged.answered, all: this.items.length });
      const failing = judged.failing ? fill(ngettext("{n} failing", "{n} failing", judged.failing), { n: judged.failing }) : null;
      say(one("#fc-count"), [count, failing].filter(Boolean).join(gettext(" · ")));
    }
    one("#fc-count").classList.toggle("is-amber", reviewing && lacking.length > 0);
    say(one("#fc-go"), this.buttonWords());
    this.showKept();
  }

  buttonWords() {
    const { item, photo, review } = this.next;
    if (photo) return fill(gettext("Take the photo of item {number}"), { number: item.number });
    if (item) return fill(gettext("Next unanswered: item {number}"), { number: item.number });
    return review ? gettext("Look it over, then submit") : gettext("Submit the check");
  }

  showKept() {
    const [sign, words] = this.full
      ? ["alert-circle", gettext("This phone is full: the draft is not kept")]
      : !this.store.lasting
        ? ["alert-circle", gettext("Kept only while this page is open")]
        : this.queue.reachable
          ? ["cloud-check", gettext("Connected")]
          : ["wifi-off", gettext("Kept on this phone")];
    const place = one("#fc-kept");
    place.classList.toggle("is-amber", sign !== "cloud-check");
    say(place, icon(sign), words);
  }

  // --- what is done --------------------------------------------------------------------------------------------------

  goOn() {
    const { item, review, photo } = this.next;
    if (review) location.hash = REVIEW;
    else if (!item) this.submit();
    else if (photo) location.hash = `#item-${item.number}`;
    else this.goTo(one(`#item-${item.number}`));
  }

  goTo(block) {
    block.scrollIntoView({ block: "start" });
    block.focus({ preventScroll: true });
  }

  async submit() {
    if (this.submitting) return;
    this.submitting = true;
    await Promise.race([this.located, new Promise((done) => setTimeout(done, 1500))]);
    await this.saveNow();
    const finished = new Date();
    const body = submissionOf(this.draft, this.items, finished);
    const judged = judgeAll(this.items, this.draft.answers);
    const { client_id, key, check, site, started_at } = this.draft;
    const photos = body.items.reduce((sum, item) => sum + item.photos.length, 0);
    const entry = { client_id, draft: key, check, site, started_at, finished_at: finished.toISOString(), expected: judged.score };
    this.submitting = false;
    this.leave = true;
    await this.queue.add({ ...entry, failing: judged.failing, photos, body });
  }

  async discard() {
    if (!confirm(gettext("Throw this draft away? Its answers and photos are deleted from this phone."))) return;
    const { key, client_id } = this.draft;
    this.draft.changed_at = null;
    await this.store.dropDraft(key, client_id);
    location.assign(this.given.urls.list);
  }

  entry = () => this.store.entry(this.draft.client_id);

  async onQueue() {
    showStrip(one("#fc-strip"), this.queue, await this.store.entries(), this.given.urls);
    const entry = await this.entry();
    if (entry) await this.showOutcome(entry);
    else this.showKept();
  }

  async showOutcome(entry) {
    this.watched = entry;
    if (entry.state === "sent" && this.leave) return this.finish(entry);
    for (const part of ["#fc-fill", "#fc-review", "#fc-foot", "#fc-discard"]) one(part).hidden = true;
    const place = one("#fc-outcome");
    const fresh = place.hidden;
    place.hidden = false;
    place.replaceChildren(outcome(entry, { urls: this.given.urls, actions: this.actions, items: this.items }));
    if (fresh) {
      scrollTo(0, 0);
      place.focus({ preventScroll: true });
    }
    return undefined;
  }

  // The result is the server's page of the check; the form does not stay behind it in the history.
  finish(entry) {
    if (this.left) return;
    this.left = true;
    location.replace(addressOf(this.given.urls, entry.answer.check));
  }

  actions = {
    again: (entry) => this.queue.again(entry.client_id),
    forget: async (entry) => {
      await this.queue.forget(entry.client_id);
      location.assign(this.given.urls.list);
    },
    change: async (entry, item) => {
      if (!(await this.queue.withdraw(entry.client_id))) return;
      history.replaceState(null, "", location.pathname + (item ? `#item-${item.number}` : ""));
      if (entry.state === "refused") return location.reload(); // the form itself may be another one by now
      this.watched = null;
      this.leave = false;
      return this.show();
    },
  };
}

async function start() {
  const given = setup();
  if (!given.items.length) return;
  const store = await openStore(given.user);
  const queue = new Queue(store, given.urls);
  const page = new CheckPage(given, store, queue);
  await page.start();
  document.documentElement.dataset.ready = "1";
  await queue.start();
}

start();
