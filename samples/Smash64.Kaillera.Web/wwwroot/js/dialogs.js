// Native modal dialogs, with what the platform leaves open: where the focus goes, and closing by a click beside them.

/** Opens a dialog with the focus on its heading, so that a screen reader starts with the verdict. */
export function openDialog(dialog) {
  const trigger = document.activeElement;
  dialog.showModal();
  dialog.querySelector('h2').focus();
  dialog.scrollTop = 0;
  dialog.addEventListener('close', () => {
    if (trigger instanceof HTMLElement && trigger.isConnected) {
      trigger.focus();
    }
  }, { once: true });
}

/** Makes `[data-close]` buttons and the backdrop close their dialog. Escape does by itself. */
export function bindDialogs() {
  for (const dialog of document.querySelectorAll('dialog')) {
    dialog.addEventListener('click', (event) => {
      // The dialog has no padding of its own: a click that hits it, and not a child, is on the backdrop.
      if (event.target === dialog || event.target.closest('[data-close]')) {
        dialog.close();
      }
    });
  }
}
