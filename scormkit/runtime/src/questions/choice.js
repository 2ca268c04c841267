/** Choice: one of several, or several of several. */

import { ticking } from './ticking.js';

export const choice = ticking;
