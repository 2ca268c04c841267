/** All kinds of questions by SCORM 2004's name. @import { Kind } from './kind.js' */

import { choice } from './choice.js';

/** @type {Record<string, Kind | undefined>} */
export const KINDS = { choice };
