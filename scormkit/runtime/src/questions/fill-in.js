/**
 * Fill-in: gaps to write into. What was written is text, one line a gap.
 *
 * @import { Gap, Question } from '../types.js'
 * @import { Kind } from './kind.js'
 */

import { fold } from '../player/fold.js';
import { clearWords, setState } from './marks.js';

const ALTERNATIVES = 10; // patterns that are recorded

/** @type {Kind} */
export const fillIn = {
  prepare() {},

  read(form, question) {
    const texts = gapsOf(question).map(({ id }) => inputs(form).find((input) => input.dataset['blank'] === id)?.value.replace(/\s+/g, ' ').trim() ?? '');
    return { answer: '', text: texts.some((text) => text) ? texts.join('\n') : '' };
  },

  missing(form) {
    const empty = inputs(form).find(({ value }) => !value.trim());
    return empty ? { key: 'question.write', at: empty } : null;
  },

  restore(form, question, { text }) {
    const texts = text.split('\n');
    gapsOf(question).forEach(({ id }, i) => {
      for (const input of inputs(form)) if (input.dataset['blank'] === id) input.value = texts[i] ?? '';
    });
  },

  mark(question, sealed, { text }) {
    const texts = text.split('\n');
    const gaps = gapsOf(question);
    const right = gaps.filter(({ id }, i) => fits(sealed.blanks?.[id], texts[i] ?? '')).length;
    return question.partial ? { earned: right, of: gaps.length } : { earned: right === gaps.length ? 1 : 0, of: 1 };
  },

  comment(form, question, { sealed, given, say }) {
    const texts = given.text.split('\n');
    gapsOf(question).forEach(({ id }, i) => {
      const input = inputs(form).find((one) => one.dataset['blank'] === id);
      if (!input) return;
      const right = fits(sealed.blanks?.[id], texts[i] ?? '');
      setState(input, right ? 'right' : 'wrong');
      addAfter(input, 'choice-mark visually-hidden', ` (${say(right ? 'choice.right' : 'choice.wrong')})`);
    });
  },

  reveal(form, question, sealed, say) {
    for (const { id } of gapsOf(question)) {
      const input = inputs(form).find((one) => one.dataset['blank'] === id);
      const answer = sealed.blanks?.[id]?.accept[0];
      if (!input || !answer || fits(sealed.blanks?.[id], input.value)) continue;
      addAfter(input, 'right-answer', say('answer.right', { answer }));
    }
  },

  lock(form, locked) {
    for (const input of inputs(form)) {
      input.readOnly = locked;
      if (!locked) setState(input, '');
    }
    if (!locked) clearWords(form);
  },

  record(question, sealed, { text }) {
    const gaps = gapsOf(question).map(({ id }) => sealed.blanks?.[id]);
    // A pattern stands where only a pattern is right; the standards know no regular expressions.
    const accepted = gaps.map((gap) => (gap?.accept.length ? gap.accept : (gap?.patterns ?? []).map((pattern) => `/${pattern}/`)));
    const rows = Math.min(ALTERNATIVES, Math.max(0, ...accepted.map(({ length }) => length)));
    return {
      response: text ? text.split('\n') : [],
      correct: Array.from({ length: rows }, (_, row) => accepted.map((texts) => texts[row] ?? texts[0] ?? '')),
      exact: gaps.some((gap) => gap?.exact),
    };
  },

  longest: () => 0,
};

/**
 * Whether a gap takes this text. Case, accents and repeated spaces do not count unless it is exact.
 *
 * @param {Gap | undefined} gap
 * @param {string} text
 */
export function fits(gap, text) {
  const written = plain(text);
  if (!gap || !written) return false;
  if (gap.exact) return gap.accept.some((one) => plain(one) === written) || matches(gap, written, 'u');
  return gap.accept.some((one) => fold(plain(one)) === fold(written)) || matches(gap, written, 'iu') || matches(gap, fold(written), 'iu');
}

/** @param {Gap} gap  @param {string} text  @param {string} flags */
function matches({ patterns = [] }, text, flags) {
  return patterns.some((pattern) => {
    try {
      return new RegExp(`^(?:${pattern})$`, flags).test(text);
    } catch {
      return false; // the build has tried it; a browser too old for it must not cost the page
    }
  });
}

/** One form for what looks the same: composed letters, single spaces, straight quotes as phones do not write them. @param {string} text */
function plain(text) {
  return text.normalize('NFC').replace(/\s+/g, ' ').replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"').trim();
}

/** @param {Question} question */
function gapsOf({ blanks }) {
  return blanks ?? [];
}

/** @param {HTMLFormElement} form @returns {HTMLInputElement[]} */
function inputs(form) {
  return [...form.querySelectorAll('input')].filter((input) => input.matches('.blank'));
}

/** @param {Element} input  @param {string} name  @param {string} text */
function addAfter(input, name, text) {
  const word = document.createElement('span');
  word.className = name;
  word.textContent = text;
  input.after(word);
}
