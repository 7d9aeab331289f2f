// What has to be said about a list beside its rows: where the figures are from, what wasn't asked, what couldn't be read.

import { day, has, t, write } from './i18n.js';

const dropped = document.getElementById('list-dropped');

/**
 * Writes the notes below the table.
 * @param element the list element that they stand in
 * @param list what the service told of its list
 * @param vantage where the service looks from, as a phrase
 */
export function writeNotes(element, list, vantage) {
  const count = (state) => list.servers.filter((server) => server.state === state).length;
  const notes = [
    list.isPractice && ['list.note-practice'],
    ['list.note-measured', { vantage }],
    list.changedAt && ['list.note-listed', { date: day(new Date(list.changedAt)) }],
    ...['refused', 'unasked'].map((state) => count(state) > 0 && [`list.note-${state}`, { count: count(state) }]),
  ];
  element.replaceChildren(...notes.filter(Boolean).map(([key, params]) => {
    const item = document.createElement('li');
    write(item, key, params);
    return item;
  }));
}

/** Writes what of the list couldn't be used, for whoever can mend it; null hides it. */
export function writeDropped(list) {
  const count = list?.droppedCount ?? 0;
  dropped.hidden = count === 0;
  if (count === 0) {
    return;
  }
  dropped.querySelector('summary').textContent = t('list.dropped', { count });
  const lines = list.dropped.map(({ line, reason }) => {
    const known = has(`dropped.${reason}`) ? `dropped.${reason}` : 'dropped.unknown';
    return t('list.dropped-line', { line, reason: t(known) });
  });
  const more = count - lines.length;
  dropped.querySelector('ul').replaceChildren(...[...lines, ...(more > 0 ? [t('list.dropped-more', { count: more })] : [])].map((text) => {
    const item = document.createElement('li');
    item.textContent = text;
    return item;
  }));
}
