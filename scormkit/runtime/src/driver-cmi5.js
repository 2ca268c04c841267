/** Entry of assets/driver.js for the driver `cmi5`. */

import { openCmi5 } from './drivers/cmi5.js';
import { startLater } from './start.js';

startLater(window, openCmi5);
