/** A link from outside, if it is one a page may carry. */
export function webAddress(text) {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol) ? text : null;
  } catch {
    return null;
  }
}
