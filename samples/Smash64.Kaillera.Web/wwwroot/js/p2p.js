// The P2P hosting page: address and port in, or a connect code, and a verdict out.

import { field as addressField, fill, holdsCode, keepSubject, loadAddress, setLookup } from './address.js';
import { getService } from './api.js';
import { onChange } from './changes.js';
import { CheckForm, markFields } from './check-form.js';
import { runCheck } from './check.js';
import { bindDialogs, openDialog } from './dialogs.js';
import { t, write } from './i18n.js';
import { initPage, markField } from './page.js';
import { initPractice } from './practice.js';
import { bindPaste } from './paste.js';
import { bindHideSwitch, hideToo } from './privacy.js';
import { hideProblem, showProblem } from './problem-panel.js';
import { showResult } from './results.js';
import { parsePort, readSubject } from './rules.js';
import { progressText, vantageOf } from './texts.js';
import { webAddress } from './web-address.js';

const portField = document.getElementById('p2p-port');
const portNote = document.getElementById('port-note');

let service = null;
let practice = null; // the practice host whose address stands in the fields, and the address it replaced

const form = new CheckForm(document.getElementById('check-form'), {
  fields: [addressField, portField],
  readTarget,
  starting: 'stage.starting',
  ask: (target, signal, progress) =>
    runCheck(target, { signal, onProgress: (step) => progress.show(() => progressText(step, target), step.stage) }),
  show: (done) => showResult(done, service),
});

function readTarget() {
  const subject = readSubject(addressField.value);
  const port = parsePort(portField.value);
  if (!markFields([[addressField, subject === null], [portField, port === null && !holdsCode()]], 'toast.invalid')) {
    return null;
  }
  if (subject.code) {
    hideToo(subject.code);
    if (subject.code !== practice?.host.code) {
      keepSubject(subject);
    }
    return subject;
  }
  if (subject.host !== practice?.host.address) {
    keepSubject(subject);
  }
  return { ...subject, port };
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

function fillFields(subject, port) {
  fill(subject);
  portField.value = port;
  markField(portField, false);
}

function renderPort() {
  portField.disabled = holdsCode();
  portNote.textContent = portField.disabled ? t('code.port') : '';
  if (portField.disabled) {
    markField(portField, false);
  }
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
addressField.addEventListener('input', renderPort);
bindPaste(addressField, ({ host, code, port }) => {
  fillFields(code ?? host, String(port ?? portField.value));
  document.getElementById('check-p2p').focus();
});
bindDialogs();
onChange(renderService);
onChange(renderPort);
await initPage();
await Promise.all([
  load(),
  initPractice({
    onStarted(host) {
      practice = { host, replaced: practice?.replaced ?? [addressField.value, portField.value] };
      fillFields(host.address, String(host.port));
    },
    onCode(host) {
      practice ??= { host, replaced: [addressField.value, portField.value] };
      fill(host.code);
      document.getElementById('check-p2p').focus();
    },
    onStopped() {
      if (practice && [practice.host.address, practice.host.code].includes(addressField.value)) {
        fillFields(...practice.replaced);
      }
      practice = null;
    },
  }),
]);
