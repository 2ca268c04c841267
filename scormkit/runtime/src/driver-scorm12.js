/** Entry of assets/driver.js for the driver `scorm12`. */

import { createScorm12 } from './drivers/scorm12.js';
import { start } from './start.js';

start(window, createScorm12);
