// Calls of the portal's API: session and CSRF, JSON, a time limit, and what an answer means.

const JSON_LIMIT = 30_000;
const FILE_LIMIT = 180_000;
const LATER = new Set([408, 425, 429]);

// The server understood and says no; trying again the same way would not help.
export class Refusal extends Error {
  constructor(status, body) {
    const first = body?.errors?.[0] ?? {};
    super(first.detail ?? "");
    Object.assign(this, { status, code: first.code ?? "", attr: first.attr ?? null, body });
  }
}

// No answer, or none that settles anything: try again later.
export class Unreachable extends Error {}

// The sign-in has expired: nothing is lost, but somebody has to sign in.
export class SignedOut extends Error {}

export const postJson = (url, body, options) =>
  post(url, JSON.stringify(body), { "Content-Type": "application/json" }, { limit: JSON_LIMIT, ...options });

export function postFile(url, file, name, options) {
  const form = new FormData();
  form.append("file", file, name);
  return post(url, form, {}, { limit: FILE_LIMIT, ...options });
}

async function post(url, body, headers, options) {
  const answer = await call(url, { body, headers, ...options });
  if (!answer.body) throw new Unreachable(String(answer.status));
  return answer;
}

// One call, answered by what came back or by one of the three faults above.

export async function call(url, { method = "POST", body, headers, limit = JSON_LIMIT, key }) {
  let answer;
  let read;
  try {
    answer = await fetch(url, {
      method,
      body,
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout?.(limit),
      headers: { ...headers, ...common(), ...(key ? { "Idempotency-Key": key } : {}) },
    });
    read = await readJson(answer);
  } catch (fault) {
    throw new Unreachable(String(fault));
  }
  if (answer.ok) return { status: answer.status, body: read, headers: answer.headers };
  if (answer.status >= 500 || LATER.has(answer.status)) throw new Unreachable(String(answer.status));
  const refusal = new Refusal(answer.status, read);
  if (isSignedOut(refusal)) throw new SignedOut();
  if (refusal.code === "stale_state") throw new Unreachable(refusal.message);
  throw refusal;
}

async function readJson(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isSignedOut = ({ status, code, message }) =>
  status === 401 ||
  (status === 403 && (["not_authenticated", "authentication_failed"].includes(code) || /CSRF/.test(message)));

const common = () => ({
  Accept: "application/json",
  "Accept-Language": document.documentElement.lang,
  "X-CSRFToken": /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "",
});
