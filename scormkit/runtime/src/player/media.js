/**
 * Films and sounds: speed, and the second where the learner stopped.
 *
 * @import { Launch } from '../launch.js'
 * @import { Say } from './say.js'
 * @import { View } from './view.js'
 */

import { make } from './dom.js';

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
const STEP = 1; // seconds between two notes of the position, in memory
const JUMP = 0.5; // seconds; less is a correction of the player
const TAIL = 3; // so near the end it starts over

/**
 * @param {HTMLMediaElement} medium
 * @param {Launch} launch
 * @param {View} view
 * @param {Say} say
 */
export function bringMediaToLife(medium, launch, view, say) {
  const key = medium.dataset['media'] ?? '';
  const select = make('select', {}, ...SPEEDS.map((speed) => make('option', { value: String(speed) }, `${speed}×`)));
  select.value = String(view.speed());
  medium.playbackRate = view.speed();
  medium.after(make('label', { class: 'media-speed' }, `${say('media.speed')} `, select));
  select.addEventListener('change', () => {
    medium.playbackRate = Number(select.value);
    view.setSpeed(medium.playbackRate);
  });

  let noted = launch.state.media.get(key) ?? 0;
  const resume = () => {
    if (noted > 0 && noted < medium.duration - TAIL) medium.currentTime = noted;
    medium.playbackRate = Number(select.value);
  };
  if (medium.readyState > 0) resume();
  else medium.addEventListener('loadedmetadata', resume, { once: true });

  /** @param {boolean} resting */
  function note(resting) {
    noted = medium.ended ? 0 : medium.currentTime;
    launch.moveMedia(key, noted, resting);
  }
  /** @param {'ready' | 'play' | 'rest' | 'jump'} what @param {number} [from] */
  function watch(what, from) {
    if (Number.isFinite(medium.duration)) launch.watchMedia(key, { what, time: medium.currentTime, length: medium.duration, ...(from === undefined ? {} : { from }) });
  }
  let place = 0; // where it stood before a jump
  medium.addEventListener('playing', () => watch('play'));
  medium.addEventListener('seeked', () => {
    if (Math.abs(medium.currentTime - place) > JUMP) watch('jump', place);
    place = medium.currentTime;
  });
  medium.addEventListener('timeupdate', () => {
    if (!medium.seeking) place = medium.currentTime;
    if (!medium.paused && Math.abs(medium.currentTime - noted) >= STEP) note(false);
  });
  for (const event of ['pause', 'ended']) {
    medium.addEventListener(event, () => {
      note(true);
      watch('rest');
    });
  }
}
