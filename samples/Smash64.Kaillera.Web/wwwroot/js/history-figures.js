// From a history's lists, a value for each step, to as many steps as somebody can look at. Pure.

/**
 * Puts neighbouring steps together.
 * @param history as the service tells it
 * @param size how many steps become one
 * @returns a list of `{ at, asked, answered, min, median, max }`; times in milliseconds, null where nothing answered
 */
export function grouped(history, size) {
  const { from, stepSeconds, asked, answered } = history;
  const start = new Date(from).getTime();
  const groups = [];
  for (let first = 0; first < asked.length; first += size) {
    const of = (values) => values.slice(first, first + size);
    const known = (values) => of(values).filter((value) => value !== null);
    groups.push({
      at: new Date(start + first * stepSeconds * 1000),
      asked: sum(of(asked)),
      answered: sum(of(answered)),
      min: least(known(history.minMs)),
      median: middle(known(history.medianMs)),
      max: most(known(history.maxMs)),
    });
  }
  return groups;
}

/** The same of all steps together. */
export function total(history) {
  return grouped(history, history.asked.length)[0];
}

function sum(values) {
  return values.reduce((all, value) => all + value, 0);
}

function least(values) {
  return values.length === 0 ? null : values.reduce((a, b) => Math.min(a, b));
}

function most(values) {
  return values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b));
}

function middle(values) {
  if (values.length === 0) {
    return null;
  }
  const inOrder = [...values].sort((a, b) => a - b);
  const half = Math.floor(inOrder.length / 2);
  return inOrder.length % 2 === 1 ? inOrder[half] : (inOrder[half - 1] + inOrder[half]) / 2;
}
