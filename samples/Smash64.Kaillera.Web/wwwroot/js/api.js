// The checker service over HTTP. Every call ends: with its answer, with a Problem, or with its signal's abort.

import { anyOf } from './signals.js';

const base = (globalThis.document?.querySelector('meta[name="kaillera-api"]')?.content ?? 'kaillera').replace(/\/+$/, '');

/** The service's own address, for programs that are not this page. */
export function serviceUrl() {
  return new URL(base, document.baseURI).href;
}

const PATIENCE_MS = 15_000;

/** Why a call has no answer. `code` is the service's, or one of: unreachable, timed-out, unreadable, http. */
export class Problem extends Error {
  constructor(code, { status = 0, detail = '', scope = null, retryAfter = null } = {}) {
    super(detail || code);
    Object.assign(this, { code, status, detail, scope, retryAfter });
  }

  /** From problem details (RFC 9457), or from the older calls' `{ message }`. */
  static from(body, status = 0, retryAfterHeader = null) {
    const fields = body !== null && typeof body === 'object' ? body : {};
    const seconds = Math.ceil(Number(fields.retryAfter ?? retryAfterHeader ?? NaN));
    return new Problem(fields.code ?? 'http', {
      status: fields.status ?? status,
      detail: fields.detail ?? fields.title ?? fields.message ?? '',
      scope: fields.scope ?? null,
      retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds : null,
    });
  }
}

/** The caller's address as the service sees it: a text that still has to be looked at. */
export async function getIp(signal) {
  return (await accepted(await send('get-ip', { signal }))).text.trim();
}

export async function getService(signal) {
  return json(await send('v1/service', { signal }));
}

/** Starts a check and returns it at once, usually still running. */
export async function startCheck(target, signal) {
  return json(await post('v1/checks', target, signal, { Prefer: 'respond-async' }));
}

export async function getCheck(id, signal) {
  return json(await send(`v1/checks/${encodeURIComponent(id)}`, { signal }));
}

export function openCheckEvents(id) {
  // Built from the id, not from the check's links: those don't know under which path a proxy shows the service.
  return new EventSource(`${base}/v1/checks/${encodeURIComponent(id)}/events`);
}

/** How a Kaillera server answers: `{ isOnline, ms }`. */
export async function checkServer(target, signal) {
  const answer = await post('server-check', target, signal);
  const body = parse(answer.text);
  if (body?.message === 'Unable to connect') {
    if (answer.status === 400) {
      throw new Problem('invalid-host', { status: 400 }); // a name, and nobody was asked
    }
    return { isOnline: false, ms: null };
  }
  const { success, message } = json(answer);
  const ms = /^(\d+)\s*ms$/.exec(message ?? '')?.[1];
  return { isOnline: success === true, ms: ms === undefined ? null : Number(ms) };
}

/** The servers that whoever runs this page listed, and what of the list couldn't be read. */
export async function getServerList(signal) {
  const list = json(await request('server-list', { signal }));
  if (!Array.isArray(list.servers)) {
    throw new Problem('unreadable');
  }
  return list;
}

/**
 * What the service found of the servers on its list, which it pings itself: `{ askedAt, isKept, servers }`. With `isFresh` it
 * pings them now, unless it did so some seconds ago.
 */
export async function getServers({ isFresh = false } = {}, signal) {
  const answer = isFresh ? await send('v1/servers/refresh', { method: 'POST', signal }) : await send('v1/servers', { cache: 'no-cache', signal });
  const found = json(answer);
  if (!Array.isArray(found.servers)) {
    throw new Problem('unreadable');
  }
  return found;
}

/** What a server answered over a time: `day`, `week` or `month`, in lists with a value for each step. */
export async function getHistory({ host, port }, span, signal) {
  const history = json(await send(`v1/servers/${encodeURIComponent(`${host}:${port}`)}/history?span=${span}`, { cache: 'no-cache', signal }));
  if (!Array.isArray(history.asked)) {
    throw new Problem('unreadable');
  }
  return history;
}

/** The practice host's state, or null where the service has none. */
export async function practiceHost(method = 'GET', signal) {
  const answer = await request('practice-host', { method, signal });
  return answer.status === 404 ? null : json(answer);
}

function post(path, body, signal, headers = {}) {
  return send(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers }, signal });
}

function send(path, init) {
  return request(`${base}/${path}`, init);
}

async function request(url, { signal, ...init }) {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const response = await fetch(url, { cache: 'no-store', ...init, signal: anyOf(signal, patience) });
    return { status: response.status, ok: response.ok, retryAfter: response.headers.get('Retry-After'), text: await response.text() };
  } catch (error) {
    signal?.throwIfAborted(); // the caller's own reason, not ours
    throw new Problem(patience.aborted ? 'timed-out' : 'unreachable', { detail: error.message });
  }
}

function accepted(answer) {
  if (!answer.ok) {
    throw Problem.from(parse(answer.text), answer.status, answer.retryAfter);
  }
  return answer;
}

function json(answer) {
  const body = parse(accepted(answer).text);
  if (body === null || typeof body !== 'object') {
    throw new Problem('unreadable', { status: answer.status });
  }
  return body;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
