/** Plays the course of tests/told.py with the built scripts, well and badly, in each standard; what stores were told, as JSON. */
import { createCmi5Lms } from '../../../scormkit/runtime/test/cmi5-lms.js';
import { createLms } from '../../../scormkit/runtime/test/lms.js';
import { createStore } from '../../../scormkit/runtime/test/store-double.js';
import { answerTold, configOf, openTold, settle } from '../../../scormkit/runtime/test/told.js';

const ENDPOINT = { endpoint: 'https://lrs.test/xapi', auth: 'Basic b3BlbjpzZXNhbWU=' };
const ACTOR = JSON.stringify({ objectType: 'Agent', account: { homePage: 'https://learn.example.org', name: 'ada' } });
const REGISTRATION = '0d2c3b4a-1111-4222-8333-444455556666';
const LEARNER = { scorm12: 'cmi.core.student_id', scorm2004: 'cmi.learner_id' };

/** Does all there is to do in a part, and leaves it. */
async function play({ launch, pass, send }, right) {
  const has = (id) => launch.config.questions.some((each) => each.id === id);
  launch.config.pages.forEach(({ key }) => launch.showPage(key));
  await pass(2);
  if (has('q_pull')) {
    answerTold(launch, 'q_pull', { right: false, response: ['a'], sure: 2 });
    answerTold(launch, 'q_pull', { right, response: [right ? 'b' : 'a'], sure: 1 });
    answerTold(launch, 'q_hours', { right, response: [right ? '12' : '3'], correct: [[['12', '13']]] });
  }
  for (const quiz of launch.config.quizzes) {
    launch.startQuiz(quiz);
    answerTold(launch, 'q_rope', { right, response: [right ? 'a' : 'b'], correct: [['a']] });
    answerTold(launch, 'q_knots', { right, response: [['a', right ? 'a' : 'b'], ['b', 'b']], correct: [[['a', 'a'], ['b', 'b']]] });
    launch.handIn(quiz);
  }
  for (const list of launch.config.checklists) {
    answerTold(launch, list.question, { right, response: [['a', right ? '1' : '0'], ['b', '0']], correct: [[['a', '1']]] });
  }
  for (const key of Object.keys(launch.config.xapi.media ?? {})) {
    const watch = (what, time, from) => launch.watchMedia(key, { what, time, length: 60, ...(from === undefined ? {} : { from }) });
    watch('play', 0);
    await pass(20);
    watch('rest', 20);
    watch('play', 20);
    watch('jump', 10, 30);
    await pass(50);
    watch('rest', 60);
  }
  await pass(2);
  send('pagehide');
  await settle();
}

async function playedIn(driver, right) {
  if (driver === 'cmi5') {
    const lms = createCmi5Lms('https://lms.test');
    const query = lms.launch({ mastery: 0.8 }).query;
    await play(await openTold('built', 'cmi5', configOf('cmi5', 'moon.html'), { place: lms, query }), right);
    return lms.store;
  }
  const store = createStore();
  if (driver === 'xapi') {
    const query = new URLSearchParams({ ...ENDPOINT, actor: ACTOR, registration: REGISTRATION }).toString();
    await play(await openTold('built', 'xapi', configOf('xapi'), { place: store, query }), right);
  } else {
    const { api } = createLms(driver, { values: { [LEARNER[driver]]: 'ada' } });
    const query = new URLSearchParams(ENDPOINT).toString();
    await play(await openTold('built', driver, configOf('scorm12'), { place: store, query, api }), right);
  }
  return store;
}

const told = {};
for (const driver of ['scorm12', 'scorm2004', 'cmi5', 'xapi']) {
  told[driver] = [];
  for (const right of [true, false]) told[driver].push([...(await playedIn(driver, right)).statements.values()]);
}
process.stdout.write(JSON.stringify(told), () => process.exit(0)); // the players would go on saving for ever
