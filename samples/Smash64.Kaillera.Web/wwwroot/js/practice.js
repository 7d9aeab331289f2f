// A host of the service's own to try the checker with. Only a service under development has one; else the card stays hidden.

import { practiceHost } from './api.js';
import { onChange } from './changes.js';
import { t, write } from './i18n.js';
import { hideToo } from './privacy.js';
import { showProblem } from './problem-panel.js';

const card = document.getElementById('practice-host');
const button = document.getElementById('practice-toggle');
const codeButton = document.getElementById('practice-code');
const state = document.getElementById('practice-state');

let host = null; // null where the service has none
let isBusy = false;

/**
 * Shows the card if there is a practice host. `onStarted(host)` and `onStopped()` tell of the button's doings, `onCode(host)` that its
 * connect code is wanted.
 */
export async function initPractice({ onStarted, onStopped, onCode }) {
  codeButton.addEventListener('click', () => onCode(host));
  button.addEventListener('click', () => toggle(onStarted, onStopped));
  try {
    host = await practiceHost();
  } catch {
    host = null; // an extra: its failure is nobody's problem
  }
  render();
}

async function toggle(onStarted, onStopped) {
  if (isBusy) {
    return;
  }
  isBusy = true;
  button.setAttribute('aria-disabled', 'true');
  try {
    const wasRunning = host.isRunning;
    host = await practiceHost(wasRunning ? 'DELETE' : 'POST');
    if (host?.isRunning) {
      onStarted(host);
    } else {
      onStopped();
    }
  } catch (problem) {
    showProblem(problem, () => toggle(onStarted, onStopped));
  } finally {
    isBusy = false;
    button.setAttribute('aria-disabled', 'false');
    render();
  }
}

function render() {
  card.hidden = host === null;
  if (host === null) {
    return;
  }
  button.textContent = t(host.isRunning ? 'practice.stop' : 'practice.start');
  codeButton.hidden = !host.code;
  if (host.isRunning) {
    const { address, port, code } = host;
    if (code) {
      hideToo(code);
    }
    write(state, code ? 'practice.running-code' : 'practice.running', { address, port, code });
  } else {
    state.textContent = '';
  }
}

onChange(render);
