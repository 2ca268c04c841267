/** Flashcards: one at a time, turned by a button; the side in view is a live region. @import { Say } from './say.js' */

import { all, make } from './dom.js';

/**
 * @param {HTMLElement} deck
 * @param {Say} say
 */
export function bringFlashcardsToLife(deck, say) {
  const cards = all(deck, ':scope > .flashcard');
  if (cards.length === 0) return;
  const stage = make('div', { class: 'flashcard-stage', 'aria-live': 'polite' });
  stage.append(...cards);
  const previous = button('card-previous', say('card.previous'));
  const flip = button('card-flip', say('card.flip'));
  const next = button('card-next', say('card.next'));
  const position = make('span', { class: 'card-position' });
  deck.append(stage, make('div', { class: 'flashcard-controls' }, previous, flip, next, position));
  for (const card of cards) {
    for (const side of ['front', 'back']) {
      card.querySelector(`.${side}`)?.prepend(make('span', { class: 'visually-hidden card-side' }, `${say(`card.${side}`)}: `));
    }
  }
  let index = 0;
  let turned = false;

  function show() {
    cards.forEach((card, i) => {
      card.hidden = i !== index;
      card.dataset['side'] = turned ? 'back' : 'front';
      for (const side of all(card, ':scope > .front, :scope > .back')) side.hidden = side.matches('.back') !== turned;
    });
    position.textContent = say('card.position', { card: index + 1, cards: cards.length });
    // aria-disabled keeps the focus where it is
    previous.setAttribute('aria-disabled', String(index === 0));
    next.setAttribute('aria-disabled', String(index === cards.length - 1));
  }

  /** @param {number} step */
  function move(step) {
    const to = Math.min(Math.max(0, index + step), cards.length - 1);
    if (to === index) return;
    index = to;
    turned = false;
    show();
  }

  previous.addEventListener('click', () => move(-1));
  next.addEventListener('click', () => move(1));
  flip.addEventListener('click', () => {
    turned = !turned;
    show();
  });
  show();
}

/**
 * @param {string} name
 * @param {string} label
 */
function button(name, label) {
  return make('button', { type: 'button', class: name }, label);
}
