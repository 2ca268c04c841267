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
 * @param {Set<string>} [kept]   ids that were drawn before, and stay so although the pool may have changed
 * @returns {string[]}
 */
export function draw({ count, questions, strata }, seed, kept = new Set()) {
  const parts = (strata?.length ? strata : [{ name: '', questions }]).map((part) => {
    const ranked = shuffle(part.questions, seed, (id) => id);
    const stays = ranked.filter((id) => kept.has(id));
    return { name: part.name, stays: stays.length, questions: [...stays, ...ranked.filter((id) => !kept.has(id))] };
  });
  const seats = allot(parts.map((part) => part.questions.length), count, parts.map(({ name }) => rank(seed, name)), parts.map(({ stays }) => stays));
  return parts.flatMap((part, i) => part.questions.slice(0, seats[i]));
}

/**
 * Seats for strata of these sizes by largest remainder, at least one for each while there are enough.
 *
 * @param {number[]} sizes
 * @param {number} count
 * @param {number[]} lots     decide between equals
 * @param {number[]} [taken]  seats that each stratum keeps, where all of them find room
 * @returns {number[]}
 */
export function allot(sizes, count, lots, taken = []) {
  const total = sum(sizes);
  const wanted = Math.min(count, total);
  const shares = sizes.map((size) => (total ? (wanted * size) / total : 0));
  const order = sizes.map((_, i) => i).sort((a, b) => (lots[a] ?? 0) - (lots[b] ?? 0));
  const least = sum(taken) <= wanted ? sizes.map((_, i) => taken[i] ?? 0) : sizes.map(() => 0);
  if (wanted >= sizes.filter((size) => size > 0).length) {
    for (const i of order) if (sizes[i] && !least[i] && sum(least) < wanted) least[i] = 1;
  }
  const seats = sizes.map((size, i) => Math.min(size, Math.max(least[i] ?? 0, Math.floor(shares[i] ?? 0))));
  /** @param {number} i */
  const lack = (i) => (shares[i] ?? 0) - (seats[i] ?? 0);
  /** @param {(i: number) => boolean} may  @param {number} step */
  const change = (may, step) => {
    const [best] = order.filter(may).sort((a, b) => step * (lack(b) - lack(a)));
    if (best !== undefined) seats[best] = (seats[best] ?? 0) + step;
  };
  for (let given = sum(seats); given !== wanted; given += given < wanted ? 1 : -1) {
    if (given < wanted) change((i) => (seats[i] ?? 0) < (sizes[i] ?? 0), 1);
    else change((i) => (seats[i] ?? 0) > (least[i] ?? 0), -1);
  }
  return seats;
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
