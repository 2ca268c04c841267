/**
 * Choice: one of several, or several of several. The answer is a bit for each option.
 *
 * @import { Question } from '../types.js'
 * @import { Kind } from './kind.js'
 */

import { make } from '../player/dom.js';
import { packBits, unpackBits } from '../state/alphabet.js';

/** @type {Kind} */
export const choice = {
  empty: ({ multiple }) => (multiple ? 'question.choosemany' : 'question.choose'),

  prepare(form, question) {
    form.addEventListener('change', () => {
      for (const { input, item } of options(form, question)) setState(item, input.checked ? 'chosen' : '');
    });
  },

  read(form, question) {
    const chosen = new Set(options(form, question).flatMap(({ id, input }) => (input.checked ? [id] : [])));
    return chosen.size ? packBits(question.choices.map(({ id }) => chosen.has(id))) : null;
  },

  restore(form, question, answer) {
    const chosen = new Set(chosenIds(question, answer));
    for (const { id, input, item } of options(form, question)) {
      input.checked = chosen.has(id);
      setState(item, input.checked ? 'chosen' : '');
    }
  },

  mark(question, sealed, answer) {
    const chosen = chosenIds(question, answer);
    const right = chosen.filter((id) => sealed.correct.includes(id)).length;
    const wrong = chosen.length - right;
    const of = sealed.correct.length;
    if (question.multiple && question.partial) return { earned: Math.max(0, right - wrong), of };
    return { earned: right === of && wrong === 0 ? 1 : 0, of: 1 };
  },

  comment(form, question, sealed, answer, say) {
    const chosen = new Set(chosenIds(question, answer));
    for (const { id, item } of options(form, question)) {
      if (!chosen.has(id)) continue;
      const right = sealed.correct.includes(id);
      setState(item, right ? 'right' : 'wrong');
      addWord(item, `${say('choice.chosen')}, ${say(right ? 'choice.right' : 'choice.wrong')}`);
      const feedback = item.querySelector('.choice-feedback');
      const html = sealed.feedback?.[id];
      if (!(feedback instanceof HTMLElement) || !html) continue;
      feedback.innerHTML = html;
      feedback.hidden = false;
    }
  },

  reveal(form, question, sealed, say) {
    for (const { id, input, item } of options(form, question)) {
      if (input.checked || !sealed.correct.includes(id)) continue;
      setState(item, 'right');
      addWord(item, say('choice.right'));
    }
  },

  lock(form, locked) {
    for (const input of form.querySelectorAll('.choice input')) {
      if (!(input instanceof HTMLInputElement)) continue;
      input.disabled = locked;
      const item = input.closest('.choice');
      if (locked || !item) continue;
      setState(item, input.checked ? 'chosen' : '');
      item.querySelector('.choice-mark')?.remove();
      const feedback = item.querySelector('.choice-feedback');
      if (!(feedback instanceof HTMLElement)) continue;
      feedback.hidden = true;
      feedback.textContent = '';
    }
  },

  record(question, sealed, answer) {
    return { response: chosenIds(question, answer), correct: [sealed.correct] };
  },

  longest: (question) => Math.ceil(question.choices.length / 6),
};

/**
 * @param {Question} question
 * @param {string} answer
 */
function chosenIds({ choices }, answer) {
  const bits = unpackBits(answer, choices.length);
  return choices.filter((_, i) => bits[i]).map(({ id }) => id);
}

/**
 * @param {HTMLFormElement} form
 * @param {Question} question
 */
function options(form, question) {
  const known = new Set(question.choices.map(({ id }) => id));
  return [...form.querySelectorAll('.choice input')].flatMap((input) => {
    const item = input.closest('.choice');
    return input instanceof HTMLInputElement && item && known.has(input.value) ? [{ id: input.value, input, item }] : [];
  });
}

/**
 * @param {Element} item
 * @param {string} state  empty = none
 */
function setState(item, state) {
  if (state) item.setAttribute('data-state', state);
  else item.removeAttribute('data-state');
}

/** For those who do not see the colour. @param {Element} item  @param {string} word */
function addWord(item, word) {
  item.querySelector('label')?.append(make('span', { class: 'choice-mark visually-hidden' }, ` (${word})`));
}
