// Browsers may forbid storage altogether (private windows, strict settings): then nothing is remembered, and all works.

function wrap(area) {
  return {
    get(key) {
      try {
        return globalThis[area].getItem(key);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        globalThis[area].setItem(key, value);
      } catch {
        // Not remembered; see above.
      }
    },
  };
}

/** Forgotten with the tab: addresses live here. */
export const session = wrap('sessionStorage');

/** Kept: language, theme, and whether addresses are hidden. */
export const settings = wrap('localStorage');
