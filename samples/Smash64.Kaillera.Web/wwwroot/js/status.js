// The Server status page: the list of servers, and a form for one that isn't on it.

import { checkServer, getService } from './api.js';
import { onChange } from './changes.js';
import { CheckForm, markFields } from './check-form.js';
import { framesOnServer } from './frames.js';
import { number, t, write } from './i18n.js';
import { initPage } from './page.js';
import { bindHideSwitch, mask } from './privacy.js';
import { parsePort } from './rules.js';
import { open, setVantage } from './server-list.js';
import { ServerTable } from './server-table.js';
import { vantageOf } from './texts.js';

const HISTORY = 8;

const hostField = document.getElementById('server-host');
const portField = document.getElementById('server-port');
const resultCard = document.getElementById('server-result');
const history = document.getElementById('server-history');
const table = new ServerTable(history.querySelector('table'), { limit: HISTORY });

let service = null;
let latest = null; // { host, port, state, ms, at }

new CheckForm(document.getElementById('server-form'), {
  fields: [hostField, portField],
  readTarget,
  starting: 'status.asking',
  ask(target, signal) {
    showResult(null);
    return checkServer(target, signal);
  },
  show: ({ isOnline, ms }, target) => showResult({ ...target, state: isOnline ? 'online' : 'offline', ms, at: new Date() }),
});

// Whether a name is fit is the service's to say: servers are known by names as often as by addresses.
function readTarget() {
  const host = hostField.value.trim();
  const port = parsePort(portField.value);
  const fields = [[hostField, host === '' || /\s/.test(host)], [portField, port === null]];
  return markFields(fields, 'server.invalid') ? { host, port } : null;
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
  resultCard.querySelector('.figure').textContent = typeof ms === 'number'
    ? `${t('fact.ms', { ms: number(ms) })} · ${t('fact.frames', { count: framesOnServer(ms) })}`
    : '';
  write(resultCard.querySelector('.note'), `server.${state}.note`, { vantage: vantageOf(service?.vantage) });
}

bindHideSwitch(document.getElementById('hide-ip'), hostField);
onChange(renderResult);
await initPage();
open();
try {
  service = await getService();
  setVantage(service.vantage);
  renderResult();
} catch {
  // Only where the service stands is missing then; a check tells by itself if the service is down.
}
