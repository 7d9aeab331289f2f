// The address field: filled from this tab's memory, else from the service, else by hand.

import { Problem, getIp } from './api.js';
import { onChange } from './changes.js';
import { t } from './i18n.js';
import { isIPv4 } from './rules.js';
import { session } from './storage.js';

const KEY = 'p2p-ipv4';

export const field = document.getElementById('p2p-ipv4');
const refresh = document.getElementById('refresh-ip');
const link = document.getElementById('get-ip');
const note = document.getElementById('address-note');

let lookup = link.getAttribute('href');
let isUnknown = false;
let asked = 0;

/** Keeps an address for this tab. */
export function keepAddress(address) {
  session.set(KEY, address);
}

/** Where else one can look up one's address; null hides the link. */
export function setLookup(url) {
  lookup = url;
  render();
}

/** Fills the field. `force` asks the service even if an address is remembered. Rejects with the call's Problem. */
export async function loadAddress({ force = false } = {}) {
  const kept = session.get(KEY);
  if (!force && isIPv4(kept)) {
    field.value = kept;
    setUnknown(false);
    return;
  }

  if (!force && isIPv4(field.value)) {
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
    field.value = isIPv4(answer) ? answer : '';
    setUnknown(!isIPv4(answer));
    if (isIPv4(answer)) {
      keepAddress(answer);
    }
  } catch (error) {
    setUnknown(true);
    throw error instanceof Problem ? error : new Problem('unreachable');
  } finally {
    refresh.classList.remove('busy');
  }
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
  note.textContent = isUnknown ? t('address.unknown') : '';
}

onChange(render);
