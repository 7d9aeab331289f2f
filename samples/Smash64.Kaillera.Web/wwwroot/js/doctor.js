// The offer of the doctor: a program for the player's own computer, which sees what no page can.

import { serviceUrl } from './api.js';
import { copyText } from './clipboard.js';
import { t } from './i18n.js';
import { mask } from './privacy.js';
import { webAddress } from './web-address.js';

const DEFAULT_PORT = 27886;
// Silence and a closed port have many causes, and so has a code's host that nobody gets through to; whatever else answers names its own.
const OFFERED_FOR = ['no-response', 'port-closed', 'not-reachable'];

const section = document.getElementById('doctor');
const link = document.getElementById('doctor-get');
const copied = document.getElementById('doctor-copied');
const lines = [...section.querySelectorAll('code[data-command]')];

let options = '';

/** Offers the doctor beside a verdict that it can explain, or takes the offer back. */
export function offerDoctor({ target, result }, service) {
  section.hidden = !OFFERED_FOR.includes(result.verdict);
  const port = target?.port ?? DEFAULT_PORT; // a code says nothing of the port
  options = `${port === DEFAULT_PORT ? '' : ` --port ${port}`} --via ${serviceUrl()}`;
  for (const line of lines) {
    line.textContent = mask(lineOf(line));
  }
  const tool = webAddress(service?.links?.tool);
  link.hidden = tool === null;
  if (tool) {
    link.href = tool;
  }
  copied.textContent = '';
}

function lineOf(line) {
  return `${line.dataset.command} doctor${options}`;
}

for (const line of lines) {
  line.parentElement.querySelector('button').addEventListener('click', async () => {
    copied.textContent = ''; // so that copying twice is announced twice
    const done = await copyText(lineOf(line), section);
    copied.textContent = t(done ? 'copy.done' : 'doctor.copy-failed');
  });
}
