// The servers that were checked one by one, and how they answered, newest first.

import { onChange } from './changes.js';
import { number, t, timeOfDay } from './i18n.js';
import { mask } from './privacy.js';

export class ServerTable {
  #body;
  #limit;
  #rows = [];

  /**
   * @param table the table element: its body is this class's
   * @param limit how many rows stay, newest first
   */
  constructor(table, { limit = Infinity } = {}) {
    this.#body = table.tBodies[0];
    this.#limit = limit;
    onChange(() => this.render());
  }

  get isEmpty() {
    return this.#rows.length === 0;
  }

  /** Adds a row: `{ host, port, state, ms, at }`, with `state` one of online, offline. */
  add(row) {
    this.#rows = [row, ...this.#rows].slice(0, this.#limit);
    this.render();
    return row;
  }

  /** Changes a row that was added. */
  update(row, values) {
    Object.assign(row, values);
    this.render();
  }

  render() {
    this.#body.replaceChildren(...this.#rows.map((row) => this.#element(row)));
  }

  #element({ host, port, state, ms, at }) {
    const element = document.createElement('tr');
    element.dataset.state = state;
    const server = document.createElement('th');
    server.scope = 'row';
    server.textContent = mask(`${host}:${port}`);
    const status = document.createElement('span');
    status.className = `status ${state}`;
    status.textContent = t(`server.${state}`);
    const time = typeof ms === 'number' ? t('fact.ms', { ms: number(ms) }) : '–';
    element.append(server, cell(status), cell(time), cell(timeOfDay(at)));
    return element;
  }
}

function cell(content) {
  const element = document.createElement('td');
  element.append(content);
  return element;
}
