// What a running check says. Eyes get every step; ears get the beginning, each new stage, and the end, or a screen
// reader would still be reading out counts when the verdict is there.

import { onChange } from './changes.js';

export class Progress {
  #region;
  #shown;
  #spoken;
  #stage = null;
  #text = null;

  constructor(region) {
    this.#region = region;
    this.#shown = region.querySelector('.shown');
    this.#spoken = region.querySelector('.spoken');
    onChange(() => this.#write());
  }

  /** `text` is a function, so that a change of language can write it again. */
  start(text) {
    this.#stage = null;
    this.#region.classList.add('running');
    this.show(text, 'starting');
  }

  show(text, stage) {
    this.#text = text;
    this.#write();
    if (stage !== this.#stage) {
      this.#stage = stage;
      this.#spoken.textContent = text();
    }
  }

  end(text) {
    this.#region.classList.remove('running');
    this.show(text, 'ended');
  }

  clear() {
    this.#region.classList.remove('running');
    this.#text = null;
    this.#stage = null;
    this.#shown.textContent = '';
    this.#spoken.textContent = '';
    this.#write();
  }

  #write() {
    if (this.#text) {
      this.#shown.textContent = this.#text();
    }
    this.#region.classList.toggle('visible', this.#text !== null);
  }
}
