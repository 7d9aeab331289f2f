// One check from the question to the verdict: started, followed by its events, or polled where events don't get through.

import { Problem, getCheck, openCheckEvents, startCheck } from './api.js';
import { anyOf, pause } from './signals.js';

const LIMIT_MS = 15_000;
const POLL_EVERY_MS = 700;
// Some proxies hold an event stream back until it ends: no event for so long, and we ask instead of listening.
const SILENT_STREAM_MS = 4_000;
// A single failed poll may be a blip of the line.
const POLLS_THAT_MAY_FAIL = 2;

/**
 * Checks a target and returns the check once it is done.
 * @param target `{ host, port }`
 * @param onProgress called with `{ stage, elapsedMs, datagramsSent, datagramsReceived }` while it runs
 * @param signal cancels: the returned promise then rejects with the signal's reason
 * @throws {Problem} when the service refuses or fails, or has no verdict within 15 seconds
 */
export async function runCheck(target, { onProgress = () => {}, signal } = {}) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Problem('timed-out')), LIMIT_MS);
  const either = anyOf(signal, limit.signal);
  try {
    const check = await startCheck(target, either);
    return isDone(check) ? check : (await listen(check.id, onProgress, either)) ?? (await poll(check.id, either));
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves with the done check, or with null when the stream is of no use. */
function listen(id, onProgress, signal) {
  signal.throwIfAborted();
  let stop;
  const outcome = new Promise((resolve, reject) => {
    const events = openCheckEvents(id);
    let silence = setTimeout(resolve, SILENT_STREAM_MS, null);
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(resolve, SILENT_STREAM_MS, null);
    };
    const abort = () => reject(signal.reason);
    stop = () => {
      clearTimeout(silence);
      signal.removeEventListener('abort', abort);
      events.close();
    };
    signal.addEventListener('abort', abort);
    events.addEventListener('progress', ({ data }) => {
      heard();
      const progress = parse(data);
      if (progress) {
        onProgress(progress);
      }
    });
    events.addEventListener('result', ({ data }) => {
      const check = parse(data);
      resolve(isDone(check) ? check : null);
    });
    events.addEventListener('failed', ({ data }) => reject(Problem.from(parse(data))));
    events.addEventListener('error', () => resolve(null));
  });
  return outcome.finally(stop);
}

async function poll(id, signal) {
  for (let failures = 0; ;) {
    try {
      const check = await getCheck(id, signal);
      if (isDone(check)) {
        return check;
      }
      failures = 0;
    } catch (error) {
      signal.throwIfAborted();
      if (error.code !== 'unreachable' || ++failures > POLLS_THAT_MAY_FAIL) {
        throw error;
      }
    }
    await pause(POLL_EVERY_MS, signal);
  }
}

function isDone(check) {
  return check?.state === 'done' && Boolean(check.result);
}

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
