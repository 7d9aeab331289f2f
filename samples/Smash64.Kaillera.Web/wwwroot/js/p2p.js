// The P2P hosting page: address and port in, a verdict out.

import { field as addressField, keepAddress, loadAddress, setLookup } from './address.js';
import { Problem, getService } from './api.js';
import { onChange } from './changes.js';
import { runCheck } from './check.js';
import { bindDialogs, openDialog } from './dialogs.js';
import { t, write } from './i18n.js';
import { initPage, markField, setBusy } from './page.js';
import { initPractice } from './practice.js';
import { bindHideSwitch } from './privacy.js';
import { hideProblem, showProblem } from './problem-panel.js';
import { Progress } from './progress.js';
import { showResult, webAddress } from './results.js';
import { isIPv4, parsePort } from './rules.js';
import { progressText, vantageOf } from './texts.js';
import { hideToast, showToast } from './toast.js';

const portField = document.getElementById('p2p-port');
const checkButton = document.getElementById('check-p2p');
const cancelButton = document.getElementById('cancel-check');
const progress = new Progress(document.getElementById('progress'));

let service = null;
let running = null; // the AbortController of the check under way
let practice = null; // the practice host whose address stands in the fields, and the address it replaced

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
  if (target.host !== practice?.host.address) {
    keepAddress(target.host);
  }

  running = new AbortController();
  setBusy(checkButton, cancelButton, true);
  progress.start(() => t('stage.starting'));
  let done = null;
  try {
    done = await runCheck(target, {
      signal: running.signal,
      onProgress: (step) => progress.show(() => progressText(step), step.stage),
    });
    progress.clear();
  } catch (error) {
    giveUp(error);
  } finally {
    running = null;
    setBusy(checkButton, cancelButton, false);
  }
  if (done) {
    showResult(done, service);
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

/** The target, or null after marking what is wrong and putting the focus there. */
function readFields() {
  const host = addressField.value;
  const port = parsePort(portField.value);
  const wrong = [[addressField, !isIPv4(host)], [portField, port === null]];
  wrong.forEach(([field, isWrong]) => markField(field, isWrong));
  const first = wrong.find(([, isWrong]) => isWrong);
  if (first) {
    showToast(t('toast.invalid'));
    first[0].focus();
    return null;
  }
  return { host, port };
}

async function load({ force = false } = {}) {
  const [about, address] = await Promise.allSettled([service ?? getService(), loadAddress({ force })]);
  if (about.status === 'fulfilled') {
    service = about.value;
    setLookup(webAddress(service.links?.addressLookup));
    renderService();
  }
  const failed = [address, about].find(({ status }) => status === 'rejected');
  if (failed && !running) {
    showProblem(failed.reason, () => load({ force }));
  }
}

function renderService() {
  write(document.getElementById('more-info-from'), 'more.from', { vantage: vantageOf(service?.vantage) });
  document.getElementById('more-info-greets').hidden = !service?.greetsSelf;
  document.getElementById('self-only').hidden = service?.targetPolicy !== 'self-only';
}

function fillFields(address, port) {
  addressField.value = address;
  portField.value = port;
  markField(addressField, false);
  markField(portField, false);
}

document.getElementById('check-form').addEventListener('submit', (event) => {
  event.preventDefault();
  check();
});
document.getElementById('check-again').addEventListener('click', () => {
  document.getElementById('dialog-failure').close();
  check();
});
cancelButton.addEventListener('click', () => running?.abort());
document.getElementById('more-info').addEventListener('click', () => openDialog(document.getElementById('dialog-more-info')));
document.getElementById('refresh-ip').addEventListener('click', () => {
  hideProblem();
  load({ force: true });
});
for (const field of [addressField, portField]) {
  field.addEventListener('input', () => markField(field, false));
}

bindHideSwitch(document.getElementById('hide-ip'), addressField);
bindDialogs();
onChange(renderService);
await initPage();
await Promise.all([
  load(),
  initPractice({
    onStarted(host) {
      practice = { host, replaced: practice?.replaced ?? [addressField.value, portField.value] };
      fillFields(host.address, String(host.port));
    },
    onStopped() {
      if (practice && addressField.value === practice.host.address) {
        fillFields(...practice.replaced);
      }
      practice = null;
    },
  }),
]);
