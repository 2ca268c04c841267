/** Tabs, after the ARIA Authoring Practices: arrows move, Home and End jump, the tab in focus is the one shown. */

import { all, freshId, isRightToLeft, make } from './dom.js';

/** @param {HTMLElement} tabs */
export function bringTabsToLife(tabs) {
  const panels = all(tabs, ':scope > section.tab');
  const list = make('div', { class: 'tab-list', role: 'tablist' });
  const buttons = panels.map((panel) => {
    const title = panel.querySelector('.tab-title');
    const button = make('button', { type: 'button', class: 'tab-button', role: 'tab', id: freshId('tab') });
    button.append(...Array.from(title?.childNodes ?? [], (node) => node.cloneNode(true)));
    if (title instanceof HTMLElement) title.hidden = true;
    panel.id ||= freshId('tab-panel');
    button.setAttribute('aria-controls', panel.id);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', button.id);
    panel.tabIndex = 0;
    return button;
  });
  list.append(...buttons);
  tabs.prepend(list);

  /** @param {number} index */
  function select(index) {
    buttons.forEach((button, i) => {
      button.setAttribute('aria-selected', String(i === index));
      button.tabIndex = i === index ? 0 : -1;
    });
    panels.forEach((panel, i) => (panel.hidden = i !== index));
  }

  list.addEventListener('click', (event) => {
    const index = buttons.findIndex((button) => event.target instanceof Node && button.contains(event.target));
    if (index >= 0) select(index);
  });
  list.addEventListener('keydown', (event) => {
    const from = buttons.findIndex((button) => button === document.activeElement);
    const forward = isRightToLeft(list) ? 'ArrowLeft' : 'ArrowRight';
    const backward = isRightToLeft(list) ? 'ArrowRight' : 'ArrowLeft';
    const steps = { [forward]: from + 1, [backward]: from - 1, Home: 0, End: buttons.length - 1 };
    const to = event.altKey || event.ctrlKey || event.metaKey ? undefined : steps[event.key];
    if (from < 0 || to === undefined) return;
    event.preventDefault();
    const index = (to + buttons.length) % buttons.length;
    select(index);
    buttons[index]?.focus();
  });
  select(0);
}
