/** Performance: steps that somebody carries out and ticks; the critical ones must be among them. @import { Kind } from './kind.js'  @import { Part } from '../types.js' */

import { commentNeutrally, tickedIds, ticking } from './ticking.js';

/** @type {Kind} */
export const performance = {
  ...ticking,

  mark(question, sealed, { answer }) {
    const critical = sealed.correct.length;
    if (critical === 0) return null;
    const done = tickedIds(question, answer).filter((id) => sealed.correct.includes(id)).length;
    return question.partial ? { earned: done, of: critical } : { earned: done === critical ? 1 : 0, of: 1 };
  },

  comment: commentNeutrally,

  record(question, sealed, { answer }) {
    const done = new Set(tickedIds(question, answer));
    /** @type {Part[]} */
    const response = question.choices.map(({ id }) => [id, done.has(id) ? '1' : '0']);
    return { response, correct: sealed.correct.length ? [sealed.correct.map((id) => /** @type {Part} */ ([id, '1']))] : [] };
  },
};
