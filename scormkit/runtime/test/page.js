/** A document as a theme would write it, and the built player on it. */

import { readFileSync } from 'node:fs';
import { afterEach } from 'node:test';

import { course, question } from './course.js';
import { createLms } from './lms.js';
import { built, openDocument } from './world.js';

/** @type {any[]} */
const open = [];

// A window left open would keep its timers, and the test run, alive.
afterEach(() => open.splice(0).forEach((window) => window.close()));

/** The English texts of docs/reference/package-anatomy.md. */
export const strings = readStrings();

function readStrings() {
  const text = readFileSync(new URL('../../../docs/reference/package-anatomy.md', import.meta.url), 'utf8');
  const rows = text.slice(text.indexOf('## Strings')).matchAll(/^\| `([a-z.-]+)` \| (.+) \|$/gm);
  return Object.fromEntries([...rows].map(([, key, value]) => [key, value]));
}

/** A question as the default theme writes it; `plain` is its configuration. */
export function form({ id, kind = 'choice', form: shape, multiple = false, choices, targets = [], blanks = [], confidence = false, timeLimit = 0 }, unit = '') {
  const tick = (look = '') => `<ul class="choices${look}">${choices
    .map((choice) => `<li class="choice"><label><input type="${multiple ? 'checkbox' : 'radio'}" name="${id}" value="${choice.id}"> <span>${choice.text}</span></label><div class="choice-feedback" hidden></div></li>`)
    .join('')}</ul>`;
  const pairs = () => `<ul class="pairs">${choices.map((choice) => `<li class="pair" data-choice="${choice.id}"><label><span class="source">${choice.text}</span> <select><option value="">…</option>${targets.map((target) => `<option value="${target.id}">${target.text}</option>`).join('')}</select></label></li>`).join('')}</ul>`;
  const spots = () => `<div class="picture"><img alt="">${choices.map((choice) => `<button type="button" class="spot" data-choice="${choice.id}" aria-pressed="false"><span class="visually-hidden">${choice.text}</span></button>`).join('')}</div><details class="in-words"><summary>in words</summary>${tick()}</details>`;
  const bodies = {
    'true-false': tick, choice: tick, likert: () => tick(' likert'), performance: tick, matching: pairs, label: pairs, hotspot: spots,
    'fill-in': () => blanks.map((blank) => `<input class="blank" type="text" name="${id}" data-blank="${blank.id}">`).join(' '),
    numeric: () => `<p class="answer-line"><label><input class="number" type="text" name="${id}"> ${unit ? `<span class="unit">${unit}</span>` : ''}</label></p>`,
    'long-fill-in': () => `<p class="answer-line"><textarea class="long" name="${id}"></textarea></p>`,
    sequencing: () => `<ol class="sequence">${choices.map((choice) => `<li class="step" data-choice="${choice.id}"><span>${choice.text}</span> <button type="button" class="up">up</button><button type="button" class="down">down</button></li>`).join('')}</ol>`,
  };
  const sure = `<fieldset class="confidence"><legend>Sure?</legend>${['sure', 'unsure'].map((value) => `<label><input type="radio" name="${id}-sure" value="${value}"> ${value}</label>`).join('')}</fieldset>`;
  const clock = '<span class="clock" role="timer" hidden></span><button type="button" class="extend" hidden>More time</button>';
  return `<form class="question" data-question="${id}" data-kind="${kind}"${shape ? ` data-form="${shape}"` : ''} novalidate><fieldset><legend>${id}</legend>${bodies[shape ?? kind]()}</fieldset>${confidence ? sure : ''}
    <div class="question-actions"><button type="submit" class="check">Check</button><button type="button" class="hint" hidden>Hint</button>${timeLimit ? clock : ''}<span class="tries"></span></div>
    <div class="feedback" role="status"></div></form>`;
}

/**
 * @param {object} [what]
 * @param {Record<string, string>} [what.bodies]   HTML by page id
 * @param {object} [what.config]
 * @param {string} [what.url]
 * @param {Record<string, string>} [what.files]    page files that can be fetched, by path
 * @param {Record<string, string>} [what.values]   what the LMS holds
 * @param {boolean} [what.lms]
 * @param {boolean} [what.bare]     the compulsory parts only
 * @param {'scorm12' | 'scorm2004'} [what.standard]
 * @param {(window: any) => void} [what.before]   just before the scripts run
 */
export function openPage({ bodies = {}, config = course({ pages: 3, questions: [question(1)] }), url, files = {}, values = {}, lms: present = true, bare = false, standard = 'scorm2004', before = () => {} } = {}) {
  const full = { ...config, strings };
  const contents = full.pages.map(({ id, title }) => `<li><a href="#${id}" data-goto="${id}">${title}</a></li>`).join('');
  const sections = full.pages
    .map(({ id, title, file }) =>
      file
        ? `<section class="page" id="${id}" data-page="${id}" data-unit="one" data-file="${file}"><a href="${file}">${title}</a></section>`
        : `<section class="page" id="${id}" data-page="${id}" data-unit="one"><h1 tabindex="-1">${title}</h1>${bodies[id] ?? ''}</section>`)
    .join('');
  const buttons = ['menu', 'search', 'scheme', 'text', 'previous', 'next', 'exit'].map((action) => `<button type="button" data-action="${action}">${action}</button>`).join('');
  const body = bare ? `<main id="content">${sections}</main>` : `<nav data-toc><ul>${contents}</ul></nav>${buttons}<div data-progress role="progressbar"></div><p data-position></p><p data-status role="status"></p><p data-score></p>
    <div data-search hidden><input type="search"><button type="button" data-action="close">x</button><ul data-results></ul></div>
    <main id="content">${sections}</main><dl><dt>stridor</dt><dd id="term-stridor">A high <b>sound</b></dd></dl>`;
  const { window } = openDocument(full, body, url);
  open.push(window);
  const lms = createLms(standard, { values });
  if (bare) {
    const refuse = () => { throw new Error('refused'); };
    Object.defineProperty(window, 'localStorage', { get: refuse });
    window.history.replaceState = refuse;
  }
  if (present) window[standard === 'scorm12' ? 'API' : 'API_1484_11'] = lms.api;
  window.fetch = async (address) => {
    const path = String(address).replace(/^http:\/\/[^/]+\/sco\//, '');
    if (!(path in files)) throw new TypeError('Failed to fetch');
    return { ok: true, status: 200, text: async () => files[path] };
  };
  Object.assign(window, { TextEncoder, TextDecoder }); // every browser has them, jsdom does not
  window.HTMLMediaElement.prototype.pause = function () { this.wasPaused = true; };
  before(window);
  window.eval(built(`driver-${standard}`));
  window.eval(built('player'));
  const { document } = window;
  const $ = (selector) => document.querySelector(selector);
  return {
    window, document, lms, $, launch: window.scormkit,
    click: (target) => (typeof target === 'string' ? $(target) : target).dispatchEvent(new window.MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 })),
    key: (key, more = {}, target = document.activeElement ?? document.body) => target.dispatchEvent(new window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })),
    shown: () => [...document.querySelectorAll('section.page')].filter((section) => !section.hidden).map(({ id }) => id),
    tick: (ms = 0) => new Promise((done) => setTimeout(done, ms)),
  };
}
