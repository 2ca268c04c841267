/**
 * Drawing and shuffling: by rank. Each key has a rank that depends on a seed and on the key alone, so that a draw can be repeated,
 * and a question added to a bank moves nothing but what it takes the place of.
 *
 * @import { Pool } from './types.js'
 */

import { fnv1a } from './state/alphabet.js';

/**
 * @param {number} seed  32 bits
 * @param {string} key   ASCII
 * @returns {number}  0 to 2^32 − 1
 */
export function rank(seed, key) {
  let x = fnv1a(Array.from(`${seed >>> 0}:${key}`, (character) => character.charCodeAt(0)));
  // FNV alone leaves neighbours close together; this is the finalizer of MurmurHash3.
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * In the order of their ranks.
 *
 * @template T
 * @param {T[]} items
 * @param {number} seed
 * @param {(item: T) => string} keyOf
 */
export function shuffle(items, seed, keyOf) {
  const ranked = items.map((item) => /** @type {const} */ ([rank(seed, keyOf(item)), item]));
  return ranked.sort(([a], [b]) => a - b).map(([, item]) => item);
}

/**
 * The ids drawn from a pool: from each stratum its share.
 *
 * @param {Pool} pool
 * @param {number} seed
 * @returns {string[]}
 */
export function draw({ count, questions, strata }, seed) {
  const parts = strata?.length ? strata : [{ name: '', questions }];
  const seats = allot(parts.map((part) => part.questions.length), count, parts.map(({ name }) => rank(seed, name)));
  return parts.flatMap((part, i) => shuffle(part.questions, seed, (id) => id).slice(0, seats[i]));
}

/**
 * Seats for strata of these sizes by largest remainder, at least one for each while there are enough.
 *
 * @param {number[]} sizes
 * @param {number} count
 * @param {number[]} lots   decide between equals
 * @returns {number[]}
 */
export function allot(sizes, count, lots) {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const wanted = Math.min(count, total);
  const shares = sizes.map((size) => (total ? (wanted * size) / total : 0));
  const filled = sizes.filter((size) => size > 0).length;
  const least = wanted >= filled ? 1 : 0;
  const seats = sizes.map((size, i) => Math.min(size, Math.max(least, Math.floor(shares[i] ?? 0))));
  const order = sizes.map((_, i) => i).sort((a, b) => (lots[a] ?? 0) - (lots[b] ?? 0));
  /** @param {number} i */
  const lack = (i) => (shares[i] ?? 0) - (seats[i] ?? 0);
  /** @param {(i: number) => boolean} may  @param {number} step */
  const change = (may, step) => {
    const [best] = order.filter(may).sort((a, b) => step * (lack(b) - lack(a)));
    if (best !== undefined) seats[best] = (seats[best] ?? 0) + step;
  };
  for (let given = seats.reduce((sum, n) => sum + n, 0); given !== wanted; given += given < wanted ? 1 : -1) {
    if (given < wanted) change((i) => (seats[i] ?? 0) < (sizes[i] ?? 0), 1);
    else change((i) => (seats[i] ?? 0) > least, -1);
  }
  return seats;
}
