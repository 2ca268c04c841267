/** Pages that stand in files of their own: fetched once, made fit for the SCO's document. @import { Page } from '../types.js' */

const ADDRESSES = ['src', 'href', 'poster', 'data'];

export function createPageFiles() {
  /** @type {Map<string, Promise<Element>>} */
  const fetched = new Map();

  return {
    /**
     * The page's section. Rejects when it cannot be had, as on file://; the next call tries again.
     *
     * @param {Page} page
     * @returns {Promise<Element>}
     */
    get(page) {
      const known = fetched.get(page.key);
      if (known) return known;
      const next = read(page);
      fetched.set(page.key, next);
      next.catch(() => fetched.delete(page.key));
      return next;
    },
  };
}

/** @param {Page} page */
async function read(page) {
  const address = new URL(page.file ?? '', document.baseURI);
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${response.status}`);
  const parsed = new DOMParser().parseFromString(await response.text(), 'text/html');
  // An LMS may answer with its log-in page instead.
  const section = [...parsed.querySelectorAll('section.page')].find((element) => element.getAttribute('data-page') === page.id);
  if (!section) throw new Error('no such page in the file');
  rebase(section, address);
  return section;
}

/**
 * Relative addresses mean the page file's folder; here they must mean the same.
 *
 * @param {Element} section
 * @param {URL} base
 */
function rebase(section, base) {
  for (const name of ADDRESSES) {
    for (const element of section.querySelectorAll(`[${name}]`)) {
      const value = element.getAttribute(name) ?? '';
      if (isRelative(value)) element.setAttribute(name, new URL(value, base).href);
    }
  }
  for (const element of section.querySelectorAll('[srcset]')) {
    const candidates = (element.getAttribute('srcset') ?? '').split(/,\s+/).map((candidate) => {
      const [url = '', ...size] = candidate.trim().split(/\s+/);
      return [isRelative(url) ? new URL(url, base).href : url, ...size].join(' ');
    });
    element.setAttribute('srcset', candidates.join(', '));
  }
}

/** @param {string} address */
function isRelative(address) {
  return address !== '' && !/^([a-z][a-z0-9+.-]*:|[/#])/i.test(address);
}
