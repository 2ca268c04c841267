/** What hints leave of a mark. Pure. @import { Mark } from './types.js' */

const STEPS = 63; // a mark is kept in two digits, earned and of

/**
 * The mark after hints, as the nearest fraction with at most 63 steps, which is exact for all usual costs.
 *
 * @param {Mark} mark
 * @param {number} hints   opened
 * @param {number} [cost]  share that each takes, 0–1
 * @returns {Mark}
 */
export function afterHints(mark, hints, cost = 0) {
  if (!hints || !cost || !mark.earned) return mark;
  const share = (mark.earned / mark.of) * Math.max(0, 1 - hints * cost);
  let best = { earned: 0, of: 1 };
  for (let of = 1; of <= STEPS; of++) {
    const next = { earned: Math.round(share * of), of };
    if (Math.abs(next.earned / of - share) < Math.abs(best.earned / best.of - share) - 1e-9) best = next;
  }
  return best;
}
