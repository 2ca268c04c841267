/** Entry of assets/driver.js for the driver `scorm2004`. */

import { createScorm2004 } from './drivers/scorm2004.js';
import { start } from './start.js';

start(window, createScorm2004);
