// The P2P hosting page: address and port in, a verdict out.

import { field as addressField, keepAddress, loadAddress, setLookup } from './address.js';
import { getService } from './api.js';
import { onChange } from './changes.js';
import { CheckForm, markFields } from './check-form.js';
import { runCheck } from './check.js';
import { bindDialogs, openDialog } from './dialogs.js';
import { write } from './i18n.js';
import { initPage, markField } from './page.js';
import { initPractice } from './practice.js';
import { bindPaste } from './paste.js';
import { bindHideSwitch } from './privacy.js';
import { hideProblem, showProblem } from './problem-panel.js';
import { showResult } from './results.js';
import { isIPv4, parsePort } from './rules.js';
import { progressText, vantageOf } from './texts.js';
import { webAddress } from './web-address.js';

const portField = document.getElementById('p2p-port');

let service = null;
let practice = null; // the practice host whose address stands in the fields, and the address it replaced

const form = new CheckForm(document.getElementById('check-form'), {
  fields: [addressField, portField],
  readTarget,
  starting: 'stage.starting',
  ask: (target, signal, progress) =>
    runCheck(target, { signal, onProgress: (step) => progress.show(() => progressText(step), step.stage) }),
  show: (done) => showResult(done, service),
});

function readTarget() {
  const host = addressField.value;
  const port = parsePort(portField.value);
  if (!markFields([[addressField, !isIPv4(host)], [portField, port === null]], 'toast.invalid')) {
    return null;
  }
  if (host !== practice?.host.address) {
    keepAddress(host);
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
  if (failed && !form.isRunning) {
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

document.getElementById('check-again').addEventListener('click', () => {
  document.getElementById('dialog-failure').close();
  form.check();
});
document.getElementById('more-info').addEventListener('click', () => openDialog(document.getElementById('dialog-more-info')));
document.getElementById('refresh-ip').addEventListener('click', () => {
  hideProblem();
  load({ force: true });
});
bindHideSwitch(document.getElementById('hide-ip'), addressField);
bindPaste(addressField, (host, port) => {
  fillFields(host, port === null ? portField.value : String(port));
  document.getElementById('check-p2p').focus();
});
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
