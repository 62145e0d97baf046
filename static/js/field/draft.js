// What is kept on the phone: drafts, photos, and submissions on their way. One database for each person.
//
// draft  {key, client_id, check, site: {code, name}, started_at, changed_at, position, answers: {code: answer}, remark}
// photo  {id, client_id, item, blob, name, taken_at, attachment}
// entry  what queue.js sends; its key is client_id

import { openDB } from "../../vendor/idb/idb.esm.js";

export const draftKey = (check, site) => (check ? `check:${check}` : `site:${site}`);

// A UUID; crypto.randomUUID is missing where the portal is not served over https.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export const newDraft = ({ check, site }, now = new Date()) => ({
  key: draftKey(check, site.code),
  client_id: newId(),
  check: check ?? null,
  site,
  started_at: now.toISOString(),
  changed_at: null,
  position: null,
  answers: {},
  remark: "",
});

// A draft without answers that do not fit the form, as after a new version of it was published.
export function fitted(draft, items) {
  const answers = {};
  for (const item of items) {
    const answer = draft.answers[item.item];
    if (!answer) continue;
    const { option, count, value, ...rest } = answer;
    const said = { graded: { option }, counted: { count }, measured: { value } }[item.rule];
    const known = item.rule !== "graded" || item.options.some((one) => one.option === option);
    answers[item.item] = known ? { ...rest, ...said } : rest;
  }
  return { ...draft, answers };
}

export async function openStore(user) {
  try {
    const database = await openDB(`fc-field-${user}`, 1, {
      upgrade(made) {
        made.createObjectStore("drafts", { keyPath: "key" });
        made.createObjectStore("photos", { keyPath: "id" }).createIndex("client_id", "client_id");
        made.createObjectStore("outbox", { keyPath: "client_id" });
      },
    });
    navigator.storage?.persist?.().catch(() => {});
    return new Store(database, true, user);
  } catch {
    return new Store(new Memory(), false, user); // private windows of some browsers keep nothing
  }
}

class Store {
  constructor(database, lasting, user) {
    this.database = database;
    this.lasting = lasting; // whether it survives the page
    this.jotted = `fc-field-last-${user}`;
  }

  // The later of what is in the database and what was jotted down when a page went away.
  async draft(key) {
    const kept = await this.database.get("drafts", key);
    const jot = this.lastJot();
    return jot?.key === key && (!kept || (jot.client_id === kept.client_id && jot.changed_at > kept.changed_at)) ? jot : kept;
  }

  // At once, unlike the database, which a page that goes away may not wait for.
  jot(draft) {
    try {
      localStorage.setItem(this.jotted, JSON.stringify(draft));
    } catch {
      // A full or closed store: the database has all but perhaps the last change.
    }
  }

  lastJot() {
    try {
      return JSON.parse(localStorage.getItem(this.jotted));
    } catch {
      return null;
    }
  }

  drafts = () => this.database.getAll("drafts");
  saveDraft = (draft) => this.database.put("drafts", draft);

  photo = (id) => this.database.get("photos", id);
  photosOf = (clientId) => this.database.getAllFromIndex("photos", "client_id", clientId);
  savePhoto = (photo) => this.database.put("photos", photo);
  dropPhoto = (id) => this.database.delete("photos", id);

  entry = (clientId) => this.database.get("outbox", clientId);
  saveEntry = (entry) => this.database.put("outbox", entry);
  dropEntry = (clientId) => this.database.delete("outbox", clientId);

  async entries() {
    const all = await this.database.getAll("outbox");
    return all.sort((a, b) => (a.finished_at < b.finished_at ? -1 : 1));
  }

  // The draft, and with it its photos.
  async dropDraft(key, clientId) {
    await this.database.delete("drafts", key);
    if (this.lastJot()?.client_id === clientId) localStorage.removeItem(this.jotted);
    for (const photo of await this.photosOf(clientId)) await this.dropPhoto(photo.id);
  }
}

// The same few calls without a disk.
class Memory {
  rows = new Map();

  get = async (store, key) => this.rows.get(`${store} ${key}`);
  getAll = async (store) => [...this.rows].filter(([name]) => name.startsWith(`${store} `)).map(([, row]) => row);
  getAllFromIndex = async (store, index, value) => (await this.getAll(store)).filter((row) => row[index] === value);
  put = async (store, row) => void this.rows.set(`${store} ${row.key ?? row.id ?? row.client_id}`, row);
  delete = async (store, key) => void this.rows.delete(`${store} ${key}`);
}
