// What somebody pastes into the field often has words, a port or a web address around: the page offers what it means.

import { onChange } from './changes.js';
import { t } from './i18n.js';
import { hideToo } from './privacy.js';
import { findCode, findEndPoint, readSubject } from './rules.js';

const offer = document.getElementById('paste-offer');

let found = null;

/**
 * Offers the one address, or else the one connect code, in what is pasted into `field`. When it is taken, `use` is called with
 * `{ host, port }`, the port null if there is none, or with `{ code }`.
 */
export function bindPaste(field, use) {
  field.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text') ?? '';
    show(readSubject(text) ? null : findIn(text));
  });
  field.addEventListener('input', (event) => {
    if (event.inputType !== 'insertFromPaste') {
      show(null); // typed on
    }
  });
  offer.addEventListener('click', () => {
    const taken = found;
    show(null);
    use(taken);
  });
  onChange(render);
}

// In a line of a list of games stand both: the code is what one joins by.
function findIn(text) {
  const code = findCode(text);
  if (code !== null) {
    hideToo(code);
    return { code };
  }
  return findEndPoint(text);
}

function show(subject) {
  found = subject;
  render();
}

function render() {
  offer.hidden = found === null;
  if (found) {
    const { host, code, port } = found;
    offer.textContent = code || port === null ? t('paste.use', { host: code ?? host }) : t('paste.use-port', found);
  }
}
