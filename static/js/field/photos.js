// Photos: sent as the camera made them; only very large ones are drawn smaller, with the camera's facts kept.

const LARGEST = 8 * 1024 * 1024;
const EDGE = 2048;
const QUALITY = 0.85;
const HEAD = 256 * 1024;
const EXIF = 0xffe1;
const ORIENTATION = 0x0112;

// What is kept and sent: the file itself, or a smaller drawing of it. A photo that cannot be drawn goes as it is:
// the server says what is wrong with it.
export async function prepared(file) {
  if (file.size <= LARGEST) return file;
  try {
    const small = await drawnSmaller(file);
    const facts = await cameraFacts(file);
    return facts ? new Blob([small.slice(0, 2), facts, small.slice(2)], { type: "image/jpeg" }) : small;
  } catch {
    return file;
  }
}

async function drawnSmaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done, fail) => canvas.toBlob((made) => (made ? done(made) : fail(new Error("empty"))), "image/jpeg", QUALITY));
}

// The EXIF block of a JPEG (time and place of the shot), saying that the picture stands upright, as the drawing does.
export async function cameraFacts(file) {
  const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const view = new DataView(bytes.buffer);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 4 < bytes.length && view.getUint8(at) === 0xff) {
    const length = 2 + view.getUint16(at + 2);
    const named = view.getUint16(at) === EXIF && String.fromCharCode(...bytes.slice(at + 4, at + 8)) === "Exif";
    if (named && at + length <= bytes.length) return upright(bytes.slice(at, at + length));
    at += length;
  }
  return null;
}

function upright(block) {
  const view = new DataView(block.buffer);
  const start = 10; // marker, length, "Exif\0\0"
  const little = view.getUint16(start) === 0x4949;
  const first = start + view.getUint32(start + 4, little);
  if (first + 2 > block.length) return block;
  const entries = view.getUint16(first, little);
  for (let n = 0; n < entries && first + 14 + 12 * n <= block.length; n += 1) {
    const entry = first + 2 + 12 * n;
    if (view.getUint16(entry, little) === ORIENTATION) view.setUint16(entry + 8, 1, little);
  }
  return block;
}
