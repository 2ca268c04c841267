/**
 * Long fill-in: free text that no machine judges. Afterwards the learner compares it with a model answer or ticks the points of a
 * rubric; these ticks are the answer's short form, a bit a point.
 *
 * @import { Kind } from './kind.js'
 */

import { make } from '../player/dom.js';
import { packBits, unpackBits } from '../state/alphabet.js';
import { unseal } from './seal.js';

/** @type {Kind} */
export const longFillIn = {
  prepare() {},

  read(form) {
    return { answer: '', text: area(form)?.value.trim() ?? '' };
  },

  missing(form) {
    const place = area(form);
    return place && !place.value.trim() ? { key: 'question.write', at: place } : null;
  },

  restore(form, _, { text }) {
    const place = area(form);
    if (place) place.value = text;
  },

  mark: () => null,

  comment(form, _, { sealed, given, say, keep }) {
    const rubric = sealed.rubric ?? [];
    const review = make('div', { class: 'self-review' });
    if (sealed.model) {
      const model = make('div', { class: 'model-answer' });
      model.innerHTML = sealed.model;
      review.append(make('p', { class: 'model-title' }, say('review.model')), model);
    }
    if (rubric.length) {
      const met = unpackBits(given.answer, rubric.length);
      const boxes = rubric.map((_, i) => Object.assign(make('input', { type: 'checkbox' }), { checked: met[i] }));
      const points = rubric.map((html, i) => {
        const text = make('span');
        text.innerHTML = html;
        return make('li', {}, make('label', {}, boxes[i] ?? '', ' ', text));
      });
      const group = make('fieldset', {}, make('legend', {}, say('review.rubric')), make('ul', { class: 'rubric' }, ...points));
      group.addEventListener('change', (event) => {
        event.stopPropagation();
        keep(packBits(boxes.map(({ checked }) => checked)));
      });
      review.append(group);
    }
    form.querySelector('.feedback')?.after(review);
  },

  reveal() {},

  lock(form, locked) {
    const place = area(form);
    if (place) place.readOnly = locked;
    if (!locked) form.querySelector('.self-review')?.remove();
  },

  record: (_question, _sealed, { text }) => ({ response: [text], correct: [] }),

  longest: (question) => Math.ceil((unseal(question).rubric ?? []).length / 6),
};

/** @param {HTMLFormElement} form */
function area(form) {
  return form.querySelector('textarea');
}
