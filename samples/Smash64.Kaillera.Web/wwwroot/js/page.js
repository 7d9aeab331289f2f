// What both pages share: language, theme, and the running state of their one big button.

import { initLanguage } from './i18n.js';
import { settings } from './storage.js';

const THEMES = ['light', 'dark'];

/** Sets up the header. Resolves when the texts are there. */
export function initPage() {
  bindTheme(document.getElementById('theme'));
  return initLanguage(document.getElementById('language'));
}

// Applied while this module loads, before the first paint where the browser lets a module block it.
applyTheme(settings.get('theme'));

function bindTheme(select) {
  select.value = document.documentElement.dataset.theme ?? 'auto';
  select.addEventListener('change', () => {
    settings.set('theme', select.value);
    applyTheme(select.value);
  });
}

function applyTheme(theme) {
  if (THEMES.includes(theme)) {
    document.documentElement.dataset.theme = theme;
  } else {
    delete document.documentElement.dataset.theme;
  }
}

/**
 * Shows that `button`'s work is going on. It is not disabled, which would take the focus from whoever pressed it; its
 * presses are ignored by the caller meanwhile.
 */
export function setBusy(button, cancel, isBusy) {
  button.setAttribute('aria-disabled', String(isBusy));
  button.classList.toggle('busy', isBusy);
  if (!isBusy && document.activeElement === cancel) {
    button.focus();
  }
  cancel.hidden = !isBusy;
}

/**
 * Marks a field as wrong or right. Its message stands in the element that data-error names, and describes the field while it
 * is wrong: not every screen reader knows aria-errormessage.
 */
export function markField(field, isWrong) {
  const error = document.getElementById(field.dataset.error);
  const notes = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== error.id);
  field.setAttribute('aria-describedby', (isWrong ? [error.id, ...notes] : notes).join(' '));
  field.setAttribute('aria-invalid', String(isWrong));
  error.hidden = !isWrong;
}
