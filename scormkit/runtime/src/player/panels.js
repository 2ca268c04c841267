/** Menu and search panel: what opens them says so, Escape closes them and gives the focus back. */

import { all } from './dom.js';

/** @typedef {ReturnType<typeof createPanels>} Panels */

export function createPanels() {
  const search = document.querySelector('[data-search]');
  const input = search?.querySelector('input[type=search]');

  /** @param {string} action */
  const opener = (action) => all(document, `button[data-action="${action}"]`)[0];

  /**
   * @param {string} action
   * @param {boolean} open
   */
  function expose(action, open) {
    for (const button of all(document, `button[data-action="${action}"]`)) button.setAttribute('aria-expanded', String(open));
  }

  const menuIsOpen = () => document.body.classList.contains('menu-open');
  const searchIsOpen = () => search instanceof HTMLElement && !search.hidden;

  /** @param {boolean} open */
  function setMenu(open) {
    document.body.classList.toggle('menu-open', open);
    expose('menu', open);
  }

  /** @param {boolean} open */
  function setSearch(open) {
    if (!(search instanceof HTMLElement)) return;
    search.hidden = !open;
    expose('search', open);
    if (open && input instanceof HTMLElement) input.focus();
  }

  setMenu(menuIsOpen());
  expose('search', searchIsOpen());

  return {
    toggleMenu() {
      setMenu(!menuIsOpen());
      // Into the menu, which may lie over the button that opened it.
      const contents = document.querySelector('nav[data-toc]');
      const place = contents?.querySelector('[aria-current]') ?? contents?.querySelector('a');
      if (menuIsOpen() && place instanceof HTMLElement) requestAnimationFrame(() => place.focus());
    },
    toggleSearch: () => setSearch(!searchIsOpen()),

    /** After the learner has chosen a page. */
    closeAll() {
      if (menuIsOpen()) setMenu(false);
      if (searchIsOpen()) setSearch(false);
    },

    /** Closes what is around an element, else what is open; false when there was nothing. @param {Element | null} inside */
    close(inside) {
      if (searchIsOpen() && (!inside || search?.contains(inside) || !menuIsOpen())) {
        setSearch(false);
        opener('search')?.focus();
        return true;
      }
      if (!menuIsOpen()) return false;
      setMenu(false);
      opener('menu')?.focus();
      return true;
    },
  };
}
