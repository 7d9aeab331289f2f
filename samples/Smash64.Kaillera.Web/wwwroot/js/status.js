// The Server status page: the list of servers, and a form for one that isn't on it.

import { Problem, checkServer, getService } from './api.js';
import { onChange } from './changes.js';
import { number, t, write } from './i18n.js';
import { initPage, markField, setBusy } from './page.js';
import { bindHideSwitch, mask } from './privacy.js';
import { hideProblem, showProblem } from './problem-panel.js';
import { Progress } from './progress.js';
import { parsePort } from './rules.js';
import { refresh, setVantage } from './server-list.js';
import { ServerTable } from './server-table.js';
import { vantageOf } from './texts.js';
import { hideToast, showToast } from './toast.js';

const HISTORY = 8;

const hostField = document.getElementById('server-host');
const portField = document.getElementById('server-port');
const checkButton = document.getElementById('check-server');
const cancelButton = document.getElementById('cancel-check');
const resultCard = document.getElementById('server-result');
const history = document.getElementById('server-history');
const progress = new Progress(document.getElementById('progress'));
const table = new ServerTable(history.querySelector('table'), { limit: HISTORY });

let service = null;
let running = null;
let latest = null; // { host, port, state, ms, at }

async function check() {
  if (running) {
    return;
  }
  hideToast();
  hideProblem();
  const target = readFields();
  if (target === null) {
    return;
  }

  running = new AbortController();
  setBusy(checkButton, cancelButton, true);
  showResult(null);
  progress.start(() => t('status.asking'));
  try {
    const { isOnline, ms } = await checkServer(target, running.signal);
    progress.clear();
    showResult({ ...target, state: isOnline ? 'online' : 'offline', ms, at: new Date() });
  } catch (error) {
    giveUp(error);
  } finally {
    running = null;
    setBusy(checkButton, cancelButton, false);
  }
}

function giveUp(error) {
  if (running.signal.aborted) {
    progress.end(() => t('check.cancelled'));
    return;
  }
  progress.clear();
  showProblem(error instanceof Problem ? error : new Problem('unreadable'), check);
}

// Whether a name is fit is the service's to say: servers are known by names as often as by addresses.
function readFields() {
  const host = hostField.value.trim();
  const port = parsePort(portField.value);
  const wrong = [[hostField, host === '' || /\s/.test(host)], [portField, port === null]];
  wrong.forEach(([field, isWrong]) => markField(field, isWrong));
  const first = wrong.find(([, isWrong]) => isWrong);
  if (first) {
    showToast(t('server.invalid'));
    first[0].focus();
    return null;
  }
  return { host, port };
}

function showResult(result) {
  latest = result;
  if (result) {
    table.add(result);
    history.hidden = false;
  }
  renderResult();
}

function renderResult() {
  resultCard.hidden = latest === null;
  if (latest === null) {
    return;
  }
  const { host, port, state, ms } = latest;
  resultCard.dataset.state = state;
  resultCard.querySelector('.endpoint').textContent = mask(`${host}:${port}`);
  resultCard.querySelector('.status').textContent = t(`server.${state}`);
  resultCard.querySelector('.status').className = `status ${state}`;
  resultCard.querySelector('.figure').textContent = typeof ms === 'number' ? t('fact.ms', { ms: number(ms) }) : '';
  write(resultCard.querySelector('.note'), `server.${state}.note`, { vantage: vantageOf(service?.vantage) });
}

document.getElementById('server-form').addEventListener('submit', (event) => {
  event.preventDefault();
  check();
});
cancelButton.addEventListener('click', () => running?.abort());
for (const field of [hostField, portField]) {
  field.addEventListener('input', () => markField(field, false));
}

bindHideSwitch(document.getElementById('hide-ip'), hostField);
onChange(renderResult);
await initPage();
refresh();
try {
  service = await getService();
  setVantage(service.vantage);
  renderResult();
} catch {
  // Only where the service stands is missing then; a check tells by itself if the service is down.
}
