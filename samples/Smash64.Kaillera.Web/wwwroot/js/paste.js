// What somebody pastes into the address field often has words, a port or a web address around: the page offers what it means.

import { onChange } from './changes.js';
import { t } from './i18n.js';
import { findEndPoint, isIPv4 } from './rules.js';

const offer = document.getElementById('paste-offer');

let found = null;

/** Offers the one address in what is pasted into `field`; `use(host, port)` is called when it is taken, the port null if there is none. */
export function bindPaste(field, use) {
  field.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text') ?? '';
    show(isIPv4(text) ? null : findEndPoint(text));
  });
  field.addEventListener('input', (event) => {
    if (event.inputType !== 'insertFromPaste') {
      show(null); // typed on
    }
  });
  offer.addEventListener('click', () => {
    const { host, port } = found;
    show(null);
    use(host, port);
  });
  onChange(render);
}

function show(endPoint) {
  found = endPoint;
  render();
}

function render() {
  offer.hidden = found === null;
  if (found) {
    offer.textContent = found.port === null ? t('paste.use', { host: found.host }) : t('paste.use-port', found);
  }
}
