/** JSON statements on standard input, what Learning Locker's validation says of each on standard output. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const validate = createRequire(import.meta.url)('@learninglocker/xapi-validation').default;

/** @param {unknown} statement */
function judge(statement) {
  try {
    return validate(statement).map((warning) => `${warning.constructor.name} ${warning.path.join('.')}`).join(', ');
  } catch (failure) {
    return String(failure);
  }
}

const statements = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(statements.map(judge)));
