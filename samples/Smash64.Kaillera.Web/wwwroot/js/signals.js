// AbortSignal.any, for browsers that are older than it (the last ones for Windows 7 are).

/** A signal that aborts, with its reason, as soon as one of the given signals does. */
export function anyOf(...signals) {
  const either = new AbortController();
  for (const signal of signals.filter(Boolean)) {
    if (signal.aborted) {
      either.abort(signal.reason);
    } else {
      signal.addEventListener('abort', () => either.abort(signal.reason), { once: true });
    }
  }
  return either.signal;
}
