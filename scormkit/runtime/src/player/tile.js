/**
 * A live session's page: when and where, how to join, and that one has been there.
 *
 * @import { Launch } from '../launch.js'
 * @import { DueWindow, Occurrence, TilePlan } from '../types.js'
 * @import { Say } from './say.js'
 */

import { canCheck, isRight } from '../attendance.js';
import { calendarLink, dayOf, fetchPlan, occurrenceOf, placeOf, safeLink, spanOf } from '../live-plan.js';
import { all, make } from './dom.js';

const CHOSEN = 'chosen';

/**
 * @param {HTMLElement} section
 * @param {Launch} launch
 * @param {Say} say
 */
export function bringTileToLife(section, launch, say) {
  const { config, state } = launch;
  const found = config.questions.find(({ id }) => id === section.dataset['tile']);
  if (!config.tile || !found) return;
  const tile = config.tile;
  const question = found;
  const language = config.course.language;
  const opened = launch.now();
  const plans = new Map(tile.cohorts.map((plan) => [plan.cohort.id, plan]));
  const form = /** @type {HTMLFormElement} */ (section.querySelector('form'));
  const feedback = /** @type {HTMLElement} */ (form.querySelector('.feedback'));
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input'));
  /** @type {Map<string, TilePlan | null>} null: could not be had */
  const newest = new Map();
  let chosen = firstChoice();

  offerCohorts();
  draw();
  look();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!launch.ended() && !answered()) attend();
  });
  for (const button of all(form, 'button[data-way]')) {
    button.addEventListener('click', () => !launch.ended() && !answered() && record(button.dataset['way'] ?? ''));
  }
  launch.subscribe((event) => event === 'end' && drawAttendance());

  /** What was said of attendance, and of which cohort; `chosen` is the cohort alone. */
  function remembered() {
    const [way = '', cohort = ''] = (state.texts.get(question.key) ?? '').split(' ');
    return { way, cohort };
  }

  function answered() {
    return !!state.answers.get(question.key)?.right;
  }

  /** The address says it, or the learner did, or there is one only. */
  function firstChoice() {
    const asked = new URLSearchParams(location.search).get('cohort') ?? '';
    const only = plans.size === 1 ? [...plans.keys()] : [];
    return [asked, remembered().cohort, ...only].find((id) => plans.has(id)) ?? '';
  }

  function offerCohorts() {
    const box = /** @type {HTMLElement} */ (section.querySelector('[data-cohorts]'));
    const select = /** @type {HTMLSelectElement} */ (box.querySelector('select'));
    const asked = new URLSearchParams(location.search).get('cohort') ?? '';
    box.hidden = plans.size < 2 || plans.has(asked) || answered();
    const options = [...plans.values()].map(({ cohort }) => make('option', { value: cohort.id }, cohort.title || cohort.id));
    select.append(make('option', { value: '' }, say('tile.choose')), ...options);
    select.value = chosen;
    select.addEventListener('change', () => {
      chosen = select.value;
      if (chosen) launch.hold(question, { answer: '', text: `${CHOSEN} ${chosen}`, sure: 0, hints: 0 });
      draw();
      look();
    });
  }

  /** Asks for a newer plan, once a cohort. */
  function look() {
    const known = plans.get(chosen);
    if (!known || !tile.planUrl || newest.has(chosen)) return;
    const cohort = chosen;
    fetchPlan(config, tile, known).then((plan) => {
      newest.set(cohort, plan);
      if (cohort === chosen) draw();
    });
  }

  function plan() {
    return newest.get(chosen) ?? plans.get(chosen);
  }

  function draw() {
    const current = plan();
    const occurrence = current && occurrenceOf(current, tile);
    section.dataset['status'] = occurrence?.status ?? 'undated';
    place('[data-when]', ...(current && occurrence ? whenLines(current, occurrence) : [make('h2', {}, say(plans.size > 1 ? 'tile.which' : 'tile.in-calendar'))]));
    place('[data-ways]', ...(current && occurrence && occurrence.status !== 'cancelled' ? ways(current, occurrence) : []));
    for (const item of all(section, '[data-prework]')) drawDue(item, current?.cohort.windows ?? []);
    drawAttendance();
  }

  /** @param {string} selector  @param {(Node | string)[]} children */
  function place(selector, ...children) {
    section.querySelector(selector)?.replaceChildren(...children);
  }

  /** @param {TilePlan} current  @param {Occurrence} occurrence */
  function whenLines(current, occurrence) {
    const where = placeOf(current, occurrence);
    const lines = [];
    if (occurrence.status === 'cancelled') lines.push(make('p', {}, make('b', {}, say('tile.cancelled'))));
    if (occurrence.status === 'tentative') lines.push(make('p', {}, make('b', {}, say('tile.tentative'))));
    if (occurrence.start) lines.push(...dateLines(current, occurrence));
    else lines.push(make('h2', {}, say('tile.undated')));
    const spot = [where?.title, where?.address].filter(Boolean).join(', ');
    const phone = where?.dialIn ? say('tile.phone', { number: `\u2066${where.dialIn}\u2069` }) : '';
    lines.push(...paragraph(spot, phone));
    if (occurrence.note) lines.push(make('p', {}, occurrence.note));
    return [...lines, make('p', { class: 'tile-aside' }, asOf(current))];
  }

  /** @param {TilePlan} current  @param {Occurrence} occurrence */
  function dateLines(current, occurrence) {
    const zone = occurrence.start?.timezone ?? current.cohort.timezone;
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const [mine, theirs] = [spanOf(language, undefined, occurrence), spanOf(language, zone, occurrence)];
    const both = [say('tile.own', { zone: city(own) }), say('tile.zone', { zone: city(zone), when: theirs })];
    return [make('h2', {}, mine), ...paragraph(...(mine === theirs ? [say('tile.own', { zone: city(zone) })] : both))];
  }

  /** @param {TilePlan} current */
  function asOf(current) {
    const fresh = newest.get(chosen);
    const time = fresh ? (current.plan.published ?? '') : tile.saved;
    const words = time ? say('tile.as-of', { date: dayOf(language, time) }) : '';
    return newest.get(chosen) === null ? `${words} ${say('tile.offline')}` : words;
  }

  /** @param {TilePlan} current  @param {Occurrence} occurrence */
  function ways(current, occurrence) {
    const where = placeOf(current, occurrence);
    const links = [];
    const url = safeLink(where?.url);
    if (url) links.push(make('a', { class: 'button', href: url, target: '_blank', rel: 'noopener noreferrer' }, say('tile.join')));
    const file = calendarFile(current, occurrence, [where?.title, where?.address, where?.url].filter(Boolean).join(', '));
    if (file) links.push(make('a', { class: 'button quiet', href: file, download: `${tile.session}.ics` }, say('tile.calendar')));
    return links;
  }

  /** The package's own file, as long as it says the same. @param {TilePlan} current  @param {Occurrence} occurrence  @param {string} spot */
  function calendarFile(current, occurrence, spot) {
    const own = plans.get(chosen);
    const before = own && occurrenceOf(own, tile);
    const same = before?.start?.utc === occurrence.start?.utc && before?.end?.utc === occurrence.end?.utc && before?.place === occurrence.place;
    if (own && same) return own.calendar ?? '';
    return occurrence.start ? calendarLink(`${config.course.title}: ${config.sco.title}`, occurrence, spot, current.plan.published || tile.saved) : '';
  }

  /** @param {HTMLElement} item  @param {DueWindow[]} windows */
  function drawDue(item, windows) {
    const due = windows.find(({ unit, relation }) => relation === 'prework' && unit === item.dataset['prework'])?.due;
    const note = item.querySelector('.tile-due');
    if (note) note.textContent = due ? say('tile.due', { when: dayOf(language, due.utc, true) }) : '';
  }

  function drawAttendance() {
    const current = plan();
    const occurrence = current && occurrenceOf(current, tile);
    const cancelled = occurrence?.status === 'cancelled';
    const digest = plans.get(chosen)?.code ?? null;
    const early = !digest && !cancelled && !!occurrence?.start && launch.now() < new Date(occurrence.start.utc).getTime();
    const done = answered();
    const asks = tile.code && !!digest && !cancelled;
    const waits = plans.size > 0 && !chosen;
    show('[data-code]', asks && !done);
    show('[data-actions]', !done && !launch.ended());
    show('button.check', !cancelled);
    show('[data-way="made-up"]', tile.makeup && !cancelled);
    show('[data-way="cancelled"]', cancelled);
    const check = /** @type {HTMLButtonElement} */ (form.querySelector('button.check'));
    check.disabled = waits || early || (asks && !canCheck());
    for (const button of /** @type {HTMLButtonElement[]} */ (all(form, 'button[data-way]'))) button.disabled = waits;
    const why = waits ? 'tile.which' : early ? 'tile.early' : asks ? (canCheck() ? 'tile.code-why' : 'tile.code-https') : cancelled ? '' : 'tile.own-word';
    place('[data-why]', done || !why ? '' : say(why));
    form.dataset['state'] = done ? 'right' : 'open';
    if (done) feedback.replaceChildren(make('p', { class: 'verdict' }, say(`tile.said.${remembered().way || 'self-attested'}`)));
  }

  /** @param {string} selector  @param {boolean} shown */
  function show(selector, shown) {
    for (const element of all(form, selector)) element.hidden = !shown;
  }

  function attend() {
    const digest = plans.get(chosen)?.code;
    if (!tile.code || !digest) return record('self-attested');
    if (!input.value.trim()) return refuse('tile.code-first');
    feedback.replaceChildren(make('p', {}, say('tile.checking')));
    isRight(input.value, digest).then(
      (right) => (right ? record('code') : refuse('tile.code-wrong')),
      () => refuse('tile.code-https'),
    );
  }

  /** @param {string} key */
  function refuse(key) {
    feedback.replaceChildren(make('p', { class: 'question-error' }, say(key)));
    input.focus();
  }

  /** How it is known that one was there goes to the LMS with it: in their own word, by the code, made up, cancelled. @param {string} way */
  function record(way) {
    if (answered() || launch.ended()) return;
    const text = `${way} ${chosen}`.trim();
    const held = form.contains(document.activeElement);
    launch.answer(
      question,
      { hints: 0, right: true, earned: 1, of: 1, answer: '', text },
      { time: new Date(opened), seconds: (launch.now() - opened) / 1000, response: [text], correct: [], mark: null },
    );
    drawAttendance();
    if (!held) return;
    feedback.setAttribute('tabindex', '-1');
    feedback.focus();
  }
}

/** Lines below one another; nothing where there are none. @param {string[]} lines */
function paragraph(...lines) {
  const said = lines.filter(Boolean);
  return said.length ? [make('p', {}, ...said.flatMap((line, n) => (n ? [make('br'), line] : [line])))] : [];
}

/** `America/New_York` as people say it. @param {string | undefined} zone */
function city(zone = '') {
  return zone.replace(/^.*\//, '').replace(/_/g, ' ');
}
