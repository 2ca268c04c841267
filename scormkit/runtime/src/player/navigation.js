/**
 * From page to page without leaving the document, so that the LMS sees one launch.
 *
 * @import { Launch } from '../launch.js'
 * @import { Page } from '../types.js'
 * @import { Say } from './say.js'
 */

import { createBarrier } from './barrier.js';
import { all, focusOn, make } from './dom.js';
import { createPageFiles } from './page-files.js';

/** @typedef {ReturnType<typeof createNavigation>} Navigation */

/**
 * @param {Launch} launch
 * @param {Say} say
 * @param {(section: HTMLElement) => void} enhance   called once a page, before it is first shown
 * @param {() => void} moved   called whenever the page or the outcome has changed
 */
export function createNavigation(launch, say, enhance, moved) {
  const { pages, sco } = launch.config;
  const files = createPageFiles();
  const byId = new Map(pages.map((page) => [page.id, page]));
  /** @type {Set<string>} */
  const ready = new Set();
  /** @type {Page | undefined} */
  let current;
  /** @type {HTMLElement | null} what stands in place of a page that is not open yet */
  let barrier = null;

  /** @param {string} id */
  const sectionOf = (id) => {
    const section = document.getElementById(id);
    return section?.matches('section.page') ? section : null;
  };

  /**
   * @param {Page} page
   * @param {{ focus?: boolean, target?: string }} [how]   `target` is the DOM id of a place on the page
   */
  function show(page, { focus = true, target = '' } = {}) {
    const section = sectionOf(page.id);
    if (!section) return;
    const first = launch.locked().get(page.unit);
    current = page;
    barrier?.remove();
    barrier = first ? createBarrier(launch, page, first, say) : null;
    for (const other of all(document, 'section.page')) {
      const away = other !== section || !!barrier;
      if (away && !other.hidden) all(other, 'video, audio').forEach((medium) => /** @type {HTMLMediaElement} */ (medium).pause());
      other.hidden = away;
    }
    keepHash(page.id);
    document.title = page.title === sco.title ? sco.title : `${page.title} – ${sco.title}`;
    if (barrier) showBarrier(barrier, section, focus);
    else if (ready.has(page.id) || page.file === null) arrive(page, section, focus, target);
    else load(page, section, focus, target);
    refresh();
  }

  /**
   * @param {HTMLElement} panel
   * @param {HTMLElement} section
   * @param {boolean} focus
   */
  function showBarrier(panel, section, focus) {
    section.before(panel);
    window.scrollTo(0, 0);
    const heading = panel.querySelector('h1');
    if (focus && heading) focusOn(heading);
  }

  /**
   * @param {Page} page
   * @param {HTMLElement} section
   * @param {boolean} focus
   * @param {string} target
   */
  function arrive(page, section, focus, target) {
    if (!ready.has(page.id)) {
      ready.add(page.id);
      enhance(section);
    }
    launch.showPage(page.key);
    const place = target ? document.getElementById(target) : null;
    if (place) {
      place.scrollIntoView();
      focusOn(place);
    } else {
      window.scrollTo(0, 0);
      if (focus) focusOn(headingOf(section, page));
    }
  }

  /**
   * @param {Page} page
   * @param {HTMLElement} section
   * @param {boolean} focus
   * @param {string} target
   */
  async function load(page, section, focus, target) {
    const wait = make('p', { class: 'page-loading', role: 'status' }, say('page.loading'));
    section.replaceChildren(wait);
    section.setAttribute('aria-busy', 'true');
    try {
      const source = await files.get(page);
      if (ready.has(page.id)) return;
      section.replaceChildren(...Array.from(source.childNodes, (node) => document.importNode(node, true)));
      if (current === page) arrive(page, section, focus, target);
      refresh();
    } catch {
      showFailure(page, section);
    } finally {
      section.removeAttribute('aria-busy');
    }
  }

  /**
   * @param {Page} page
   * @param {HTMLElement} section
   */
  function showFailure(page, section) {
    const retry = make('button', { type: 'button', class: 'page-retry' }, say('page.retry'));
    retry.addEventListener('click', () => show(page));
    const link = make('a', { href: page.file ?? '', class: 'page-open', target: '_blank', rel: 'noopener' }, say('page.open'));
    const message = make('p', { class: 'page-failed' }, say('page.failed'));
    section.replaceChildren(make('h1', { tabindex: '-1' }, page.title), message, make('p', { class: 'page-failed-actions' }, retry, ' ', link));
    if (current === page) focusOn(message);
  }

  function refresh() {
    showContents();
    showProgress();
    const index = current ? pages.indexOf(current) : 0;
    for (const place of all(document, '[data-position]')) place.textContent = say('position', { page: index + 1, pages: pages.length });
    setDisabled('previous', index <= 0);
    setDisabled('next', index >= pages.length - 1);
    moved();
  }

  function showContents() {
    const locked = launch.locked();
    const exempt = launch.exempt();
    for (const link of all(document, 'nav[data-toc] a[data-goto]')) {
      const page = byId.get(link.dataset['goto'] ?? '');
      if (!page) continue;
      const here = page === current;
      const state = stateOf(page, locked.has(page.unit), exempt.has(page.unit));
      link.dataset['state'] = here ? 'current' : state;
      if (state === 'locked') link.setAttribute('aria-disabled', 'true');
      else link.removeAttribute('aria-disabled');
      if (here) showInContents(link);
      else link.removeAttribute('aria-current');
      const word = link.querySelector('.toc-state') ?? link.appendChild(make('span', { class: 'toc-state visually-hidden' }));
      const text = ` (${say(`state.${state}`)})`;
      if (word.textContent !== text) word.textContent = text;
    }
  }

  /** Marks the link, and brings it into view where it comes to be current. @param {HTMLElement} link */
  function showInContents(link) {
    if (link.hasAttribute('aria-current')) return;
    link.setAttribute('aria-current', 'page');
    const list = /** @type {HTMLElement} */ (link.closest('nav[data-toc]'));
    const [inner, outer] = [link.getBoundingClientRect(), list.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) list.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  }

  /**
   * @param {Page} page
   * @param {boolean} locked
   * @param {boolean} exempt
   */
  function stateOf(page, locked, exempt) {
    if (locked) return 'locked';
    return launch.state.seen.has(page.key) ? 'seen' : exempt ? 'exempt' : 'new';
  }

  function showProgress() {
    const { progress } = launch.outcome();
    const percent = Math.floor(progress * 100 + 1e-9);
    for (const bar of all(document, '[data-progress]')) {
      bar.setAttribute('aria-valuenow', String(percent));
      bar.setAttribute('aria-valuetext', say('progress', { percent }));
      bar.style.setProperty('--progress', String(progress));
    }
  }

  /** @param {number} step */
  function move(step) {
    const next = current && pages[pages.indexOf(current) + step];
    if (next) show(next);
  }

  /**
   * Goes to a page, or to a place on one, by its DOM id.
   *
   * @param {string} id
   * @param {boolean} [focus]
   * @returns {boolean}  false when it is neither
   */
  function goTo(id, focus = true) {
    const page = byId.get(id);
    if (page) return show(page, { focus }), true;
    const host = byId.get(document.getElementById(id)?.closest('section.page')?.id ?? '');
    if (!host) return false;
    return show(host, { target: id }), true;
  }

  return {
    files,
    move,
    goTo,
    refresh,
    current: () => current,
    isLocked: () => barrier !== null,
    start() {
      const hash = readHash();
      if (hash && goTo(hash, false) && current) return;
      const locked = launch.locked();
      const open = pages.filter(({ unit }) => !locked.has(unit));
      const page = open.find(({ key }) => key === launch.state.page) ?? open[0];
      if (page) show(page, { focus: false });
    },
  };
}

export function readHash() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}

/** @param {string} id */
function keepHash(id) {
  try {
    history.replaceState(history.state, '', `#${encodeURIComponent(id)}`);
  } catch {
    // about:srcdoc, sandboxed frames and some native viewers refuse; the bookmark is in the state anyway
  }
}

/**
 * @param {HTMLElement} section
 * @param {Page} page
 */
function headingOf(section, page) {
  const heading = section.querySelector('h1, h2, h3, h4, h5, h6');
  if (heading instanceof HTMLElement) return heading;
  section.setAttribute('aria-label', page.title);
  return section;
}

/**
 * @param {string} action
 * @param {boolean} disabled
 */
function setDisabled(action, disabled) {
  for (const button of all(document, `button[data-action="${action}"]`)) /** @type {HTMLButtonElement} */ (button).disabled = disabled;
}
