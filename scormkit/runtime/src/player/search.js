/**
 * Search in the unit: every word must be there, case and accents do not matter.
 *
 * @import { Launch } from '../launch.js'
 * @import { Page } from '../types.js'
 * @import { Navigation } from './navigation.js'
 * @import { Say } from './say.js'
 */

import { all, make } from './dom.js';
import { findFolded, fold } from './fold.js';

const SHOWN = 50;
const AROUND = 60; // characters before and after a hit
const DELAY = 200;
const SKIP = 'script, style, template, .visually-hidden, .feedback, .choice-feedback, .question-actions, [data-media] + .media-speed';

/** @typedef {{ page: Page, text: string, folded: string }} Entry */

/**
 * @param {HTMLElement} panel
 * @param {Launch} launch
 * @param {Navigation} navigation
 * @param {Say} say
 */
export function bringSearchToLife(panel, launch, navigation, say) {
  const input = panel.querySelector('input[type=search]');
  const results = panel.querySelector('[data-results]');
  if (!(input instanceof HTMLInputElement) || !results) return;
  const status = make('p', { class: 'search-status', role: 'status' });
  results.before(status);
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  let round = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {Page} page */
  async function index(page) {
    if (entries.has(page.key)) return;
    const section = page.file === null ? document.getElementById(page.id) : await navigation.files.get(page);
    if (section) entries.set(page.key, entryOf(page, section));
  }

  async function search() {
    const mine = ++round;
    const words = fold(/** @type {HTMLInputElement} */ (input).value).split(/\s+/).filter(Boolean);
    if (words.length === 0) return show([], [], '');
    const locked = launch.locked();
    const { pages } = launch.config;
    if (pages.some((page) => !entries.has(page.key))) status.textContent = say('search.loading');
    const done = await Promise.all(pages.map((page) => index(page).then(() => true, () => false)));
    if (mine !== round) return;
    const found = pages.flatMap((page) => {
      const entry = entries.get(page.key);
      return entry && words.every((word) => entry.folded.includes(word)) ? [entry] : [];
    });
    const hits = found.filter(({ page }) => !locked.has(page.unit));
    const later = found.length - hits.length;
    const remarks = [
      ...(hits.length || !later ? [hits.length ? say('search.count', { count: hits.length }) : say('search.none')] : []),
      ...(later ? [say('search.locked', { count: later })] : []),
      ...(done.includes(false) ? [say('search.partial')] : []),
    ];
    show(hits, words, remarks.join('\n'));
  }

  /**
   * @param {Entry[]} hits
   * @param {string[]} words
   * @param {string} message
   */
  function show(hits, words, message) {
    status.textContent = message;
    results?.replaceChildren(...hits.slice(0, SHOWN).map((entry) => resultOf(entry, words[0] ?? '')));
  }

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(search, DELAY);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
}

/**
 * @param {Page} page
 * @param {Element} section
 * @returns {Entry}
 */
function entryOf(page, section) {
  const copy = /** @type {Element} */ (section.cloneNode(true));
  for (const element of all(copy, SKIP)) element.remove();
  // Words of neighbouring blocks must not run together.
  for (const block of all(copy, 'h1,h2,h3,h4,h5,h6,p,li,dt,dd,td,th,div,figcaption,legend,br')) block.append(' ');
  const text = (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
  return { page, text, folded: fold(`${page.title} ${text}`) };
}

/**
 * @param {Entry} entry
 * @param {string} word
 */
function resultOf({ page, text }, word) {
  const link = make('a', { href: `#${page.id}`, 'data-goto': page.id }, make('span', { class: 'result-title' }, page.title));
  const hit = findFolded(text, word);
  if (hit) {
    const [from, to] = hit;
    const before = (from > AROUND ? '… ' : '') + text.slice(Math.max(0, from - AROUND), from);
    const after = text.slice(to, to + AROUND) + (to + AROUND < text.length ? ' …' : '');
    link.append(' ', make('span', { class: 'result-text' }, before, make('mark', {}, text.slice(from, to)), after));
  }
  return make('li', {}, link);
}
