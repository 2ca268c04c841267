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
  const rows = text.slice(text.indexOf('## Strings')).matchAll(/^\| `([a-z.]+)` \| (.+) \|$/gm);
  return Object.fromEntries([...rows].map(([, key, value]) => [key, value]));
}

export function form({ id, multiple = false, choices }) {
  const items = choices
    .map((choice) => `<li class="choice"><label><input type="${multiple ? 'checkbox' : 'radio'}" name="${id}" value="${choice.id}"> <span>${choice.text}</span></label><div class="choice-feedback" hidden></div></li>`)
    .join('');
  return `<form class="question" data-question="${id}" data-kind="choice" novalidate><fieldset><legend>${id}</legend><ul class="choices">${items}</ul></fieldset>
    <div class="question-actions"><button type="submit" class="check">Check</button><button type="button" class="hint" hidden>Hint</button><span class="tries"></span></div>
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
 */
export function openPage({ bodies = {}, config = course({ pages: 3, questions: [question(1)] }), url, files = {}, values = {}, lms: present = true, bare = false } = {}) {
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
  const lms = createLms('scorm2004', { values });
  if (bare) {
    const refuse = () => { throw new Error('refused'); };
    Object.defineProperty(window, 'localStorage', { get: refuse });
    window.history.replaceState = refuse;
  }
  if (present) window.API_1484_11 = lms.api;
  window.fetch = async (address) => {
    const path = String(address).replace(/^http:\/\/[^/]+\/sco\//, '');
    if (!(path in files)) throw new TypeError('Failed to fetch');
    return { ok: true, status: 200, text: async () => files[path] };
  };
  Object.assign(window, { TextEncoder, TextDecoder }); // every browser has them, jsdom does not
  window.HTMLMediaElement.prototype.pause = function () { this.wasPaused = true; };
  window.eval(built('driver-scorm2004'));
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
