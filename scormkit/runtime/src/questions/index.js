/** All kinds of questions by SCORM 2004's name; those of kind `other` by their form. @import { Question } from '../types.js'  @import { Kind } from './kind.js' */

import { choice } from './choice.js';
import { fillIn } from './fill-in.js';
import { hotspot } from './hotspot.js';
import { likert } from './likert.js';
import { longFillIn } from './long-fill-in.js';
import { numeric } from './numeric.js';
import { pairing } from './pairing.js';
import { performance } from './performance.js';
import { sequencing } from './sequencing.js';
import { trueFalse } from './true-false.js';

/** @type {Record<string, Kind | undefined>} */
export const KINDS = {
  'true-false': trueFalse,
  choice,
  'fill-in': fillIn,
  'long-fill-in': longFillIn,
  matching: pairing,
  sequencing,
  numeric,
  likert,
  performance,
  hotspot,
  label: pairing,
};

/** @param {Pick<Question, 'kind' | 'form'>} question */
export const kindOf = ({ kind, form }) => KINDS[form ?? kind];
