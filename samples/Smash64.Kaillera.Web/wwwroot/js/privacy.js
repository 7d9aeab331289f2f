// Hiding addresses and connect codes, for people whose screen is being watched.

import { changed } from './changes.js';
import { settings } from './storage.js';

const KEY = 'p2p-hide-ip';
const MASK = '•••.•••.•••.•••';
const CODE_MASK = '••••••';

// Looser than the address rule on purpose: masking too much does no harm, showing an address does.
const ipv4Like = /\d{1,3}(?:\.\d{1,3}){3}/g;
const ipv6Like = /(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}/gi;

const codes = new Set(); // a session's looks like any word: they are known by being asked about

let hidden = settings.get(KEY) === 'on';

export function isHidden() {
  return hidden;
}

/** Has a connect code hidden too: who reads it can join, and learns the host's address. */
export function hideToo(code) {
  codes.add(code);
}

/** A text as it may be shown: with every address and every known code in it masked while hiding is on. */
export function mask(text) {
  if (!hidden) {
    return String(text);
  }
  const masked = [...codes].reduce((rest, code) => rest.replaceAll(code, CODE_MASK), String(text));
  return masked.replace(ipv4Like, MASK).replace(ipv6Like, MASK);
}

/** Makes a checkbox the switch, and keeps the fields that hold addresses masked while it is on. */
export function bindHideSwitch(checkbox, ...addressFields) {
  const apply = () => {
    checkbox.checked = hidden;
    for (const field of addressFields) {
      field.type = hidden ? 'password' : 'text';
    }
  };
  checkbox.addEventListener('change', () => {
    hidden = checkbox.checked;
    settings.set(KEY, hidden ? 'on' : 'off');
    apply();
    changed();
  });
  apply();
}
