/** Hotspot: places on a picture. The same options stand below in words; buttons on the picture and options follow each other. @import { Kind } from './kind.js' */

import { setState } from './marks.js';
import { options, ticking } from './ticking.js';

/** @type {Kind} */
export const hotspot = {
  ...ticking,

  prepare(form, question, say) {
    ticking.prepare(form, question, say);
    form.addEventListener('change', () => showSpots(form));
    form.addEventListener('click', ({ target }) => {
      const spot = target instanceof Element ? target.closest('button.spot') : null;
      const option = options(form, question).find(({ id }) => id === spot?.getAttribute('data-choice'));
      if (!option || option.input.disabled) return;
      option.input.checked = option.input.type === 'radio' || !option.input.checked;
      option.input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  },

  missing(form, question) {
    const missing = ticking.missing(form, question);
    return missing && { ...missing, at: form.querySelector('button.spot') ?? missing.at };
  },

  restore(form, question, given) {
    ticking.restore(form, question, given);
    showSpots(form);
  },

  comment(form, question, judged) {
    ticking.comment(form, question, judged);
    showSpots(form);
  },

  reveal(form, question, sealed, say) {
    ticking.reveal(form, question, sealed, say);
    showSpots(form);
  },

  lock(form, locked) {
    ticking.lock(form, locked);
    showSpots(form);
  },
};

/** Each spot looks as its option does, and says the same. @param {HTMLFormElement} form */
function showSpots(form) {
  for (const spot of form.querySelectorAll('button.spot')) {
    const input = [...form.querySelectorAll('.choice input')].find((one) => one instanceof HTMLInputElement && one.value === spot.getAttribute('data-choice'));
    const item = input?.closest('.choice');
    if (!(input instanceof HTMLInputElement) || !item) continue;
    spot.setAttribute('aria-pressed', String(input.checked));
    spot.setAttribute('aria-disabled', String(input.disabled));
    setState(spot, item.getAttribute('data-state') ?? '');
    spot.querySelector('.choice-mark')?.remove();
    const word = item.querySelector('.choice-mark');
    if (word) spot.append(word.cloneNode(true));
  }
}
