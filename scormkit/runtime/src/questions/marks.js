/** How parts of a question show what they were worth: `data-state` for the theme, a word for those who do not see colours. */

import { make } from '../player/dom.js';

/**
 * @param {Element} item
 * @param {string} state  empty = none
 */
export function setState(item, state) {
  if (state) item.setAttribute('data-state', state);
  else item.removeAttribute('data-state');
}

/** @param {Element} item @param {string} word */
export function addWord(item, word) {
  (item.querySelector('label') ?? item).append(make('span', { class: 'choice-mark visually-hidden' }, ` (${word})`));
}

/** What would have been right, for all to read. @param {Element} item @param {string} text */
export function addAnswer(item, text) {
  item.append(make('span', { class: 'right-answer' }, text));
}

/** @param {Element} form */
export function clearWords(form) {
  for (const word of form.querySelectorAll('.choice-mark, .right-answer')) word.remove();
}
