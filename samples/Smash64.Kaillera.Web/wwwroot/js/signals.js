// Signals that end waiting.

/**
 * A signal that aborts, with its reason, as soon as one of the given signals does. AbortSignal.any, for browsers that are
 * older than it (the last ones for Windows 7 are).
 */
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

/** Waits so long, or rejects with the signal's reason. */
export function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      signal.aborted ? reject(signal.reason) : resolve();
    }
  });
}
