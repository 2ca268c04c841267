/** Entry of what stands before a SCORM driver in assets/driver.js where a course tells a store beside its LMS. */

import { besideLms } from './statements/beside.js';

/** @type {Window & { scormkitBeside?: typeof besideLms }} */ (window).scormkitBeside = besideLms;
