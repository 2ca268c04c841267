/** Glossary words as tooltips: hover, focus and touch; the tip can be pointed at and dismissed (WCAG 2.2, 1.4.13). */

import { freshId, make } from './dom.js';

const GRACE = 150; // to cross the gap between word and tip
const GAP = 6;

export function bringGlossaryToLife() {
  const tip = make('div', { class: 'term-tip', role: 'tooltip', id: freshId('term-tip') });
  tip.hidden = true;
  tip.style.position = 'absolute';
  // within a landmark, as all content must be
  (document.getElementById('content') ?? document.body).append(tip);
  /** @type {HTMLElement | null} */
  let shown = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;

  /** @param {HTMLElement} term */
  function show(term) {
    clearTimeout(leaving);
    if (shown === term) return;
    hide();
    const meaning = document.getElementById(`term-${term.dataset['term']}`);
    if (!meaning) return;
    tip.replaceChildren(...Array.from(meaning.childNodes, (node) => node.cloneNode(true)));
    for (const element of tip.querySelectorAll('[id]')) element.removeAttribute('id');
    tip.hidden = false;
    term.setAttribute('aria-describedby', tip.id);
    shown = term;
    place(term);
  }

  /** @param {HTMLElement} term */
  function place(term) {
    const word = term.getBoundingClientRect();
    tip.style.left = tip.style.top = '0';
    // Where that put it depends on the theme: the rest is measured from there.
    const box = tip.getBoundingClientRect();
    const room = document.documentElement.clientWidth - box.width - GAP;
    const above = word.bottom + GAP + box.height > window.innerHeight && word.top > box.height + GAP;
    tip.style.left = `${Math.max(GAP, Math.min(word.left, room)) - box.left}px`;
    tip.style.top = `${(above ? word.top - GAP - box.height : word.bottom + GAP) - box.top}px`;
  }

  function hide() {
    clearTimeout(leaving);
    shown?.removeAttribute('aria-describedby');
    shown = null;
    tip.hidden = true;
  }

  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(() => document.activeElement !== shown && hide(), GRACE);
  }

  /** @param {Event} event */
  const termAt = ({ target }) => {
    const term = target instanceof Element ? target.closest('a.term[data-term]') : null;
    return term instanceof HTMLElement ? term : null;
  };

  document.addEventListener('pointerover', (event) => {
    const term = termAt(event);
    if (term && event.pointerType !== 'touch') show(term);
    else if (event.target instanceof Node && tip.contains(event.target)) clearTimeout(leaving);
  });
  document.addEventListener('pointerout', (event) => {
    if (event.pointerType !== 'touch' && (termAt(event) || (event.target instanceof Node && tip.contains(event.target)))) leave();
  });
  document.addEventListener('focusin', (event) => {
    const term = termAt(event);
    if (term) show(term);
    else if (!(event.target instanceof Node && tip.contains(event.target))) hide();
  });
  document.addEventListener('click', (event) => {
    const term = termAt(event);
    // The Enter key follows the link to the glossary; a pointer has no other way to ask for the tip.
    if (term && event.detail > 0) {
      event.preventDefault();
      show(term);
    } else if (!(event.target instanceof Node && tip.contains(event.target))) hide();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !shown) return;
    event.stopPropagation();
    hide();
  }, true);
}
