/**
 * How long the state of a SCO can become, by the formula in docs/reference/state-format.md; the build computes the same number.
 *
 * @import { Config } from '../types.js'
 */

import { kindOf } from '../questions/index.js';
import { ANSWERS_PER_FRAME, END, FRAME, KEY, MEDIA_PER_FRAME, PAGES_PER_FRAME, VERSION } from './state.js';

const OUTCOME = 5;
const ANSWER = 5; // flags 2, earned 1, of 1, length 1
const RECORD = 2;
const SECONDS = 3;

/**
 * Characters of the longest state, free text aside: that shares a quarter of the driver's limit.
 *
 * @param {Pick<Config, 'pages' | 'questions' | 'media' | 'policy'>} config
 */
export function stateWorstCase({ pages, questions, media, policy }) {
  const perAnswer = KEY + ANSWER + (policy.record === 'last-try' ? RECORD : 0);
  const answers = questions.reduce((sum, question) => sum + perAnswer + (kindOf(question)?.longest(question) ?? 0), 0);
  return (
    VERSION.length +
    (pages.length ? FRAME + KEY : 0) +
    FRAME + OUTCOME +
    framed(pages.length, PAGES_PER_FRAME) + KEY * pages.length +
    framed(questions.length, ANSWERS_PER_FRAME) + answers +
    framed(media.length, MEDIA_PER_FRAME) + (KEY + SECONDS) * media.length +
    END.length
  );
}

/**
 * @param {number} count
 * @param {number} size
 */
function framed(count, size) {
  return FRAME * Math.ceil(count / size);
}
