/** The support log on screen: every LMS call, to be copied or saved by a learner whom support has asked. */

/** @import { Launch } from '../launch.js'  @import { LogEntry } from '../types.js'  @import { Say } from './say.js' */

import { printLog } from '../log.js';
import { focusOn, freshId, make } from './dom.js';

/**
 * @param {Launch} launch
 * @param {Say} say
 * @returns {() => void}  opens, or closes
 */
export function createLogPanel(launch, say) {
  /** @type {HTMLElement | undefined} */
  let panel;
  /** @type {Element | null} */
  let origin = null;

  function close() {
    if (panel) panel.hidden = true;
    if (origin instanceof HTMLElement) origin.focus();
  }

  return () => {
    if (panel && !panel.hidden) return close();
    origin = document.activeElement;
    panel ??= build(launch, say, close);
    panel.hidden = false;
    const title = panel.querySelector('h2');
    if (title) focusOn(title);
  };
}

/**
 * @param {Launch} launch
 * @param {Say} say
 * @param {() => void} close
 */
function build(launch, say, close) {
  const title = make('h2', { id: freshId('support-log'), tabindex: '-1' }, say('log.title'));
  const head = make('tr', {}, ...['log.time', 'log.call', 'log.answer', 'log.error'].map((key) => make('th', { scope: 'col' }, say(key))));
  const body = make('tbody');
  const empty = make('p', { class: 'log-empty' }, say('log.empty'));
  const status = make('span', { class: 'log-status', role: 'status' });
  const table = make('table', {}, make('thead', {}, head), body);
  const scroll = make('div', { class: 'log-scroll', tabindex: '0', role: 'group', 'aria-labelledby': title.id, dir: 'ltr' }, table, empty);
  const copy = button(say('log.copy'), async () => {
    status.textContent = say((await copyText(printLog(launch.log.entries))) ? 'log.copied' : 'log.copyfailed');
  });
  const save = button(say('log.save'), () => saveText(printLog(launch.log.entries), `${launch.config.sco.id}-log.txt`));
  const actions = make('p', { class: 'log-actions' }, copy, save, button(say('log.close'), close), status);
  const panel = make('section', { class: 'support-log', 'aria-labelledby': title.id }, title, actions, scroll);
  // Wherever the focus is: opened by the address, the log may not have it.
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !panel.hidden) close();
  });

  /** @param {LogEntry} entry */
  const add = ({ time, call, answer, error }) => {
    empty.hidden = true;
    const clock = new Date(time).toISOString().slice(11, 23);
    body.append(make('tr', error ? { class: 'log-failed' } : {}, ...[clock, call, answer, error].map((text) => make('td', {}, text))));
  };
  launch.log.entries.forEach(add);
  launch.log.subscribe(add);
  document.body.append(panel);
  return panel;
}

/**
 * @param {string} label
 * @param {() => void} step
 */
function button(label, step) {
  const element = make('button', { type: 'button' }, label);
  element.addEventListener('click', step);
  return element;
}

/** @param {string} text */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A frame without the clipboard permission may still be allowed the old way.
    const area = make('textarea', { class: 'visually-hidden', 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

/**
 * @param {string} text
 * @param {string} name
 */
function saveText(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
