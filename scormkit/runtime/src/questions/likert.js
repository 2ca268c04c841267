/** Likert: a scale on which nothing is right or wrong. @import { Kind } from './kind.js' */

import { commentNeutrally, tickedIds, ticking } from './ticking.js';

/** @type {Kind} */
export const likert = {
  ...ticking,
  mark: () => null,
  comment: commentNeutrally,
  reveal() {},
  record: (question, _, { answer }) => ({ response: tickedIds(question, answer), correct: [] }),
};
