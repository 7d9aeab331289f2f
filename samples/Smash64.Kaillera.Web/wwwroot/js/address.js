// The field for an address or a connect code: filled from this tab's memory, else from the service, else by hand.

import { Problem, getIp } from './api.js';
import { onChange } from './changes.js';
import { t } from './i18n.js';
import { isIPv4, readSubject } from './rules.js';
import { session } from './storage.js';

const KEY = 'p2p-ipv4';
const CODE_KEY = 'p2p-code';

export const field = document.getElementById('p2p-ipv4');
const refresh = document.getElementById('refresh-ip');
const link = document.getElementById('get-ip');
const note = document.getElementById('address-note');

let lookup = link.getAttribute('href');
let isUnknown = false;
let asked = 0;

/** Keeps what was asked about for this tab: an address, or a code until an address is kept. */
export function keepSubject({ host, code = '' }) {
  session.set(CODE_KEY, code);
  if (host) {
    session.set(KEY, host);
  }
}

/** Whether a connect code stands in the field. */
export function holdsCode() {
  return Boolean(readSubject(field.value)?.code);
}

/** Writes into the field as if it were typed. */
export function fill(text) {
  field.value = text;
  field.dispatchEvent(new Event('input'));
}

/** Where else one can look up one's address; null hides the link. */
export function setLookup(url) {
  lookup = url;
  render();
}

/** Fills the field. `force` asks the service even if an address is remembered. Rejects with the call's Problem. */
export async function loadAddress({ force = false } = {}) {
  const kept = readKept();
  if (!force && kept) {
    fill(kept);
    setUnknown(false);
    return;
  }

  if (!force && readSubject(field.value)) {
    return; // typed in while the service was down
  }

  const turn = ++asked;
  const before = field.value;
  refresh.classList.add('busy');
  try {
    const answer = await getIp();
    if (turn !== asked || field.value !== before) {
      return; // asked again, or typed in, meanwhile
    }
    fill(isIPv4(answer) ? answer : '');
    setUnknown(!isIPv4(answer));
    if (isIPv4(answer)) {
      keepSubject({ host: answer });
    }
  } catch (error) {
    setUnknown(true);
    throw error instanceof Problem ? error : new Problem('unreachable');
  } finally {
    refresh.classList.remove('busy');
  }
}

function readKept() {
  const [code, host] = [session.get(CODE_KEY) ?? '', session.get(KEY)];
  return readSubject(code)?.code ?? (isIPv4(host) ? host : null);
}

function setUnknown(value) {
  isUnknown = value;
  render();
}

function render() {
  const showsLink = isUnknown && Boolean(lookup);
  link.hidden = !showsLink;
  refresh.hidden = showsLink; // without a site to send people to, asking again is all there is
  if (showsLink) {
    link.href = lookup;
  }
  note.textContent = holdsCode() ? t('code.note') : isUnknown ? t('address.unknown') : '';
}

field.addEventListener('input', render);
onChange(render);
