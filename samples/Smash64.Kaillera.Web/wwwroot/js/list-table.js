// The table of the list: its rows stay where they are until somebody asks for another order, so that an answer that comes in
// moves nothing on the page.

import { onChange } from './changes.js';
import { t } from './i18n.js';
import { COLUMNS, addressOf } from './list-columns.js';
import { ServerMemory } from './server-memory.js';

export class ListTable {
  #head;
  #body;
  #rows = new Map(); // server → its row
  #open = new Map(); // the address of a server whose memory is shown → that memory, which outlives its row
  #order = { key: 'ping', isDescending: false };

  /**
   * @param table the element
   * @param onSort called when somebody chose another order
   */
  constructor(table, { onSort }) {
    this.#head = table.tHead.rows[0];
    this.#body = table.tBodies[0];
    this.#head.append(...COLUMNS.map((column) => this.#heading(column, onSort)));
    onChange(() => this.#write());
  }

  /** What the rows are sorted by: `{ key, isDescending }`. */
  get order() {
    return this.#order;
  }

  /** Sorts by a column, from its usual end; once more turns it round. */
  sortBy(key) {
    const column = COLUMNS.find((each) => each.key === key);
    this.#order = this.#order.key === key
      ? { key, isDescending: !this.#order.isDescending }
      : { key, isDescending: column.isDescending === true };
    this.#writeHead();
  }

  /** Shows these servers, in this order, each with its memory behind it where that is open. */
  show(servers) {
    const focused = document.activeElement;
    this.#body.replaceChildren(...servers.flatMap((server) => {
      const row = this.#rows.get(server) ?? this.#add(server);
      return [row, this.#open.get(addressOf(server))?.row].filter(Boolean);
    }));
    if (this.#body.contains(focused)) {
      focused.focus(); // moving an element takes the focus from it
    }
  }

  /** Forgets all servers: another list is there. */
  clear() {
    this.#rows.clear();
    this.#body.replaceChildren();
  }

  /** Writes what is known about a server by now. */
  update(server) {
    const row = this.#rows.get(server);
    if (row) {
      this.#fill(row, server);
    }
    this.#open.get(addressOf(server))?.learn(server);
  }

  #toggle(server, row) {
    const address = addressOf(server);
    if (this.#open.has(address)) {
      this.#open.get(address).row.remove();
      this.#open.delete(address);
    } else {
      const memory = new ServerMemory(server, COLUMNS.length);
      this.#open.set(address, memory);
      row.after(memory.row);
    }
    this.#fill(row, server);
  }

  #add(server) {
    const row = document.createElement('tr');
    row.setAttribute('role', 'row');
    row.append(...COLUMNS.map(({ key }) => cell(key)));
    this.#fill(row, server);
    this.#rows.set(server, row);
    return row;
  }

  #heading({ key }, onSort) {
    const heading = document.createElement('th');
    heading.scope = 'col';
    heading.className = `column-${key}`;
    heading.setAttribute('role', 'columnheader');
    const button = document.createElement('button');
    button.type = 'button';
    button.addEventListener('click', () => {
      this.sortBy(key);
      onSort();
    });
    heading.append(button);
    return heading;
  }

  #write() {
    this.#writeHead();
    for (const [server, row] of this.#rows) {
      this.#fill(row, server);
    }
    for (const memory of this.#open.values()) {
      memory.write();
    }
  }

  #writeHead() {
    COLUMNS.forEach(({ key }, at) => {
      const heading = this.#head.cells[at];
      heading.firstChild.textContent = t(`column.${key}`);
      if (key === this.#order.key) {
        heading.setAttribute('aria-sort', this.#order.isDescending ? 'descending' : 'ascending');
      } else {
        heading.removeAttribute('aria-sort');
      }
    });
  }

  #fill(row, server) {
    row.dataset.state = server.state;
    COLUMNS.forEach(({ key, text }, at) => {
      const element = row.cells[at];
      element.dataset.label = t(`column.${key}`);
      if (key === 'status') {
        const status = element.firstChild ?? element.appendChild(document.createElement('span'));
        status.className = `status ${server.state}`;
        status.textContent = text(server);
      } else if (key === 'name' && server.uptime) {
        this.#fillName(element, text(server), server, row);
      } else {
        element.textContent = text(server);
        element.title = element.textContent; // long names are cut off
      }
    });
  }

  // A server of which something is remembered has a button for a name.
  #fillName(element, name, server, row) {
    let button = element.querySelector('button');
    if (!button) {
      button = document.createElement('button');
      button.type = 'button';
      button.addEventListener('click', () => this.#toggle(server, row));
      element.replaceChildren(button);
    }
    element.removeAttribute('title');
    button.textContent = name;
    button.setAttribute('aria-label', t('memory.open', { name }));
    button.setAttribute('aria-expanded', String(this.#open.has(addressOf(server))));
  }
}

// The roles are the elements' own. They are said because the table is laid out as cards on narrow screens, and browsers take
// what isn't laid out as a table for none.
function cell(key) {
  const isName = key === 'name';
  const element = document.createElement(isName ? 'th' : 'td');
  if (isName) {
    element.scope = 'row';
  }
  element.setAttribute('role', isName ? 'rowheader' : 'cell');
  element.className = `column-${key}`;
  return element;
}
