// The place where an error stands until it is mended: what happened, and a button that tries again.

import { onChange } from './changes.js';
import { number, t } from './i18n.js';
import { problemText } from './texts.js';

export class ProblemPanel {
  #panel;
  #text;
  #retry;
  #next;
  #shown = null; // { problem, again, freeAt }
  #ticking = 0;

  /**
   * @param panel the element: it holds a paragraph and a button
   * @param next what the focus goes to when the button that had it disappears
   */
  constructor(panel, next) {
    this.#panel = panel;
    this.#text = panel.querySelector('p');
    this.#retry = panel.querySelector('button');
    this.#next = next;
    this.#retry.addEventListener('click', () => this.#tryAgain());
    onChange(() => this.#write());
  }

  /** Shows a problem; `again` is what the retry button does, once a wait that the service asked for is over. */
  show(problem, again) {
    clearInterval(this.#ticking);
    this.#shown = { problem, again, freeAt: performance.now() + (problem.retryAfter ?? 0) * 1000 };
    this.#panel.hidden = false;
    this.#write();
    if (problem.retryAfter) {
      this.#ticking = setInterval(() => this.#writeButton(), 1000);
    }
  }

  hide() {
    clearInterval(this.#ticking);
    this.#shown = null;
    if (document.activeElement === this.#retry) {
      this.#next.focus(); // a hidden button would drop the focus to the page's top
    }
    this.#panel.hidden = true;
    this.#text.textContent = '';
  }

  #tryAgain() {
    if (this.#shown && this.#secondsLeft() === 0) {
      const { again } = this.#shown;
      this.hide();
      again();
    }
  }

  #secondsLeft() {
    return Math.max(0, Math.ceil((this.#shown.freeAt - performance.now()) / 1000));
  }

  #write() {
    if (this.#shown) {
      this.#text.textContent = problemText(this.#shown.problem);
      this.#writeButton();
    }
  }

  #writeButton() {
    const seconds = this.#secondsLeft();
    this.#retry.textContent = seconds > 0 ? t('retry.wait', { seconds: number(seconds) }) : t('retry');
    this.#retry.setAttribute('aria-disabled', String(seconds > 0));
    if (seconds === 0) {
      clearInterval(this.#ticking);
    }
  }
}

// The form's own panel, which both pages have.
const panel = new ProblemPanel(document.getElementById('problem'), document.querySelector('form [type="submit"]'));

export const showProblem = (problem, again) => panel.show(problem, again);

export const hideProblem = () => panel.hide();
