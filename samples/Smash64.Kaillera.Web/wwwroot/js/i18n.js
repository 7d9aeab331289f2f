// Texts in the reader's language. A language is one file beside en.json and one line in languages.json.

import { changed } from './changes.js';
import { mask } from './privacy.js';
import { settings } from './storage.js';

const KEY = 'language';
const DEFAULT = 'en';

let languages = [{ code: DEFAULT, name: 'English' }];
let current = languages[0];
let texts = {};
let fallback = {};

/** Whether there is a text of that name, in plural forms or without. */
export function has(key) {
  return template(key, 0) !== undefined;
}

/**
 * The text of that name, as plain text. `{name}` in it stands for params.name; a text may come in plural forms
 * (`key.one`, `key.other`), chosen by params.count. Addresses in values are masked while hiding is on.
 */
export function t(key, params = {}) {
  return fillIn((template(key, params.count) ?? key).replace(/\*\*|`/g, ''), params);
}

/** Writes the text of that name into an element; `**strong**` and `` `code` `` become elements, values never do. */
export function write(element, key, params = {}) {
  const parts = (template(key, params.count) ?? key).split(/(\*\*[^*]+\*\*|`[^`]+`)/);
  element.replaceChildren(...parts.filter(Boolean).map((part) => {
    const tag = part.startsWith('**') ? 'strong' : part.startsWith('`') ? 'code' : null;
    if (tag === null) {
      return fillIn(part, params);
    }
    const child = document.createElement(tag);
    child.textContent = fillIn(part.replace(/\*\*|`/g, ''), params);
    return child;
  }));
}

/** Whether every placeholder of a text has its value. */
export function isComplete(key, params) {
  const names = (template(key, params.count) ?? '').matchAll(/\{(\w+)\}/g);
  return [...names].every(([, name]) => params[name] !== undefined && params[name] !== null);
}

/** The reader's language, as the browser's own formats and orders want it named. */
export function language() {
  return current.locale ?? current.code;
}

/** A number as the reader's language writes it. */
export function number(value, digits = 0) {
  return new Intl.NumberFormat(language(), {
    minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false,
  }).format(value);
}

/** A time of day as the reader's language writes it. */
export function timeOfDay(date) {
  return new Intl.DateTimeFormat(language(), { timeStyle: 'medium' }).format(date);
}

/** A day as the reader's language writes it. */
export function day(date) {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'long' }).format(date);
}

/** Chooses the language (`?lang=`, the stored choice, the browser's wishes) and fills the select and the page. */
export async function initLanguage(select) {
  const [listed, english] = await Promise.all([fetchJson('i18n/languages.json'), fetchJson(`i18n/${DEFAULT}.json`)]);
  languages = listed ?? languages;
  fallback = english ?? {};
  select.replaceChildren(...languages.map(({ code, name }) => {
    const option = new Option(name, code);
    option.lang = code;
    return option;
  }));
  select.addEventListener('change', () => {
    dropLanguageFromAddress(); // or it would win over this choice on the next load
    choose(select.value, select);
  });
  await choose(preferred(), select);
}

async function choose(code, select) {
  const wanted = languages.find((language) => language.code === code) ?? languages[0];
  const loaded = wanted.code === DEFAULT ? fallback : await fetchJson(`i18n/${wanted.code}.json`);
  if (loaded !== null) {
    [current, texts] = [wanted, loaded];
    settings.set(KEY, wanted.code);
  }
  select.value = current.code;
  document.documentElement.lang = current.code;
  applyTexts();
  changed();
}

function preferred() {
  const wishes = [new URLSearchParams(location.search).get('lang'), settings.get(KEY), ...navigator.languages].filter(Boolean);
  for (const wish of wishes) {
    const base = wish.toLowerCase().split('-')[0];
    const found = languages.find(({ code }) => code.toLowerCase() === wish.toLowerCase())
      ?? languages.find(({ code }) => code.toLowerCase().split('-')[0] === base);
    if (found) {
      return found.code;
    }
  }
  return DEFAULT;
}

function applyTexts() {
  for (const element of document.querySelectorAll('[data-i18n]')) {
    if (has(element.dataset.i18n)) {
      write(element, element.dataset.i18n);
    }
  }
  for (const element of document.querySelectorAll('[data-i18n-label]')) {
    if (has(element.dataset.i18nLabel)) {
      element.setAttribute('aria-label', t(element.dataset.i18nLabel));
    }
  }
}

// A translation that lacks a text shows the English one.
function template(key, count) {
  const form = count === undefined ? null : new Intl.PluralRules(current.code).select(Number(count) || 0);
  for (const source of [texts, fallback]) {
    const found = source[key] ?? (form ? source[`${key}.${form}`] ?? source[`${key}.other`] : undefined);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function fillIn(text, params) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (params[name] ?? null) === null ? whole : mask(params[name]));
}

function dropLanguageFromAddress() {
  const address = new URL(location.href);
  address.searchParams.delete('lang');
  history.replaceState(null, '', address);
}

async function fetchJson(path) {
  try {
    const response = await fetch(path);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
