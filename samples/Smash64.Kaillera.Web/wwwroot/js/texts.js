// From the service's codes to sentences: ours where the code is known, the service's own where it is not.

import { has, isComplete, number, t, write } from './i18n.js';
import { mask } from './privacy.js';

/** Where the service looks from, for a sentence: "Northern Virginia (us-east-1)", or a phrase when it doesn't say. */
export function vantageOf(vantage) {
  const { name, place } = vantage ?? {};
  return place && name ? `${place} (${name})` : place || name || t('vantage.unknown');
}

/** The values that sentences about a done check may use. */
export function paramsOf(check, service) {
  const { target, code, result } = check;
  return {
    address: target?.address,
    port: target?.port,
    endpoint: target ? `${target.address}:${target.port}` : undefined,
    code: code ?? undefined,
    caller: service?.caller,
    vantage: vantageOf(check.vantage),
    count: result.datagramsSent,
    seconds: secondsText(result.elapsedMs ?? 0),
    ms: typeof result.roundTripMs === 'number' ? number(result.roundTripMs, 1) : null,
    user: named(result.user),
    game: named(result.game),
  };
}

/** Writes `kind.code` into an element, for a check by connect code its own words, or else the text that came with the code. */
export function writeCoded(element, kind, { code, text }, params) {
  const keys = [...(params.code ? [`by-code.${kind}.${code}`] : []), `${kind}.${code}`];
  const key = keys.find((known) => has(known) && isComplete(known, params));
  if (key) {
    write(element, key, params);
  } else if (text) {
    element.textContent = mask(text);
  } else {
    element.textContent = code;
  }
}

/** What went wrong, in one or two sentences. */
export function problemText(problem) {
  const { code, scope, status, detail, retryAfter } = problem;
  const params = { status, seconds: retryAfter };
  const find = (...keys) => keys.find((key) => has(key) && isComplete(key, params));
  // A code that we don't know comes with words that fit it better than those for its status.
  const known = code === 'http' ? find(`problem.status-${status}`) : find(`scope.${scope}`, `problem.${code}`);
  return known || !detail ? t(known ?? find(`problem.status-${status}`) ?? 'problem.http', params) : mask(detail);
}

/** How far a running check of a target is. The first questions for a code go to the rendezvous. */
export function progressText({ stage, elapsedMs = 0, datagramsSent = 0, datagramsReceived = 0 }, { code } = {}) {
  const key = stage !== 'asking' ? `stage.${stage}`
    : datagramsReceived > 0 ? 'stage.answered'
    : code && datagramsSent === 0 ? 'by-code.stage.asking'
    : 'stage.asking';
  return t(has(key) ? key : 'stage.starting', { count: datagramsSent, seconds: number(elapsedMs / 1000, 1) });
}

// A host nearby answers within a hundredth of a second, and "0.0 s" reads like a mistake.
function secondsText(ms) {
  return ms < 100 ? number(Math.max(ms, 10) / 1000, 2) : number(ms / 1000, 1);
}

// Hosts may have no name, which is an answer too; null means it was not learned.
function named(text) {
  return text === '' ? t('name.none') : text ?? null;
}
