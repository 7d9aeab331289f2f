// One short message at the bottom of the page, read out at once.

const SHOWN_MS = 8_000;

const toast = document.getElementById('toast');
let timer = 0;

export function showToast(text) {
  toast.querySelector('p').textContent = text;
  toast.hidden = false;
  startTimer();
}

export function hideToast() {
  clearTimeout(timer);
  toast.hidden = true;
  toast.querySelector('p').textContent = '';
}

function startTimer() {
  clearTimeout(timer);
  timer = setTimeout(hideToast, SHOWN_MS);
}

// It stays while somebody is reading or about to close it.
for (const event of ['pointerenter', 'focusin']) {
  toast.addEventListener(event, () => clearTimeout(timer));
}
for (const event of ['pointerleave', 'focusout']) {
  toast.addEventListener(event, startTimer);
}
toast.querySelector('button').addEventListener('click', hideToast);
