// The outbox: every submission is in exactly one of unsent, sending, sent and refused, until somebody has seen the end.
//
// entry {client_id, draft, state, check, site, started_at, finished_at, expected, failing, photos, photos_sent, body,
//        tries, next_at, answer: {check, score, problems}, refusal: {status, code, detail, attr, winner, kept}}
//
// Photos go first, each under its own Idempotency-Key and large ones in pieces; the submission follows under its client_id. Both may be sent any
// number of times, so a lost answer is asked for again and nothing is ever filed twice.

import { Refusal, SignedOut, Unreachable, postJson } from "./api.js";
import { sendFile } from "./uploads.js";

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 5 * 60 * 1000;
const SEEN_FOR = 12 * 3600 * 1000;

export class Queue extends EventTarget {
  constructor(store, urls) {
    super();
    Object.assign(this, { store, urls, reachable: navigator.onLine, signedOut: false, timer: null });
  }

  // Sends what waits, now and whenever the connection or the page comes back.
  async start() {
    globalThis.addEventListener?.("online", () => {
      this.tell({ reachable: true });
      this.runNow();
    });
    globalThis.addEventListener?.("offline", () => this.tell({ reachable: false }));
    globalThis.document?.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.run());
    await this.forgetOld();
    this.tell();
    await this.runNow();
  }

  async add(entry) {
    await this.store.saveEntry({ ...entry, state: "unsent", tries: 0, next_at: 0, photos_sent: 0 });
    this.tell();
    return this.run();
  }

  // Try a refused or waiting submission once more.
  async again(clientId) {
    const entry = await this.store.entry(clientId);
    if (!entry || entry.state === "sent") return;
    await this.store.saveEntry({ ...entry, state: "unsent", refusal: null, next_at: 0 });
    await this.run();
  }

  // Back to the form; only while the server cannot have it, or has said no to it.
  async withdraw(clientId) {
    const entry = await this.store.entry(clientId);
    if (!entry || !(entry.state === "refused" || (entry.state === "unsent" && entry.tries === 0))) return false;
    await this.store.dropEntry(clientId);
    this.tell();
    return true;
  }

  async forget(clientId) {
    const entry = await this.store.entry(clientId);
    if (!entry) return;
    await this.store.dropDraft(entry.draft, clientId);
    await this.store.dropEntry(clientId);
    this.tell();
  }

  async runNow() {
    for (const entry of await this.store.entries()) {
      if (entry.state === "unsent" && entry.next_at) await this.store.saveEntry({ ...entry, next_at: 0 });
    }
    return this.run();
  }

  // One page of one browser sends at a time; the others learn of it when they look again.
  async run() {
    clearTimeout(this.timer);
    if (!globalThis.navigator?.locks) return this.sendDue();
    return navigator.locks.request(`fc-field-send-${this.store.database.name ?? ""}`, { ifAvailable: true }, (lock) => {
      if (lock) return this.sendDue();
      this.timer = setTimeout(() => this.run(), FIRST_WAIT);
      return undefined;
    });
  }

  async sendDue() {
    if (this.busy) return;
    this.busy = true;
    try {
      for (const entry of await this.store.entries()) {
        if (entry.state === "sending") await this.change(entry, { state: "unsent" }); // its page was closed meanwhile
      }
      let due = await this.due();
      while (due) {
        if (!(await this.send(due))) break;
        due = await this.due();
      }
    } finally {
      this.busy = false;
    }
    await this.wakeLater();
  }

  async due() {
    const now = Date.now();
    return (await this.store.entries()).find((entry) => entry.state === "unsent" && entry.next_at <= now);
  }

  // Returns whether it makes sense to go on with the next one.
  async send(entry) {
    await this.change(entry, { state: "sending" });
    try {
      const photos = await this.sendPhotos(entry);
      await this.change(entry, { tries: entry.tries + 1 });
      const { body } = await postJson(this.urls.submissions, withPhotos(entry.body, photos));
      await this.change(entry, { state: "sent", answer: body, refusal: null, sent_at: Date.now() }, { reachable: true, signedOut: false });
      await this.store.dropDraft(entry.draft, entry.client_id);
      return true;
    } catch (fault) {
      return this.failed(entry, fault);
    }
  }

  async failed(entry, fault) {
    if (fault instanceof Refusal) {
      await this.change(entry, { state: "refused", refusal: told(fault) }, { reachable: true, signedOut: false });
      return true;
    }
    const signedOut = fault instanceof SignedOut;
    const waits = (entry.waits ?? 0) + 1;
    const pause = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(waits - 1, 10)) * (0.75 + Math.random() / 2);
    await this.change(entry, { state: "unsent", waits, next_at: Date.now() + pause }, { reachable: signedOut, signedOut });
    if (!signedOut && !(fault instanceof Unreachable)) console.error(fault); // a fault of ours: kept, tried again, and seen
    return false;
  }

  async sendPhotos(entry) {
    const photos = await this.store.photosOf(entry.client_id);
    const wanted = new Set(entry.body.items.flatMap((item) => item.photos));
    const sent = new Map();
    for (const photo of photos.filter(({ id }) => wanted.has(id))) {
      if (!photo.attachment) {
        photo.attachment = await this.sendPhoto(photo);
        await this.store.savePhoto(photo);
      }
      sent.set(photo.id, photo.attachment);
      await this.change(entry, { photos_sent: sent.size });
    }
    return sent;
  }

  async sendPhoto(photo) {
    try {
      const keep = () => this.store.savePhoto(photo);
      return await sendFile(this.urls.attachments, photo.blob, photo.name, { key: `photo-${photo.id}`, kept: photo, keep });
    } catch (fault) {
      if (fault instanceof Refusal) fault.attr = `items.${photo.item}`; // the photo, not the submission, was refused
      throw fault;
    }
  }

  async change(entry, changes, connection) {
    Object.assign(entry, changes);
    await this.store.saveEntry(entry);
    this.tell(connection);
  }

  tell(connection) {
    Object.assign(this, connection);
    this.dispatchEvent(new Event("change"));
  }

  async wakeLater() {
    const waiting = (await this.store.entries()).filter(({ state }) => state === "unsent");
    if (!waiting.length) return;
    const next = Math.min(...waiting.map((entry) => entry.next_at));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), Math.max(500, next - Date.now()));
  }

  async forgetOld() {
    for (const entry of await this.store.entries()) {
      if (entry.state === "sent" && Date.now() - entry.sent_at > SEEN_FOR) await this.store.dropEntry(entry.client_id);
    }
  }
}

const withPhotos = (body, sent) => ({
  ...body,
  items: body.items.map((item) => ({ ...item, photos: item.photos.map((id) => sent.get(id)).filter(Boolean) })),
});

const told = ({ status, code, message, attr, body }) => ({
  status,
  code,
  detail: message,
  attr,
  winner: body?.winner ?? null,
  kept: body?.kept_photos?.length ?? 0,
});

// The submission of a draft, as the API wants it; photos are still named by their place on this phone.
export const submissionOf = (draft, items, finishedAt) => ({
  client_id: draft.client_id,
  check: draft.check,
  site: draft.site.code,
  started_at: draft.started_at,
  finished_at: finishedAt.toISOString(),
  position: draft.position,
  remark: draft.remark.trim(),
  items: items.map(({ item }) => answerOf(item, draft.answers[item])),
});

function answerOf(item, answer) {
  const said = answer.na
    ? { na: true }
    : answer.option != null
      ? { option: answer.option }
      : answer.count != null
        ? { count: answer.count }
        : { value: answer.value };
  const more = { note: (answer.note ?? "").trim(), photos: answer.photos ?? [] };
  return { item, ...said, ...(answer.failed && !answer.na ? { failed: true } : {}), ...more };
}
