/**
 * What is still to do, page by page. Pure.
 *
 * @import { Config, Page, State } from './types.js'
 */

import { countedParts } from './outcome.js';
import { exemptUnits } from './quiz.js';

/** @typedef {{ page: Page, unseen: boolean, questions: number }} Missing   `questions`: how many on it are not settled */

/**
 * Pages not seen yet, and those with something that counts and is not settled, in the course's order.
 *
 * @param {Config} config
 * @param {State} state
 * @param {boolean} asked   whether more than pages is asked for
 * @returns {Missing[]}
 */
export function findMissing(config, state, asked = config.policy.require !== 'pages') {
  const exempt = exemptUnits(config, state);
  const open = asked ? countedParts(config, state).filter(({ settled }) => !settled) : [];
  return config.pages
    .filter(({ unit }) => !exempt.has(unit))
    .map((page) => {
      const questions = open.filter((part) => part.page === page.id).reduce((sum, part) => sum + part.questions, 0);
      return { page, unseen: !state.seen.has(page.key), questions };
    })
    .filter(({ unseen, questions }) => unseen || questions > 0);
}
