// The list of servers, and what the service found of them: it pings them all, so that visitors need not.

import { Problem, getServerList, getServers } from './api.js';
import { onChange } from './changes.js';
import { has, number, t, timeOfDay, write } from './i18n.js';
import { COLUMNS, addressOf, fits, sorted } from './list-columns.js';
import { writeDropped, writeNotes } from './list-notes.js';
import { ListTable } from './list-table.js';
import { setBusy } from './page.js';
import { mask } from './privacy.js';
import { ProblemPanel } from './problem-panel.js';
import { Progress } from './progress.js';
import { vantageOf } from './texts.js';

const find = (id) => document.getElementById(id);

const refreshButton = find('list-refresh');
const cancelButton = find('list-cancel');
const filterField = find('list-filter');
const onlineSwitch = find('only-online');
const sortSelect = find('list-sort');
const progress = new Progress(find('list-progress'));
const problem = new ProblemPanel(find('list-problem'), refreshButton);
const OLD_MS = 90_000; // the service asks by itself once a minute, where it does
const table = new ListTable(find('list-table'), { onSort: arrange });

let list = null; // what the service told of its list; null until it did
let vantage = null;
let running = null; // the AbortController of the run under way
let askedAt = null; // when the service asked them last

/** Where the service looks from, once that is known. */
export function setVantage(value) {
  vantage = value;
  render();
}

/** Reads the list and what is known of its servers. */
export function open() {
  return run({ isFresh: false });
}

/** The same, once the service has asked them all again. */
export function refresh() {
  return run({ isFresh: true });
}

async function run({ isFresh }) {
  if (running) {
    return;
  }
  problem.hide();
  running = new AbortController();
  setBusy(refreshButton, cancelButton, true);
  progress.start(() => t('list.reading'));
  try {
    take(await getServerList(running.signal));
    if (list.servers.length > 0) {
      learn(await askService(isFresh));
    }
    progress.end(summary());
  } catch (error) {
    giveUp(error);
  } finally {
    running = null;
    setBusy(refreshButton, cancelButton, false);
    settle();
  }
}

function take(read) {
  const before = new Map(list?.servers.map((server) => [addressOf(server), server]) ?? []);
  const places = new Map(list?.shown.map((server, at) => [addressOf(server), at]) ?? []);
  const isFirst = list === null;
  list = { ...read, servers: read.servers.map((server, index) => renewed(server, index, before.get(addressOf(server)))) };
  // Until all answers are there, servers stay where the last run left them.
  const place = (server) => places.get(addressOf(server)) ?? Infinity;
  list.shown = list.servers
    .filter((server) => fits(server, searched()) && !(!isFirst && onlineSwitch.checked && place(server) === Infinity))
    .sort((a, b) => place(a) - place(b) || a.index - b.index);
  table.clear();
  render();
}

// What was known stays, in case that nothing new comes.
function renewed(server, index, { state = 'unasked', ms = null, uptime = null } = {}) {
  return { ...server, index, state: 'asking', ms: null, uptime, known: { state, ms } };
}

async function askService(isFresh) {
  const asking = () => t('list.asking', { count: list.servers.length });
  progress.show(asking, 'asking');
  const known = isFresh ? null : await getServers({}, running.signal);
  const isOld = !known?.askedAt || Date.now() - new Date(known.askedAt) > OLD_MS;
  return isOld ? await getServers({ isFresh: true }, running.signal) : known;
}

function learn(answer) {
  const answers = new Map(answer.servers.map((server) => [addressOf(server), server]));
  askedAt = answer.askedAt ? new Date(answer.askedAt) : new Date();
  for (const server of list.servers) {
    const { state = 'unasked', pingMs = null, uptime = null } = answers.get(addressOf(server)) ?? {};
    Object.assign(server, { state, ms: pingMs === null ? null : Math.round(pingMs), uptime });
    table.update(server);
  }
}

function giveUp(error) {
  if (running.signal.aborted) {
    progress.end(() => t('check.cancelled'));
    return;
  }
  progress.clear();
  problem.show(error instanceof Problem ? error : new Problem('unreadable'), refresh);
}

// Nothing comes in any more: whoever has no new answer keeps the old one, and the rows may move.
function settle() {
  for (const server of list?.servers ?? []) {
    if (server.state === 'asking') {
      Object.assign(server, server.known);
      table.update(server);
    }
  }
  if (list !== null) {
    arrange();
  }
}

function summary() {
  const { servers } = list;
  const at = servers.length === 0 ? new Date() : askedAt;
  return () => servers.length === 0 ? t('list.read-at', { time: timeOfDay(at) }) : t('list.done', {
    count: servers.filter(({ state }) => state === 'online').length,
    total: number(servers.length),
    time: timeOfDay(at),
  });
}

function searched() {
  return filterField.value.trim();
}

/** Sorts and filters by what is known now. */
function arrange() {
  const isMissing = ({ state }) => onlineSwitch.checked && !(state === 'online' || (running && state === 'asking'));
  const { key, isDescending } = table.order;
  list.shown = sorted(list.servers.filter((server) => fits(server, searched()) && !isMissing(server)), key, isDescending);
  render();
}

function render() {
  sortSelect.value = table.order.key;
  maskFilter();
  find('list-shown').hidden = list === null || list.servers.length === 0;
  writeDropped(list);
  renderEmpty();
  if (list === null) {
    return;
  }
  table.show(list.shown);
  find('list-table').hidden = list.shown.length === 0;
  find('list-no-match').hidden = list.shown.length > 0;
  find('list-count').textContent = list.shown.length === list.servers.length
    ? t('list.count-all', { count: list.servers.length })
    : t('list.count', { shown: number(list.shown.length), total: number(list.servers.length) });
  const allOffline = find('list-all-offline');
  allOffline.hidden = running !== null || !list.servers.some(({ state }) => state === 'offline') || list.servers.some(({ state }) => state === 'online');
  allOffline.textContent = t('list.all-offline', { vantage: vantageOf(vantage) });
  writeNotes(find('list-notes'), list, vantageOf(vantage));
}

function renderEmpty() {
  const empty = find('list-empty');
  empty.hidden = list === null || list.servers.length > 0;
  if (!empty.hidden) {
    const state = has(`list.${list.state}-heading`) ? list.state : 'empty';
    write(empty.querySelector('h3'), `list.${state}-heading`);
    write(empty.querySelector('p'), `list.${state}-text`);
  }
}

// An address that somebody searches for is one on the screen.
function maskFilter() {
  filterField.type = mask(filterField.value) === filterField.value ? 'text' : 'password';
}

refreshButton.addEventListener('click', refresh);
cancelButton.addEventListener('click', () => running?.abort());
filterField.addEventListener('input', arrange);
onlineSwitch.addEventListener('change', arrange);
sortSelect.addEventListener('change', () => {
  table.sortBy(sortSelect.value);
  arrange();
});
find('list-reverse').addEventListener('click', () => {
  table.sortBy(table.order.key);
  arrange();
});
find('list-show-all').addEventListener('click', () => {
  filterField.value = '';
  onlineSwitch.checked = false;
  arrange();
  filterField.focus();
});
onChange(() => {
  sortSelect.replaceChildren(...COLUMNS.map(({ key }) => new Option(t(`column.${key}`), key)));
  render();
});
