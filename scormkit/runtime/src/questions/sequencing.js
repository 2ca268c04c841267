/**
 * Sequencing: steps to be put in order, by buttons or Alt+arrows. The answer is a digit for each step from the top: its place among the choices.
 *
 * @import { Question } from '../types.js'
 * @import { Kind } from './kind.js'
 */

import { make } from '../player/dom.js';
import { packNumber, unpackNumber } from '../state/alphabet.js';
import { addWord, clearWords, setState } from './marks.js';

/** @type {Kind} */
export const sequencing = {
  prepare(form, question, say) {
    const status = make('span', { class: 'visually-hidden', role: 'status' });
    list(form)?.after(status);

    /** @param {Element} item  @param {number} step  @param {Element} control   keeps the focus */
    const move = (item, step, control) => {
      const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
      if (!other || form.querySelector('button.up:disabled')) return;
      if (step < 0) other.before(item);
      else other.after(item);
      showEnds(form);
      if (control instanceof HTMLElement) control.focus();
      const text = question.choices.find(({ id }) => id === item.getAttribute('data-choice'))?.text ?? '';
      status.textContent = say('sequence.moved', { item: text, place: steps(form).indexOf(item) + 1, total: steps(form).length });
      form.dispatchEvent(new Event('change', { bubbles: true }));
    };

    form.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('button.up, button.down') : null;
      const item = button?.closest('.step');
      if (button && item) move(item, button.matches('.up') ? -1 : 1, button);
    });
    form.addEventListener('keydown', (event) => {
      const item = event.target instanceof Element ? event.target.closest('.step') : null;
      if (!item || !event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
      event.preventDefault();
      move(item, event.key === 'ArrowUp' ? -1 : 1, /** @type {Element} */ (event.target));
    });
    showEnds(form);
  },

  read(form, question) {
    const places = steps(form).map((item) => question.choices.findIndex(({ id }) => id === item.getAttribute('data-choice')));
    return { answer: places.map((place) => packNumber(place, 1)).join(''), text: '' };
  },

  missing: () => null,

  restore(form, question, { answer }) {
    const order = orderOf(question, answer);
    for (const id of order) {
      const item = steps(form).find((step) => step.getAttribute('data-choice') === id);
      if (item) list(form)?.append(item);
    }
    showEnds(form);
  },

  mark(question, sealed, { answer }) {
    const order = orderOf(question, answer);
    const right = sealed.correct.filter((id, place) => order[place] === id).length;
    const of = sealed.correct.length;
    return question.partial ? { earned: right, of } : { earned: right === of && order.length === of ? 1 : 0, of: 1 };
  },

  comment(form, _, { sealed, say }) {
    steps(form).forEach((item, place) => {
      const right = sealed.correct[place] === item.getAttribute('data-choice');
      setState(item, right ? 'right' : 'wrong');
      addWord(item, say(right ? 'choice.right' : 'choice.wrong'));
    });
  },

  reveal(form, question, sealed, say) {
    if (steps(form).every((item, place) => sealed.correct[place] === item.getAttribute('data-choice'))) return;
    const texts = sealed.correct.map((id) => question.choices.find((choice) => choice.id === id)?.text ?? '');
    const order = make('ol', {}, ...texts.map((text) => make('li', {}, text)));
    form.querySelector('fieldset')?.append(make('div', { class: 'right-answer' }, make('p', {}, say('sequence.right')), order));
  },

  lock(form, locked) {
    for (const button of form.querySelectorAll('button.up, button.down')) /** @type {HTMLButtonElement} */ (button).disabled = locked;
    if (locked) return;
    clearWords(form);
    for (const item of steps(form)) setState(item, '');
  },

  record(question, sealed, { answer }) {
    return { response: orderOf(question, answer), correct: [sealed.correct] };
  },

  longest: (question) => question.choices.length,
};

/** @param {Question} question  @param {string} answer */
function orderOf({ choices }, answer) {
  return [...answer].flatMap((digit) => choices[unpackNumber(digit)]?.id ?? []);
}

/** @param {HTMLFormElement} form */
function list(form) {
  return form.querySelector('.sequence');
}

/** @param {HTMLFormElement} form */
function steps(form) {
  return [...form.querySelectorAll('.sequence > .step')];
}

/** The first cannot go up, nor the last down; they keep the focus all the same. @param {HTMLFormElement} form */
function showEnds(form) {
  const all = steps(form);
  all.forEach((item, place) => {
    item.querySelector('.up')?.setAttribute('aria-disabled', String(place === 0));
    item.querySelector('.down')?.setAttribute('aria-disabled', String(place === all.length - 1));
  });
}
