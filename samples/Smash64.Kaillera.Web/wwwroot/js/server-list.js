// The list of servers: read from the service, asked about through it, and shown as the answers come in.

import { Problem, getServerList } from './api.js';
import { onChange } from './changes.js';
import { has, number, t, timeOfDay, write } from './i18n.js';
import { COLUMNS, addressOf, fits, sorted } from './list-columns.js';
import { writeDropped, writeNotes } from './list-notes.js';
import { ListTable } from './list-table.js';
import { setBusy } from './page.js';
import { mask } from './privacy.js';
import { ProblemPanel } from './problem-panel.js';
import { Progress } from './progress.js';
import { askAll } from './server-queue.js';
import { vantageOf } from './texts.js';

const find = (id) => document.getElementById(id);

const refreshButton = find('list-refresh');
const cancelButton = find('list-cancel');
const filterField = find('list-filter');
const onlineSwitch = find('only-online');
const sortSelect = find('list-sort');
const bar = find('list-bar');
const progress = new Progress(find('list-progress'));
const problem = new ProblemPanel(find('list-problem'), refreshButton);
const table = new ListTable(find('list-table'), { onSort: arrange });

let list = null; // what the service told of its list; null until it did
let vantage = null;
let running = null; // the AbortController of the run under way
let done = 0; // how many servers of the run are done with
let pauseLeft = 0;
let isSlowed = false; // whether the service asked for a pause in this run

/** Where the service looks from, once that is known. */
export function setVantage(value) {
  vantage = value;
  render();
}

/** Reads the list and asks about every server on it. */
export async function refresh() {
  if (running) {
    return;
  }
  problem.hide();
  running = new AbortController();
  [done, pauseLeft, isSlowed] = [0, 0, false];
  setBusy(refreshButton, cancelButton, true);
  [bar.value, bar.max] = [0, 1];
  bar.classList.add('running');
  progress.start(() => t('list.reading'));
  try {
    take(await getServerList(running.signal));
    await askServers();
    progress.end(summary(new Date()));
  } catch (error) {
    giveUp(error);
  } finally {
    running = null;
    setBusy(refreshButton, cancelButton, false);
    bar.classList.remove('running');
    settle();
  }
}

function take(read) {
  const before = list;
  list = { ...read, servers: read.servers.map((server, index) => ({ ...server, index, state: 'waiting' })) };
  // Until all answers are there, servers stay where the last run left them.
  const places = new Map(before?.shown.map((server, at) => [addressOf(server), at]) ?? []);
  const place = (server) => places.get(addressOf(server)) ?? Infinity;
  list.shown = list.servers
    .filter((server) => fits(server, searched()) && !(before && onlineSwitch.checked && place(server) === Infinity))
    .sort((a, b) => place(a) - place(b) || a.index - b.index);
  table.clear();
  render();
}

async function askServers() {
  const targets = list.shown.concat(list.servers.filter((server) => !list.shown.includes(server)));
  const servers = new Map(targets.map((server) => [{ host: server.address, port: server.port }, server]));
  bar.max = Math.max(1, servers.size);
  if (servers.size > 0) {
    showProgress();
  }
  await askAll([...servers.keys()], {
    signal: running.signal,
    onState: (target, news) => {
      const server = servers.get(target);
      Object.assign(server, { ms: null, reason: null }, news);
      done += news.state === 'asking' || news.state === 'waiting' ? 0 : 1;
      table.update(server);
      showProgress();
    },
    onWait: (seconds) => {
      pauseLeft = seconds;
      isSlowed = true;
      showProgress();
    },
  });
}

function showProgress() {
  bar.value = done;
  // Ears are told once that it takes longer, not each second.
  progress.show(
    () => t(pauseLeft > 0 ? 'list.pausing' : 'list.asking', { done: number(done), total: number(bar.max), seconds: number(pauseLeft) }),
    isSlowed ? 'slowed' : 'asking',
  );
}

function giveUp(error) {
  if (running.signal.aborted) {
    progress.end(() => list === null ? t('check.cancelled') : t('list.cancelled', { done: number(done), total: number(bar.max) }));
    return;
  }
  progress.clear();
  problem.show(error instanceof Problem ? error : new Problem('unreadable'), refresh);
}

// Nothing comes in any more: whoever has no answer gets none, and the rows may move.
function settle() {
  for (const server of list?.servers ?? []) {
    if (server.state === 'waiting' || server.state === 'asking') {
      server.state = 'unasked';
      table.update(server);
    }
  }
  if (list !== null) {
    arrange();
  }
}

function summary(at) {
  const { servers } = list;
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
  const isMissing = ({ state }) => onlineSwitch.checked && !(state === 'online' || (running && (state === 'waiting' || state === 'asking')));
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
