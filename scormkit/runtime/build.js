/**
 * Makes built/ from src/: classic scripts, ASCII only, the same bytes every time.
 *
 * `node build.js` writes; `buildAll()` gives the bytes to the test that keeps built/ fresh.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const SCRIPTS = ['driver-scorm12', 'driver-scorm2004', 'driver-local', 'driver-xapi', 'driver-cmi5', 'statements', 'player', 'tile'];

/** @returns {Promise<Map<string, string>>}  file name → script */
export async function buildAll() {
  const scripts = new Map();
  for (const name of SCRIPTS) {
    const result = await build({
      absWorkingDir: HERE,
      entryPoints: [`src/${name}.js`],
      bundle: true,
      minify: true,
      format: 'iife',
      charset: 'ascii',
      target: ['es2020'],
      legalComments: 'none',
      banner: { js: `/* scormkit: made from runtime/src/${name}.js, not to be edited */` },
      write: false,
    });
    scripts.set(`${name}.js`, result.outputFiles[0]?.text ?? '');
  }
  return scripts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(join(HERE, 'built'), { recursive: true });
  for (const [name, script] of await buildAll()) await writeFile(join(HERE, 'built', name), script);
}
