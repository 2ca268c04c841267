/** Entry of assets/driver.js for the driver `local`. */

import { createLocal } from './drivers/local.js';
import { start } from './start.js';

start(window, createLocal);
