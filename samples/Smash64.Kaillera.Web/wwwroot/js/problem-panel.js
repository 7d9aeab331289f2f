// The place where an error stands until it is mended: what happened, and a button that tries again.

import { onChange } from './changes.js';
import { number, t } from './i18n.js';
import { problemText } from './texts.js';

const panel = document.getElementById('problem');
const text = document.getElementById('problem-text');
const retry = document.getElementById('retry');

let shown = null; // { problem, again, freeAt }
let ticking = 0;

/** Shows a problem; `again` is what the retry button does, once a wait that the service asked for is over. */
export function showProblem(problem, again) {
  clearInterval(ticking);
  shown = { problem, again, freeAt: performance.now() + (problem.retryAfter ?? 0) * 1000 };
  panel.hidden = false;
  text.textContent = problemText(problem);
  renderButton();
  if (problem.retryAfter) {
    ticking = setInterval(renderButton, 1000);
  }
}

export function hideProblem() {
  clearInterval(ticking);
  shown = null;
  if (document.activeElement === retry) {
    document.querySelector('form [type="submit"]').focus(); // a hidden button would drop the focus to the page's top
  }
  panel.hidden = true;
  text.textContent = '';
}

function secondsLeft() {
  return Math.max(0, Math.ceil((shown.freeAt - performance.now()) / 1000));
}

function renderButton() {
  const seconds = secondsLeft();
  retry.textContent = seconds > 0 ? t('retry.wait', { seconds: number(seconds) }) : t('retry');
  retry.setAttribute('aria-disabled', String(seconds > 0));
  if (seconds === 0) {
    clearInterval(ticking);
  }
}

retry.addEventListener('click', () => {
  if (shown && secondsLeft() === 0) {
    const { again } = shown;
    hideProblem();
    again();
  }
});

onChange(() => {
  if (shown) {
    text.textContent = problemText(shown.problem);
    renderButton();
  }
});
