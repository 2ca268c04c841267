/** A run-time that was not written for us accepts every value. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { answer, course, question } from './course.js';
import { createClock } from './lms.js';
import { built, openDocument } from './world.js';

const SCRIPT = readFileSync(new URL('../../../node_modules/scorm-again/dist/scorm-again.js', import.meta.url), 'utf8');
const FAMILIES = /** @type {const} */ ([['scorm12', 'API', 'Scorm12API'], ['scorm2004', 'API_1484_11', 'Scorm2004API']]);

for (const [driver, name, type] of FAMILIES) {
  test(`scorm-again takes every value of ${driver}`, () => {
    const config = course({
      pages: 3,
      objectives: [{ id: 'o_1', text: 'One' }],
      questions: [question(1, { tries: 2, objectives: ['o_1'], prompt: '{R&D} <b>"x"</b>\n日本語 🚀 it\'s' }), question(2, { graded: false })],
    });
    const { window } = openDocument(config);
    const clock = createClock();
    window.eval(SCRIPT);
    window.eval(`window.${name} = new ${type}({ autocommit: false, logLevel: 5 })`);
    window.setTimeout = clock.setTimeout;
    window.eval(built(`driver-${driver}`));
    const launch = window.scormkit;
    assert.equal(launch.tracked, true);
    launch.showPage('P01');
    launch.showPage('P02');
    answer(launch, 1, { right: false });
    answer(launch, 2);
    answer(launch, 1);
    launch.showPage('P03');
    launch.end(true);
    const failed = launch.log.entries.filter(({ answer: said, error }) => error !== '' || said === 'false').map(({ call, error }) => `${call} ${error}`);
    assert.deepEqual([...failed], []);
    assert.ok(launch.log.entries.some(({ call }) => call.includes('interactions.2.id')));
  });
}
