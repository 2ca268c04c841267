/** Colour scheme, text size and playback speed as the learner chose them; remembered where the browser allows. */

import { all } from './dom.js';

/** @import { Say } from './say.js' */

const STORE = 'scormkit:view';
const CHOICES = { scheme: ['auto', 'light', 'dark'], text: ['normal', 'large', 'larger'] };

/** @typedef {ReturnType<typeof createView>} View */

/**
 * @param {Say} say
 * @param {(text: string) => void} announce
 */
export function createView(say, announce) {
  const view = load();

  function show() {
    for (const name of /** @type {const} */ (['scheme', 'text'])) {
      const value = view[name];
      if (value === CHOICES[name][0]) document.documentElement.removeAttribute(`data-${name}`);
      else document.documentElement.setAttribute(`data-${name}`, value);
      for (const button of all(document, `button[data-action="${name}"]`)) {
        button.title = say(`${name}.${value}`);
        button.dataset['value'] = value;
      }
    }
  }

  show();
  return {
    /** @param {'scheme' | 'text'} name */
    cycle(name) {
      const values = CHOICES[name];
      view[name] = /** @type {string} */ (values[(values.indexOf(view[name]) + 1) % values.length]);
      save(view);
      show();
      announce(say(`${name}.${view[name]}`));
    },
    speed: () => view.speed,
    /** @param {number} speed */
    setSpeed(speed) {
      view.speed = speed;
      save(view);
    },
  };
}

function load() {
  const view = { scheme: 'auto', text: 'normal', speed: 1 };
  try {
    const stored = JSON.parse(localStorage.getItem(STORE) ?? '{}');
    if (CHOICES.scheme.includes(stored.scheme)) view.scheme = stored.scheme;
    if (CHOICES.text.includes(stored.text)) view.text = stored.text;
    if (stored.speed > 0 && stored.speed <= 4) view.speed = stored.speed;
  } catch {
    // refused or spoilt: the defaults are fine
  }
  return view;
}

/** @param {object} view */
function save(view) {
  try {
    localStorage.setItem(STORE, JSON.stringify(view));
  } catch {
    // refused: it holds for this launch
  }
}
