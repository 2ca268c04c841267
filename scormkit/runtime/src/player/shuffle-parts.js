/** Another order of a question's parts for each learner. @import { Question, Sealed } from '../types.js' */

import { rank, shuffle } from '../draw.js';

/**
 * Options, sources with their targets, or steps; a scale keeps its order, and steps are never shown as they must end.
 *
 * @param {HTMLFormElement} form
 * @param {Question} question
 * @param {Sealed} sealed
 * @param {number} seed   the learner's
 */
export function shuffleParts(form, question, sealed, seed) {
  if (question.kind === 'likert') return;
  const own = rank(seed, question.key);
  for (const list of form.querySelectorAll('.choices, .pairs, .sequence')) {
    const items = shuffle([...list.children], own, idOf);
    const told = list.matches('.sequence') && items.every((item, i) => idOf(item) === sealed.correct[i]);
    list.append(...(told ? [...items.slice(1), ...items.slice(0, 1)] : items));
  }
  for (const select of form.querySelectorAll('select')) {
    const [none, ...targets] = select.options;
    if (none) select.append(none, ...shuffle(targets, own, ({ value }) => value));
    select.value = '';
  }
}

/** @param {Element} item */
function idOf(item) {
  return item.getAttribute('data-choice') ?? item.querySelector('input')?.value ?? '';
}
