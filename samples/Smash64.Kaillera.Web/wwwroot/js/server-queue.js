// Asks the service about many servers, as politely as it wants to be asked: a few at a time, one at a time once it has had
// enough, and not before the time that it names.

import { Problem, checkServer } from './api.js';
import { parsePort } from './rules.js';
import { anyOf, pause } from './signals.js';

const AT_ONCE = 5; // browsers have six connections to a site: one stays free
const LONGEST_WAIT_S = 60;
// One address may be asked for too often by everybody together: the others have to get their turn.
const REFUSALS_OF_ONE = 8;

/**
 * Asks about each target once, in their order.
 * @param targets what is asked about, each with `host` and `port`
 * @param onState called with a target and `{ state, ms, reason }`; state is asking, waiting (to be asked again), online,
 *   offline, refused (the service doesn't ask such an address) or unasked (it never had time for this one)
 * @param onWait called with the seconds that are left of a pause the service wants, each second, and with 0 at its end
 * @param signal cancels: the returned promise then rejects with the signal's reason
 * @throws {Problem} when the service fails, or wants a longer pause than anybody waits for
 */
export async function askAll(targets, { onState, onWait, signal }) {
  const failed = new AbortController();
  const either = anyOf(signal, failed.signal);
  const queue = targets.map((target) => ({ target, refusals: 0 }));
  const asking = new Set();
  let places = AT_ONCE;
  let freeAt = 0;

  const ask = async (entry) => {
    if (parsePort(entry.target.port) === null) {
      onState(entry.target, { state: 'refused' }); // the service would say that nobody answers, and ask nobody
      return;
    }
    onState(entry.target, { state: 'asking' });
    try {
      const { isOnline, ms } = await checkServer({ host: entry.target.host, port: entry.target.port }, either);
      onState(entry.target, { state: isOnline ? 'online' : 'offline', ms });
    } catch (error) {
      either.throwIfAborted();
      const problem = error instanceof Problem ? error : new Problem('unreadable');
      if (isAboutTheTarget(problem)) {
        onState(entry.target, { state: 'refused', reason: problem.detail });
      } else if (!isPause(problem)) {
        throw problem;
      } else {
        places = 1;
        freeAt = Math.max(freeAt, performance.now() + problem.retryAfter * 1000);
        entry.refusals++;
        const isLast = entry.refusals === REFUSALS_OF_ONE;
        onState(entry.target, { state: isLast ? 'unasked' : 'waiting' });
        if (!isLast) {
          queue.push(entry);
        }
      }
    }
  };

  while (queue.length > 0 || asking.size > 0) {
    if (queue.length > 0 && asking.size < places) {
      await waitUntil(() => freeAt, onWait, either);
      const question = ask(queue.shift()).catch((error) => failed.abort(error)).finally(() => asking.delete(question));
      asking.add(question);
    } else {
      await Promise.race(asking);
      either.throwIfAborted();
    }
  }
  either.throwIfAborted();
}

// `time` is a function: an answer that comes in meanwhile may ask for more.
async function waitUntil(time, onWait, signal) {
  let hasWaited = false;
  for (let left = time() - performance.now(); left > 0; left = time() - performance.now()) {
    hasWaited = true;
    onWait(Math.ceil(left / 1000));
    await pause(Math.min(left, 1000), signal);
  }
  if (hasWaited) {
    onWait(0);
  }
}

function isAboutTheTarget({ status }) {
  return status === 400 || status === 403;
}

function isPause({ status, retryAfter }) {
  return (status === 429 || status === 503) && retryAfter !== null && retryAfter <= LONGEST_WAIT_S;
}
