// The columns of the list of servers: what each shows, and how it sorts. Pure: no column knows the page.

import { framesOnServer } from './frames.js';
import { language, number, t } from './i18n.js';
import { mask } from './privacy.js';

// What one looks for first stands first.
const STATES = ['online', 'asking', 'offline', 'refused', 'unasked'];

/**
 * In the order in which they stand. `value` is what a server is sorted by, null where it isn't known; `isDescending` says
 * that the largest comes first when the column is chosen.
 */
export const COLUMNS = [
  { key: 'status', value: ({ state }) => STATES.indexOf(state), text: ({ state }) => t(`server.${state}`) },
  { key: 'name', value: ({ name }) => name || null, text: ({ name }) => mask(name) || t('name.none') },
  { key: 'address', value: (server) => addressOf(server), text: (server) => mask(addressOf(server)) },
  { key: 'ping', value: ({ ms }) => ms ?? null, text: ({ ms }) => orDash(typeof ms === 'number', () => t('fact.ms', { ms: number(ms) })) },
  { key: 'frames', value: ({ ms }) => ms ?? null, text: ({ ms }) => orDash(typeof ms === 'number', () => number(framesOnServer(ms))) },
  {
    key: 'users', isDescending: true,
    value: (server) => isCounted(server) ? server.users : null,
    text: (server) => orDash(isCounted(server), () => `${number(server.users)}/${number(server.maxUsers)}`),
  },
  {
    key: 'games', isDescending: true,
    value: (server) => isCounted(server) ? server.games : null,
    text: (server) => orDash(isCounted(server), () => number(server.games)),
  },
  { key: 'version', value: ({ version }) => version || null, text: ({ version }) => orDash(version, () => mask(version)) },
  { key: 'location', value: ({ location }) => location || null, text: ({ location }) => orDash(location, () => mask(location)) },
];

/** Where a server is, as the list writes it. */
export function addressOf({ host, port }) {
  return `${host}:${port}`;
}

/** Servers by a column. What isn't known comes last in either direction; equals keep the list's order. */
export function sorted(servers, key, isDescending) {
  const { value } = COLUMNS.find((column) => column.key === key);
  const collator = new Intl.Collator(language(), { numeric: true, sensitivity: 'base' });
  const compare = (a, b) => typeof a === 'number' ? a - b : collator.compare(a, b);
  return servers
    .map((server) => ({ server, by: value(server) }))
    .sort((a, b) => {
      if (a.by === null || b.by === null) {
        return Number(a.by === null) - Number(b.by === null) || a.server.index - b.server.index;
      }
      return (isDescending ? compare(b.by, a.by) : compare(a.by, b.by)) || a.server.index - b.server.index;
    })
    .map(({ server }) => server);
}

/** Whether each word of a search stands somewhere in a server's name, address or place. */
export function fits(server, search) {
  const text = `${server.name}\n${addressOf(server)}\n${server.location}`.toLocaleLowerCase(language());
  return search.toLocaleLowerCase(language()).split(/\s+/).every((word) => text.includes(word));
}

// A server that lets nobody in has only not told its list how many it lets in.
function isCounted({ maxUsers }) {
  return maxUsers > 0;
}

function orDash(isKnown, text) {
  return isKnown ? text() : '–';
}
