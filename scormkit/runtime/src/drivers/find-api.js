/** Finding the LMS's API object. Each look at a foreign window may throw; a throw hides no other window. */

const HOPS = 500; // the bound of ADL's own sample

/**
 * The object `name` of this window, else of its parents one by one, else of the windows that opened any of them, and
 * their parents. Never starts at `top`: in an embedded LMS that is the window which is out of reach.
 *
 * @param {Window} start
 * @param {string} name     `API` or `API_1484_11`
 * @param {string} method   a method that tells the API from an element which happens to have that id
 * @returns {Record<string, unknown> | null}
 */
export function findApi(start, name, method) {
  const chains = [start];
  /** @type {Set<unknown>} */
  const met = new Set();
  for (const chain of chains) {
    /** @type {any} */
    let place = chain;
    while (place && !met.has(place) && met.size < HOPS) {
      met.add(place);
      const api = look(place, name);
      if (api && look(api, method)) return api;
      const opener = look(place, 'opener');
      if (opener) chains.push(opener);
      place = look(place, 'parent');
    }
  }
  return null;
}

/**
 * @param {any} object
 * @param {string} name
 */
function look(object, name) {
  try {
    return object[name] ?? null;
  } catch {
    return null;
  }
}
