// A form that asks the service: one check at a time, which can be cancelled, with its progress and its problems.

import { Problem } from './api.js';
import { t } from './i18n.js';
import { markField, setBusy } from './page.js';
import { hideProblem, showProblem } from './problem-panel.js';
import { Progress } from './progress.js';
import { hideToast, showToast } from './toast.js';

export class CheckForm {
  #button = null;
  #cancel = document.getElementById('cancel-check');
  #progress = new Progress(document.getElementById('progress'));
  #running = null; // the AbortController of the check under way
  #page = null;

  /**
   * @param {HTMLFormElement} form
   * @param {object} page What the two pages differ in: `fields`, the inputs; `readTarget`, the target or null; `starting`, the key of
   *   the text that begins the progress; `ask(target, signal, progress)`; and `show(result, target)`.
   */
  constructor(form, page) {
    this.#page = page;
    this.#button = form.querySelector('button[type="submit"]');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.check();
    });
    this.#cancel.addEventListener('click', () => this.#running?.abort());
    for (const field of page.fields) {
      field.addEventListener('input', () => markField(field, false));
    }
  }

  get isRunning() {
    return this.#running !== null;
  }

  async check() {
    if (this.isRunning) {
      return;
    }
    hideToast();
    hideProblem();
    const target = this.#page.readTarget();
    if (target === null) {
      return;
    }

    this.#running = new AbortController();
    setBusy(this.#button, this.#cancel, true);
    this.#progress.start(() => t(this.#page.starting));
    let result = null;
    try {
      result = await this.#page.ask(target, this.#running.signal, this.#progress);
      this.#progress.clear();
    } catch (error) {
      this.#giveUp(error);
    } finally {
      this.#running = null;
      setBusy(this.#button, this.#cancel, false);
    }
    if (result) {
      this.#page.show(result, target);
    }
  }

  #giveUp(error) {
    if (this.#running.signal.aborted) {
      this.#progress.end(() => t('check.cancelled'));
      return;
    }
    this.#progress.clear();
    showProblem(error instanceof Problem ? error : new Problem('unreadable'), () => this.check());
  }
}

/** Marks the fields that are wrong, says so, and puts the focus into the first of them. Returns whether all are right. */
export function markFields(fields, invalid) {
  fields.forEach(([field, isWrong]) => markField(field, isWrong));
  const first = fields.find(([, isWrong]) => isWrong);
  if (first) {
    showToast(t(invalid));
    first[0].focus();
  }
  return !first;
}
