/**
 * What is answered by ticking: the base of choice, true-false, likert, performance and hotspot. The answer is a bit for each option.
 *
 * @import { Question } from '../types.js'
 * @import { Kind } from './kind.js'
 */

import { packBits, unpackBits } from '../state/alphabet.js';
import { addWord, clearWords, setState } from './marks.js';

/** @type {Kind} */
export const ticking = {
  prepare(form, question) {
    form.addEventListener('change', () => showChosen(form, question));
  },

  read(form, question) {
    const chosen = new Set(options(form, question).flatMap(({ id, input }) => (input.checked ? [id] : [])));
    return { answer: chosen.size ? packBits(question.choices.map(({ id }) => chosen.has(id))) : '', text: '' };
  },

  missing(form, question) {
    if (this.read(form, question).answer) return null;
    const first = options(form, question)[0]?.input ?? null;
    return { key: first?.type === 'checkbox' ? 'question.choosemany' : 'question.choose', at: first };
  },

  restore(form, question, { answer }) {
    const chosen = new Set(tickedIds(question, answer));
    for (const { id, input } of options(form, question)) input.checked = chosen.has(id);
    showChosen(form, question);
  },

  mark(question, sealed, { answer }) {
    const chosen = tickedIds(question, answer);
    const right = chosen.filter((id) => sealed.correct.includes(id)).length;
    const wrong = chosen.length - right;
    const of = sealed.correct.length;
    if (question.multiple && question.partial) return { earned: Math.max(0, right - wrong), of };
    return { earned: right === of && wrong === 0 ? 1 : 0, of: 1 };
  },

  comment(form, question, { sealed, given, say }) {
    const chosen = new Set(tickedIds(question, given.answer));
    for (const { id, item } of options(form, question)) {
      if (!chosen.has(id)) continue;
      const right = sealed.correct.includes(id);
      setState(item, right ? 'right' : 'wrong');
      addWord(item, `${say('choice.chosen')}, ${say(right ? 'choice.right' : 'choice.wrong')}`);
      showFeedback(item, sealed.feedback?.[id]);
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
      hideFeedback(item);
    }
    if (!locked) clearWords(form);
  },

  record(question, sealed, { answer }) {
    return { response: tickedIds(question, answer), correct: [sealed.correct] };
  },

  longest: (question) => Math.ceil(question.choices.length / 6),
};

/**
 * @param {Question} question
 * @param {string} answer
 */
export function tickedIds({ choices }, answer) {
  const bits = unpackBits(answer, choices.length);
  return choices.filter((_, i) => bits[i]).map(({ id }) => id);
}

/**
 * @param {HTMLFormElement} form
 * @param {Question} question
 */
export function options(form, question) {
  const known = new Set(question.choices.map(({ id }) => id));
  return [...form.querySelectorAll('.choice input')].flatMap((input) => {
    const item = input.closest('.choice');
    return input instanceof HTMLInputElement && item && known.has(input.value) ? [{ id: input.value, input, item }] : [];
  });
}

/**
 * What was ticked and what the author says to it, without right or wrong.
 *
 * @type {Kind['comment']}
 */
export function commentNeutrally(form, question, { sealed, given, say }) {
  const chosen = new Set(tickedIds(question, given.answer));
  for (const { id, item } of options(form, question)) {
    if (!chosen.has(id)) continue;
    addWord(item, say('choice.chosen'));
    showFeedback(item, sealed.feedback?.[id]);
  }
}

/** @param {HTMLFormElement} form  @param {Question} question */
function showChosen(form, question) {
  for (const { input, item } of options(form, question)) setState(item, input.checked ? 'chosen' : '');
}

/** @param {Element} item  @param {string | undefined} html */
function showFeedback(item, html) {
  const feedback = item.querySelector('.choice-feedback');
  if (!(feedback instanceof HTMLElement) || !html) return;
  feedback.innerHTML = html;
  feedback.hidden = false;
}

/** @param {Element} item */
function hideFeedback(item) {
  const feedback = item.querySelector('.choice-feedback');
  if (!(feedback instanceof HTMLElement)) return;
  feedback.hidden = true;
  feedback.textContent = '';
}
