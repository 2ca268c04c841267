/** True-false: two options whose ids are the answers. */

import { ticking } from './ticking.js';

export const trueFalse = ticking;
