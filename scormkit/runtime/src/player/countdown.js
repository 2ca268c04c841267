/**
 * A time limit: the time left in sight, a warning before the end, and more time for the asking (WCAG 2.2.1).
 *
 * @import { Say } from './say.js'
 */

import { make } from './dom.js';

const WARNING = 20; // seconds before the end
const MOST = 10; // extensions

/**
 * @param {ParentNode} root   holds `.clock` and `button.extend`
 * @param {Say} say
 * @param {number} seconds    of the limit, and of each extension
 * @param {() => void} end
 * @param {(extended: number) => void} [onExtend]
 */
export function createCountdown(root, say, seconds, end, onExtend) {
  const clock = /** @type {HTMLElement | null} */ (root.querySelector('.clock'));
  const button = /** @type {HTMLElement | null} */ (root.querySelector('button.extend'));
  const status = make('span', { class: 'visually-hidden', role: 'status' });
  (clock ?? button)?.after(status);
  let deadline = Infinity;
  let extended = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  button?.addEventListener('click', () => {
    extended++;
    deadline += seconds * 1000;
    onExtend?.(extended);
    status.textContent = say('clock.extended', { time: timeText(left()) });
    tick();
  });

  const left = () => Math.max(0, Math.ceil((deadline - Date.now()) / 1000));

  function tick() {
    clearTimeout(timer);
    const rest = left();
    if (clock) clock.textContent = say('clock.left', { time: timeText(rest) });
    const near = rest <= WARNING && rest < seconds && extended < MOST;
    if (button && near && button.hidden) status.textContent = say('clock.warning', { seconds: rest });
    if (button) button.hidden = !near;
    if (rest > 0) timer = setTimeout(tick, 1000);
    else {
      stop();
      end();
    }
  }

  function stop() {
    clearTimeout(timer);
    deadline = Infinity;
    if (clock) clock.hidden = true;
    if (button) button.hidden = true;
  }

  return {
    stop,
    running: () => deadline !== Infinity,
    /** @param {number} since  milliseconds since 1970  @param {number} [already]  extensions given before */
    start(since, already = 0) {
      extended = already;
      deadline = since + seconds * 1000 * (1 + already);
      if (clock) clock.hidden = false;
      tick();
    },
  };
}

/** Minutes and seconds. @param {number} seconds */
function timeText(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
