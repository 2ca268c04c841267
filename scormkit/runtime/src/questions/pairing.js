/**
 * What is answered by choosing a target for each source: matching, and labels on a picture. The answer is a digit for each source: the
 * target's place from 1, or 0.
 *
 * @import { Question, Sealed } from '../types.js'
 * @import { Kind } from './kind.js'
 */

import { packNumber, unpackNumber } from '../state/alphabet.js';
import { addAnswer, addWord, clearWords, setState } from './marks.js';

/** @type {Kind} */
export const pairing = {
  prepare(form) {
    form.addEventListener('change', () => {
      for (const { item, select } of rows(form)) setState(item, select.value ? 'chosen' : '');
    });
  },

  read(form, question) {
    const places = question.choices.map(({ id }) => {
      const value = rows(form).find((row) => row.id === id)?.select.value;
      return targetsOf(question).findIndex((target) => target.id === value) + 1;
    });
    return { answer: places.some((place) => place > 0) ? places.map((place) => packNumber(place, 1)).join('') : '', text: '' };
  },

  missing(form) {
    const empty = rows(form).find(({ select }) => !select.value);
    return empty ? { key: 'question.pairs', at: empty.select } : null;
  },

  restore(form, question, { answer }) {
    const chosen = new Map(chosenPairs(question, answer));
    for (const { id, item, select } of rows(form)) {
      select.value = chosen.get(id) ?? '';
      setState(item, select.value ? 'chosen' : '');
    }
  },

  mark(question, sealed, { answer }) {
    const right = chosenPairs(question, answer).filter((pair) => isRight(sealed, pair)).length;
    const of = question.choices.length;
    return question.partial ? { earned: right, of } : { earned: right === of ? 1 : 0, of: 1 };
  },

  comment(form, question, { sealed, given, say }) {
    const chosen = new Map(chosenPairs(question, given.answer));
    for (const { id, item } of rows(form)) {
      const right = isRight(sealed, [id, chosen.get(id) ?? '']);
      setState(item, right ? 'right' : 'wrong');
      addWord(item, say(right ? 'choice.right' : 'choice.wrong'));
    }
  },

  reveal(form, question, sealed, say) {
    for (const { id, item, select } of rows(form)) {
      if (isRight(sealed, [id, select.value])) continue;
      const target = sealed.pairs?.find(([source]) => source === id)?.[1];
      addAnswer(item, say('answer.right', { answer: targetsOf(question).find((one) => one.id === target)?.text ?? '' }));
    }
  },

  lock(form, locked) {
    for (const { item, select } of rows(form)) {
      select.disabled = locked;
      if (!locked) setState(item, select.value ? 'chosen' : '');
    }
    if (!locked) clearWords(form);
  },

  record(question, sealed, { answer }) {
    return { response: chosenPairs(question, answer), correct: [sealed.pairs ?? []] };
  },

  longest: (question) => question.choices.length,
};

/** @param {Question} question */
function targetsOf({ targets }) {
  return targets ?? [];
}

/**
 * @param {Question} question
 * @param {string} answer
 * @returns {[string, string][]}
 */
function chosenPairs(question, answer) {
  return question.choices.flatMap(({ id }, i) => {
    const target = targetsOf(question)[unpackNumber(answer.charAt(i)) - 1];
    return target ? [/** @type {[string, string]} */ ([id, target.id])] : [];
  });
}

/** @param {Sealed} sealed  @param {[string, string]} pair */
function isRight({ pairs }, [source, target]) {
  return !!pairs?.some((pair) => pair[0] === source && pair[1] === target);
}

/** @param {HTMLFormElement} form */
function rows(form) {
  return [...form.querySelectorAll('.pair')].flatMap((item) => {
    const select = item.querySelector('select');
    return select ? [{ id: item.getAttribute('data-choice') ?? '', item, select }] : [];
  });
}
