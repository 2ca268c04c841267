/** What is committed in built/: fresh, small, plain. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';

import { buildAll } from '../build.js';
import { built } from './world.js';

const KILOBYTE = 1000;
// A driver with all that tells a store has the queue's 2 kB more, and what makes statements.
const BUDGETS = {
  'driver-scorm12': [12, 30],
  'driver-scorm2004': [12, 30],
  'driver-local': [12, 25],
  'driver-cmi5': [16.5, 42],
  'driver-xapi': [16.5, 42],
  statements: [7, 17],
  tile: [4, 9],
  player: [30, 75],
};

test('built/ is what `npm run build` makes of src/', async () => {
  for (const [name, script] of await buildAll()) assert.ok(built(name.replace('.js', '')) === script, `${name} is stale: run \`npm run build\``);
});

test('each script stays within its budget, zipped and as it is', () => {
  for (const [name, [zipped = 0, raw = 0]] of Object.entries(BUDGETS)) {
    const bytes = Buffer.from(built(name));
    const size = `${name}: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzip`;
    assert.ok(bytes.length <= raw * KILOBYTE && gzipSync(bytes, { level: 9 }).length <= zipped * KILOBYTE, size);
  }
});

test('the queue of statements, with its requests, takes 2 kB zipped', async () => {
  const contents = "export { createQueue } from './queue.js'; export { createStore } from './store.js';";
  const resolveDir = fileURLToPath(new URL('../src/statements', import.meta.url));
  const made = await build({ stdin: { contents, resolveDir }, bundle: true, minify: true, format: 'esm', target: ['es2020'], write: false });
  const size = gzipSync(made.outputFiles[0]?.contents ?? '', { level: 9 }).length;
  assert.ok(size > 500 && size <= 2 * KILOBYTE, `${size} bytes`);
});

test('the scripts are classic, ASCII, and free of what must not be there', () => {
  for (const name of Object.keys(BUDGETS)) {
    const script = built(name);
    assert.ok(/^[\n\t -~]*$/.test(script), `${name} is not ASCII`);
    const found = script.match(/\b(import|export)\b\s*[{(*]|beforeunload|"unload"|\b(alert|confirm|prompt|eval)\(|https?:\/\//);
    assert.equal(found?.[0], undefined, name);
  }
});

test('CMI keys occur in drivers only', () => {
  assert.ok(!/cmi\.|adl\.nav/.test(built('player')));
  assert.ok(!/cmi\.|adl\.nav/.test(built('driver-local')));
});

test('the calls of a standard stand in its driver in full, where static checkers look for them', () => {
  for (const name of ['LMSInitialize', 'LMSFinish', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSGetLastError']) assert.ok(built('driver-scorm12').includes(`"${name}"`), name);
  for (const name of ['Initialize', 'Terminate', 'GetValue', 'SetValue', 'Commit', 'GetLastError']) assert.ok(built('driver-scorm2004').includes(`"${name}"`), name);
});
