/**
 * A question on a page: checking, tries, hints, time, confidence, feedback, whatever its kind.
 *
 * @import { Launch } from '../launch.js'
 * @import { Answered, Given, Mark, Question, Sealed, Sure } from '../types.js'
 * @import { Say } from './say.js'
 */

import { afterHints } from '../mark.js';
import { isSpent } from '../outcome.js';
import { kindOf } from '../questions/index.js';
import { unseal } from '../questions/seal.js';
import { commentNeutrally } from '../questions/ticking.js';
import { createCountdown } from './countdown.js';
import { focusOn, freshId, make } from './dom.js';
import { shuffleParts } from './shuffle-parts.js';

const DOUBLE_CLICK = 400;
/** @type {Given} */
const NOTHING = { answer: '', text: '' };

/** @typedef {NonNullable<ReturnType<typeof bringQuestionToLife>>} QuestionForm */

/**
 * @param {HTMLFormElement} form
 * @param {Launch} launch
 * @param {Say} say
 * @param {(given: Given) => void} [decided]   takes the answer instead of judging it here
 */
export function bringQuestionToLife(form, launch, say, decided) {
  const found = launch.config.questions.find(({ id }) => id === form.dataset['question']);
  const kindFound = found && kindOf(found);
  if (!found || !kindFound) return null;
  const question = found;
  const kind = kindFound;
  const sealed = unseal(question);
  const hints = sealed.hints ?? [];
  const check = /** @type {HTMLButtonElement} */ (form.querySelector('button.check'));
  const hintButton = form.querySelector('button.hint');
  const tries = form.querySelector('.tries');
  const feedback = /** @type {HTMLElement} */ (form.querySelector('.feedback'));
  const checkLabel = [...check.childNodes];
  const hintList = make('div', { class: 'hints', role: 'status' });
  const countdown = question.timeLimit ? createCountdown(form, say, question.timeLimit, () => (held ? expire() : submit(true))) : null;

  let opened = Date.now(); // of this try
  let hinted = 0;
  let judged = false; // the last answer stands there with its feedback
  let held = false; // the quiz is judged as a whole, later
  let closed = false; // the quiz was handed in
  let told = false; // what would have been right, with it

  if (question.shuffle) shuffleParts(form, question, sealed, launch.seed());
  kind.prepare(form, question, say);
  feedback.before(hintList);
  feedback.id ||= freshId('feedback');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (closed) return;
    if (held) save();
    else if (!judged) submit(false);
    else if (Date.now() - opened > DOUBLE_CLICK) reopen();
  });
  form.addEventListener('change', hold);
  form.addEventListener('input', hold);
  hintButton?.addEventListener('click', showHint);
  if (question.hintCost && hints.length) {
    hintButton?.after(make('span', { class: 'hint-cost' }, say('question.cost', { percent: Math.round(question.hintCost * 100) })));
  }
  if (decided) setState('open');
  else resume();

  function resume() {
    const answered = launch.state.answers.get(question.key);
    lock(false);
    for (let i = hinted; i < (answered?.hints ?? 0); i++) openHint();
    const given = answered ? remembered(launch, question, answered) : null;
    if (given) kind.restore(form, question, given);
    setSure(form, answered?.sure ?? 0);
    setState('open');
    if (answered && answered.tries > 0 && given) present(answered, kind.mark(question, sealed, given), given);
    // Nothing was answered in time, or what it was had to be forgotten; what it was worth is known.
    else if (answered && answered.tries > 0 && (closed || isSpent(question, answered))) present(answered, kind.mark(question, sealed, NOTHING) && answered, null);
    refresh(answered);
  }

  /** @param {boolean} forced   the time is up, or the quiz is handed in: the answer counts as it stands */
  function submit(forced) {
    const lacking = forced ? null : missing();
    if (lacking) return refuse(lacking.key, lacking.at);
    const given = kind.read(form, question);
    if (decided) return decided(given);
    const answered = judge(given);
    const hadFocus = form.contains(document.activeElement);
    present(answered, kind.mark(question, sealed, given), given);
    if (forced && countdown && !held) feedback.prepend(make('p', { class: 'time-up' }, say('clock.up')));
    refresh(answered);
    // The control that had the focus may be disabled or gone by now.
    if (hadFocus && !closed) focusOn(check.hidden ? feedback : check);
  }

  /**
   * @param {string} key
   * @param {HTMLElement | null} at
   */
  function refuse(key, at) {
    feedback.replaceChildren(make('p', { class: 'question-error' }, say(key)));
    form.querySelector('fieldset')?.setAttribute('aria-describedby', feedback.id);
    at?.focus();
  }

  /** @param {Given} given */
  function judge(given) {
    const mark = kind.mark(question, sealed, given);
    const worth = mark && afterHints(mark, hinted, question.hintCost);
    const now = Date.now();
    const answered = launch.answer(
      question,
      { ...(worth ?? { earned: 0, of: 1 }), right: mark !== null && mark.earned === mark.of, hints: hinted, ...given, sure: sureOf(form) },
      { ...kind.record(question, sealed, given), time: new Date(opened), mark: worth && worth.earned / worth.of, seconds: (now - opened) / 1000 },
    );
    opened = now;
    return answered;
  }

  /**
   * @param {Answered} answered
   * @param {Mark | null} mark  of the answer that is shown
   * @param {Given | null} given
   */
  function present(answered, mark, given) {
    const spent = closed ? told : isSpent(question, answered) && !held;
    const verdict = verdictOf(mark);
    judged = true;
    countdown?.stop();
    form.querySelector('fieldset')?.removeAttribute('aria-describedby');
    setState(verdict === 'wrong' && spent ? 'spent' : verdict);
    lock(true);
    if (given) kind.comment(form, question, { sealed, given, say, keep: (answer) => launch.keep(question, answer) });
    if (spent) kind.reveal(form, question, sealed, say);
    const parts = [make('p', { class: 'verdict' }, say(verdictKey(question, verdict)))];
    if (answered.sure && (verdict === 'right' || verdict === 'wrong')) {
      parts.push(make('p', { class: 'sureness' }, say(`question.${verdict}-${answered.sure === 2 ? 'sure' : 'unsure'}`)));
    }
    addHtml(parts, 'feedback-text', textOf(verdict, answered.tries, sealed));
    if (spent && sealed.explanation) {
      parts.push(make('p', { class: 'explanation-title' }, say('question.explanation')));
      addHtml(parts, 'explanation', sealed.explanation);
    }
    feedback.replaceChildren(...parts);
  }

  function reopen() {
    open();
    begin();
    const chosen = [...form.querySelectorAll('.choices input:checked, .spot[aria-pressed=true]')].find((one) => !one.closest('details:not([open])'));
    const control = chosen ?? form.querySelector('.spot, .choices input, .blank, .number, select, textarea, .up');
    if (control instanceof HTMLElement) control.focus();
  }

  function open() {
    judged = false;
    opened = Date.now();
    lock(false);
    feedback.replaceChildren();
    setState('open');
    refresh(launch.state.answers.get(question.key));
  }

  /** @param {boolean} locked */
  function lock(locked) {
    kind.lock(form, locked);
    for (const input of form.querySelectorAll('.confidence input')) /** @type {HTMLInputElement} */ (input).disabled = locked;
  }

  /** The time of a try runs from when it is before the learner's eyes. */
  function begin() {
    if (judged || closed) return;
    opened = Date.now();
    if (countdown && !countdown.running()) countdown.start(opened);
  }

  /** What is given before its quiz is handed in is kept at once, and the button says so. */
  function hold() {
    if (!held || closed) return;
    launch.hold(question, { ...kind.read(form, question), sure: sureOf(form), hints: hinted });
    if (form.dataset['state'] === 'noted' && missing()) setState('open');
  }

  /** The time is up, the verdict waits for the quiz: the answer stays as it stands. */
  function expire() {
    hold();
    lock(true);
    check.hidden = true;
    feedback.replaceChildren(make('p', { class: 'time-up' }, say('clock.up')));
  }

  function save() {
    const lacking = missing();
    if (lacking) return refuse(lacking.key, lacking.at);
    hold();
    setState('noted');
    feedback.replaceChildren(make('p', { class: 'verdict' }, say('question.noted')));
  }

  const missing = () => kind.missing(form, question) ?? missingSure(form);

  /** @param {Answered | undefined} answered */
  function refresh(answered) {
    const spent = closed || isSpent(question, answered);
    check.hidden = spent;
    check.replaceChildren(...(judged ? [say(form.dataset['state'] === 'noted' ? 'question.change' : 'question.again')] : checkLabel));
    if (hintButton instanceof HTMLElement) hintButton.hidden = spent || hinted >= hints.length;
    if (!tries) return;
    const left = question.tries - (answered?.tries ?? 0);
    if (question.tries < 2 || answered?.right || held) tries.textContent = '';
    else tries.textContent = left > 0 ? say('question.tries', { count: left }) : say('question.spent');
  }

  function showHint() {
    openHint();
    hold();
    if (hinted < hints.length || !(hintButton instanceof HTMLElement)) return;
    hintButton.hidden = true;
    focusOn(hintList);
  }

  function openHint() {
    const html = hints[hinted];
    if (html === undefined) return;
    hinted++;
    hintList.append(make('p', { class: 'hint-title' }, say('question.hint', { number: hinted, total: hints.length })), fromHtml('hint-text', html));
  }

  /** @param {string} state */
  function setState(state) {
    form.dataset['state'] = state;
  }

  return {
    form,
    question,
    begin,
    /** Waits for its quiz, unless it was judged before. @param {boolean} on */
    setHeld(on) {
      held = on && !judged;
      if (held && launch.state.answers.has(question.key) && missing() === null) setState('noted');
      refresh(launch.state.answers.get(question.key));
    },
    /** A new try of the quiz. */
    restart() {
      closed = false;
      const answered = launch.state.answers.get(question.key);
      if (answered?.right) return;
      hinted = 0;
      hintList.replaceChildren();
      open();
      kind.restore(form, question, NOTHING);
      setSure(form, 0);
    },
    /** The quiz is being handed in: what is not judged yet is judged as it stands. */
    handIn() {
      if (!judged) submit(true);
    },
    /**
     * The quiz is handed in: no more answers here.
     *
     * @param {boolean} all    tells what would have been right
     * @param {boolean} each   tells it of what was settled by itself
     */
    close(all, each) {
      told = all || (each && isSpent(question, launch.state.answers.get(question.key)));
      closed = true;
      held = false;
      countdown?.stop();
      resume();
      lock(true);
    },
    isAnswered: () => judged || missing() === null,
    isJudged: () => judged,
    /** Judges what was chosen but not checked. */
    settle() {
      if (!judged && !held && !closed && missing() === null) submit(true);
    },
    /** For scenarios: what the learner has decided can no longer be changed; the story says what it was worth. @param {Given} given */
    showDecision(given) {
      kind.restore(form, question, given);
      lock(true);
      commentNeutrally(form, question, { sealed: { ...sealed, feedback: {} }, given, say, keep() {} });
      check.hidden = true;
    },
    /** For scenarios: back to the start. */
    undecide() {
      lock(false);
      kind.restore(form, question, NOTHING);
      feedback.replaceChildren();
      check.hidden = false;
    },
    sealed,
    record: (/** @type {Given} */ given) => ({ ...kind.record(question, sealed, given), time: new Date(opened), seconds: (Date.now() - opened) / 1000 }),
  };
}

/** @param {Mark | null} mark */
function verdictOf(mark) {
  if (!mark) return 'noted';
  return mark.earned === mark.of ? 'right' : mark.earned > 0 ? 'partly' : 'wrong';
}

/** What was done is not right or wrong. @param {Question} question  @param {string} verdict */
function verdictKey({ kind }, verdict) {
  if (kind === 'performance' && verdict !== 'noted') return verdict === 'right' ? 'performance.done' : 'performance.open';
  return `question.${verdict}`;
}

/**
 * What the author says to a verdict: a text for this very try comes before the general one.
 *
 * @param {string} verdict
 * @param {number} tries
 * @param {Sealed} sealed
 */
function textOf(verdict, tries, sealed) {
  if (verdict === 'noted') return '';
  return verdict === 'right' ? sealed.right : (sealed.afterTry?.[tries - 1] ?? sealed.wrong);
}

/**
 * @param {Launch} launch
 * @param {Question} question
 * @param {Answered} answered
 * @returns {Given | null}
 */
function remembered({ state }, { key }, { answer }) {
  const text = state.texts.get(key) ?? '';
  return answer || text ? { answer, text } : null;
}

/** @param {HTMLFormElement} form @returns {Sure} */
function sureOf(form) {
  const value = /** @type {HTMLInputElement | null} */ (form.querySelector('.confidence input:checked'))?.value;
  return value === 'sure' ? 2 : value === 'unsure' ? 1 : 0;
}

/** @param {HTMLFormElement} form  @param {Sure} sure */
function setSure(form, sure) {
  for (const element of form.querySelectorAll('.confidence input')) {
    const input = /** @type {HTMLInputElement} */ (element);
    input.checked = input.value === ['', 'unsure', 'sure'][sure];
  }
}

/** @param {HTMLFormElement} form */
function missingSure(form) {
  const first = /** @type {HTMLElement | null} */ (form.querySelector('.confidence input'));
  return first && !sureOf(form) ? { key: 'question.confidence', at: first } : null;
}

/**
 * @param {HTMLElement[]} parts
 * @param {string} name
 * @param {string | undefined} html
 */
function addHtml(parts, name, html) {
  if (html) parts.push(fromHtml(name, html));
}

/**
 * @param {string} name
 * @param {string} html  made and sanitised by the build
 */
function fromHtml(name, html) {
  const element = make('div', { class: name });
  element.innerHTML = html;
  return element;
}
