// What the service remembers of one server: uptime as bars, ping as a plot, and the numbers as a table.

import { Problem, getHistory } from './api.js';
import { grouped, total } from './history-figures.js';
import { language, number, t } from './i18n.js';
import { bar, plot } from './plot.js';
import { problemText } from './texts.js';

// How many of the service's steps are one in the plot, and one in the table.
const SPANS = [
  { span: 'day', drawn: 10, told: 60, time: { timeStyle: 'short' } },
  { span: 'week', drawn: 12, told: 288, time: { dateStyle: 'medium' } },
  { span: 'month', drawn: 48, told: 288, time: { dateStyle: 'medium' } },
];

export class ServerMemory {
  #server;
  #panel = document.createElement('div');
  #uptime = part('dl', 'memory-uptime');
  #spans = part('div', 'memory-spans');
  #history = part('div', 'memory-history');
  #span = SPANS[0];
  #asked = 0;
  #found = null; // a history, or a problem; null until it is there

  /**
   * @param server as the list has it
   * @param columns how many columns its row reaches over
   */
  constructor(server, columns) {
    this.#server = server;
    this.row = document.createElement('tr');
    this.row.className = 'memory';
    this.row.setAttribute('role', 'row');
    const cell = document.createElement('td');
    cell.colSpan = columns;
    cell.setAttribute('role', 'cell');
    cell.append(this.#panel);
    this.row.append(cell);
    this.#panel.className = 'memory-panel';
    this.#panel.append(this.#uptime, this.#spans, this.#history);
    this.#spans.setAttribute('role', 'group');
    this.#spans.append(...SPANS.map((span) => this.#button(span)));
    this.#history.setAttribute('role', 'status');
    this.write();
    this.#read();
  }

  /** Takes over what is new of the server. */
  learn(server) {
    if (server.state === 'asking') {
      return;
    }
    this.#server = server;
    this.write();
    this.#read();
  }

  /** Writes all of it, in the reader's language. */
  write() {
    this.#uptime.replaceChildren(...SPANS.flatMap(({ span }) => this.#uptimeOf(span)));
    this.#spans.setAttribute('aria-label', t('column.ping'));
    [...this.#spans.children].forEach((button, at) => {
      button.textContent = t(`memory.${SPANS[at].span}`);
      button.setAttribute('aria-pressed', String(SPANS[at] === this.#span));
    });
    this.#writeHistory();
  }

  #uptimeOf(span) {
    const share = this.#server.uptime?.[span] ?? null;
    const term = document.createElement('dt');
    term.textContent = t('memory.uptime', { span: t(`memory.${span}`) });
    const value = document.createElement('dd');
    value.append(bar(share ?? 0), part('span', 'memory-share', share === null ? '–' : percent(share)));
    return [term, value];
  }

  #button(span) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'secondary';
    button.addEventListener('click', () => {
      this.#span = span;
      this.#found = null;
      this.write();
      this.#read();
    });
    return button;
  }

  async #read() {
    const turn = ++this.#asked;
    let found;
    try {
      found = await getHistory(this.#server, this.#span.span);
    } catch (error) {
      found = error instanceof Problem ? error : new Problem('unreadable');
    }
    if (turn === this.#asked) {
      this.#found = found;
      this.#writeHistory();
    }
  }

  #writeHistory() {
    const found = this.#found;
    if (found === null || found instanceof Problem) {
      this.#history.replaceChildren(part('p', 'memory-words', found === null ? t('memory.reading') : problemText(found)));
      return;
    }
    const all = total(found);
    if (all.asked === 0) {
      this.#history.replaceChildren(part('p', 'memory-words', t('memory.nothing')));
      return;
    }
    const isOpen = this.#history.querySelector('details')?.open === true;
    this.#history.replaceChildren(this.#figure(found, all), this.#table(found, isOpen));
  }

  #figure(history, all) {
    const figure = document.createElement('figure');
    const caption = document.createElement('figcaption');
    caption.append(part('p', 'memory-words', words(all)), part('p', 'memory-legend', t('memory.legend')));
    const top = Math.max(10, (all.max ?? 0) * 1.1);
    const frame = part('div', 'memory-plot');
    const { time } = this.#span;
    const groups = grouped(history, this.#span.drawn);
    frame.append(
      part('span', 'upper', t('fact.ms', { ms: number(top) })),
      plot(groups, top),
      part('span', 'lower', t('fact.ms', { ms: number(0) })),
      part('span', 'first', written(groups[0].at, time)),
      part('span', 'last', t('memory.now')),
    );
    figure.append(frame, caption);
    return figure;
  }

  #table(history, isOpen) {
    const details = document.createElement('details');
    details.open = isOpen;
    const summary = document.createElement('summary');
    summary.textContent = t('memory.table');
    const frame = part('div', 'memory-table');
    frame.tabIndex = 0;
    frame.setAttribute('role', 'region');
    frame.setAttribute('aria-label', t('memory.table'));
    const table = document.createElement('table');
    const head = document.createElement('tr');
    head.append(...['time', 'answered', 'shortest', 'median', 'longest'].map((key) => cell('th', t(`memory.${key}`), 'col')));
    table.createTHead().append(head);
    table.createTBody().append(...grouped(history, this.#span.told).map((group) => row(group, this.#span.time)));
    frame.append(table);
    details.append(summary, frame);
    return details;
  }
}

function words({ asked, answered, min, median, max }) {
  const ping = median === null ? null : t('memory.words', { min: number(min, 1), median: number(median, 1), max: number(max, 1) });
  const silence = asked > answered ? t('memory.silent', { count: asked - answered, total: number(asked) }) : t('memory.answered-all', { count: asked });
  return [ping, silence].filter(Boolean).join(' ');
}

function row({ at, asked, answered, min, median, max }, time) {
  const element = document.createElement('tr');
  const ms = (value) => value === null ? '–' : t('fact.ms', { ms: number(value, 1) });
  element.append(
    cell('th', written(at, time), 'row'),
    cell('td', asked === 0 ? '–' : `${number(answered)}/${number(asked)}`),
    cell('td', ms(min)),
    cell('td', ms(median)),
    cell('td', ms(max)),
  );
  return element;
}

function cell(name, text, scope) {
  const element = document.createElement(name);
  element.textContent = text;
  if (scope) {
    element.scope = scope;
  }
  return element;
}

function part(name, className, text = '') {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

// Never rounded up to a whole that was not reached.
function percent(share) {
  return new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 2 }).format(Math.floor(share * 10_000) / 10_000);
}

function written(date, style) {
  return new Intl.DateTimeFormat(language(), style).format(date);
}
