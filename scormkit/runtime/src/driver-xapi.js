/** Entry of assets/driver.js for the driver `xapi`. */

import { openXapi } from './drivers/xapi.js';
import { startLater } from './start.js';

startLater(window, openXapi);
