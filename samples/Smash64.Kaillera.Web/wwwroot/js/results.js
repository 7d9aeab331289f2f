// The two result dialogs: a done check as a verdict, what it rests on, and what to do next.

import { onChange } from './changes.js';
import { copyText } from './clipboard.js';
import { openDialog } from './dialogs.js';
import { offerDoctor } from './doctor.js';
import { has, t, write } from './i18n.js';
import { mask } from './privacy.js';
import { paramsOf, writeCoded } from './texts.js';
import { webAddress } from './web-address.js';

const success = document.getElementById('dialog-success');
const failure = document.getElementById('dialog-failure');
const copyButton = document.getElementById('copy-address');
const copied = document.getElementById('copied');

let shown = null; // { dialog, check, service }

/** Opens the dialog that fits a done check. */
export function showResult(check, service) {
  const dialog = check.result.isReachable ? success : failure;
  shown = { dialog, check, service };
  copied.textContent = '';
  dialog.querySelector('.evidence').open = false;
  render();
  openDialog(dialog);
}

function render() {
  const { dialog, check, service } = shown;
  const { verdict, summary, evidence = [], nextSteps = [] } = check.result;
  const params = paramsOf(check, service);
  dialog.dataset.verdict = verdict;
  dialog.querySelector('.endpoint').textContent = mask(params.code ?? params.endpoint);
  write(copyButton, params.code ? 'code.copy' : 'copy');
  writeCoded(dialog.querySelector('.reason'), 'verdict', { code: verdict, text: summary }, params);
  renderFacts(dialog.querySelector('.facts'), params, check.result);
  dialog.querySelector('.steps').replaceChildren(...nextSteps.map((step) => stepItem(step, params, service)));
  dialog.querySelector('.evidence ul').replaceChildren(...evidence.map((found) => {
    const item = document.createElement('li');
    item.dataset.evidence = found.code;
    writeCoded(item, 'evidence', found, params);
    return item;
  }));
  dialog.querySelector('.evidence').hidden = evidence.length === 0;
  dialog.querySelector('.shared').hidden = !check.isShared;
  offerDoctor(check, service);
}

function renderFacts(list, { ms, user, game }, { verdict, isReachable, path = null, punched = null }) {
  const wasPunchedAt = punched === true || (punched === false && verdict === 'not-reachable'); // else nothing got as far as that
  const isWay = isReachable || path !== 'direct'; // where the direct one leads nowhere, it is none
  const facts = [
    ['fact.time', ms === null ? null : t('fact.ms', { ms })],
    ['fact.path', !isWay ? null : has(`path.${path}`) ? t(`path.${path}`) : path],
    ['fact.punched', wasPunchedAt ? t(punched ? 'punched.yes' : 'punched.no') : null],
    ['fact.user', user],
    ['fact.game', game],
  ];
  const known = facts.filter(([, value]) => value !== null);
  list.hidden = known.length === 0;
  list.replaceChildren(...known.map(([key, value]) => {
    const row = document.createElement('div');
    const term = document.createElement('dt');
    const description = document.createElement('dd');
    term.textContent = t(key);
    description.textContent = mask(value);
    row.append(term, description);
    return row;
  }));
}

function stepItem(step, params, service) {
  const item = document.createElement('li');
  const text = document.createElement('span');
  item.dataset.code = step.code;
  writeCoded(text, 'step', step, params);
  item.append(text);
  const link = linkOf(step.code, service);
  if (link) {
    item.append(' ', link);
  }
  return item;
}

function linkOf(code, service) {
  const url = { 'ask-community': webAddress(service?.links?.community), 'use-server-status': 'status.html' }[code];
  if (!url) {
    return null;
  }
  const link = document.createElement('a');
  link.href = url;
  write(link, `link.${code}`);
  if (code === 'ask-community') {
    Object.assign(link, { target: '_blank', rel: 'noopener noreferrer' });
  }
  return link;
}

copyButton.addEventListener('click', async () => {
  const { code, endpoint } = paramsOf(shown.check, shown.service);
  copied.textContent = ''; // so that copying twice is announced twice
  const done = await copyText(code ?? endpoint, success);
  copied.textContent = t(done ? 'copy.done' : code ? 'code.copy-failed' : 'copy.failed');
});

onChange(() => {
  if (shown?.dialog.open) {
    render();
  }
});
