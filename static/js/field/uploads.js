// Large photos go in pieces (tus 1.0): after a break the server is asked where to go on, and only the rest is sent.

import { Refusal, Unreachable, call, postFile } from "./api.js";

const WHOLE = 512 * 1024; // smaller files go in one call
const PIECE = 256 * 1024;
const PIECE_LIMIT = 60_000;
const VERSION = { "Tus-Resumable": "1.0.0" };
const LOST = new Set([404, 410]); // forgotten by the server: begin anew

// Sends a file and returns the number of its attachment. ``kept`` remembers the upload between tries; ``keep`` stores it.
export async function sendFile(url, file, name, { key, kept = {}, keep = async () => {} }) {
  if (file.size <= WHOLE) return (await postFile(url, file, name, { key })).body.id;
  kept.upload ??= await begin(url, file, name, `${key}-${kept.begun ?? 0}`);
  await keep();
  try {
    return await goOn(kept.upload, file);
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    kept.upload = null;
    kept.begun = (kept.begun ?? 0) + 1;
    await keep();
    throw LOST.has(fault.status) || fault.code === "wrong_offset" ? new Unreachable(fault.message) : fault;
  }
}

async function begin(url, file, name, key) {
  const said = { "Upload-Length": String(file.size), "Upload-Metadata": `filename ${inBase64(name || "photo.jpg")}` };
  const { body } = await call(url, { headers: { ...VERSION, ...said }, key });
  if (!body?.url) throw new Unreachable("no address");
  return body.url;
}

// The last piece is answered with the attachment; when that answer was lost, an empty piece asks for it again.
async function goOn(upload, file) {
  const { headers } = await call(upload, { method: "HEAD", headers: VERSION });
  let offset = Number(headers.get("Upload-Offset"));
  let attachment = null;
  while (!attachment) {
    const answer = await call(upload, {
      method: "PATCH",
      body: file.slice(offset, offset + PIECE),
      headers: { ...VERSION, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" },
      limit: PIECE_LIMIT,
    });
    const reached = Number(answer.headers.get("Upload-Offset"));
    attachment = Number(answer.headers.get("Attachment-Id"));
    if (!attachment && !(reached > offset)) throw new Unreachable("no progress");
    offset = reached;
  }
  return attachment;
}

const inBase64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
