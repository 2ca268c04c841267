/** A table that is wider than the page says so at its edges, and the keyboard can scroll it. @import { Say } from './say.js' */

/**
 * @param {HTMLElement} box   scrolls sideways
 * @param {Say} say
 */
export function bringTableToLife(box, say) {
  const name = box.getAttribute('aria-label') || box.querySelector('caption')?.textContent?.trim() || say('table.wide');
  const look = () => {
    const room = box.scrollWidth - box.clientWidth;
    const at = Math.abs(box.scrollLeft); // negative from right to left
    const wide = room > 1;
    for (const [attribute, value] of Object.entries({ role: 'region', tabindex: '0', 'aria-label': name })) {
      if (wide) box.setAttribute(attribute, value);
      else box.removeAttribute(attribute);
    }
    const more = [...(at > 1 ? ['start'] : []), ...(room - at > 1 ? ['end'] : [])];
    box.setAttribute('data-more', wide ? more.join(' ') : '');
  };
  box.addEventListener('scroll', look, { passive: true });
  if ('ResizeObserver' in window) new ResizeObserver(look).observe(box);
  else look();
}
