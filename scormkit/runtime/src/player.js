/** Entry of assets/player.js: brings the document to life around the launch that the driver has opened. */

import { all, isEditable, make } from './player/dom.js';
import { bringChecklistToLife } from './player/checklist.js';
import { createFinish } from './player/finish.js';
import { bringFlashcardsToLife } from './player/flashcards.js';
import { bringGlossaryToLife } from './player/glossary.js';
import { createLogPanel } from './player/log-panel.js';
import { bringMediaToLife } from './player/media.js';
import { createNavigation, readHash } from './player/navigation.js';
import { createPanels } from './player/panels.js';
import { bringQuestionToLife } from './player/question-form.js';
import { bringQuizToLife } from './player/quiz.js';
import { createSay } from './player/say.js';
import { bringScenarioToLife } from './player/scenario.js';
import { bringSearchToLife } from './player/search.js';
import { followStatus, leave } from './player/status.js';
import { bringTableToLife } from './player/table.js';
import { bringTabsToLife } from './player/tabs.js';
import { createView } from './player/view.js';

/** @import { Launch } from './launch.js' */

const place = /** @type {Window & { scormkit?: Launch | Promise<Launch>, scormkitTile?: typeof import('./player/tile.js').bringTileToLife }} */ (window);
const opened = place.scormkit;
if (opened && 'then' in opened) opened.then(play);
else if (opened) play(opened);

/** @param {import('./launch.js').Launch} launch */
function play(launch) {
  const say = createSay(launch.config.strings);
  const announcer = make('div', { class: 'visually-hidden announcer', role: 'status' });
  document.body.append(announcer);
  document.documentElement.classList.replace('no-js', 'js');

  /** @param {string} text */
  const announce = (text) => void (announcer.textContent = text);
  const view = createView(say, announce);
  const panels = createPanels();
  const toggleLog = createLogPanel(launch, say);

  /** One broken block must not cost the page. @param {HTMLElement} root  @param {string} selector  @param {(element: HTMLElement) => void} step */
  const each = (root, selector, step) => {
    for (const element of all(root, selector)) {
      try {
        step(element);
      } catch (error) {
        console.error('scormkit:', error);
      }
    }
  };

  followStatus(launch, say);
  const enhance = (/** @type {HTMLElement} */ section) => {
    each(section, '.tabs[data-tabs]', bringTabsToLife);
    each(section, '.table', (table) => bringTableToLife(table, say));
    each(section, '.flashcards[data-flashcards]', (deck) => bringFlashcardsToLife(deck, say));
    each(section, 'video[data-media], audio[data-media]', (medium) => bringMediaToLife(/** @type {HTMLMediaElement} */ (medium), launch, view, say));
    /** @type {import('./player/question-form.js').QuestionForm[]} */
    const forms = [];
    each(section, 'form.question', (form) => {
      if (form.closest('.scenario')) return;
      const made = bringQuestionToLife(/** @type {HTMLFormElement} */ (form), launch, say);
      if (made) forms.push(made);
    });
    each(section, '.quiz[data-quiz]', (quiz) => bringQuizToLife(quiz, launch, say, forms));
    each(section, '.scenario[data-scenario]', (scenario) => bringScenarioToLife(scenario, launch, say));
    each(section, '.checklist[data-checklist]', (list) => bringChecklistToLife(list, launch, say));
    each(section, '.tile[data-tile]', (tile) => place.scormkitTile?.(tile, launch, say));
    for (const form of forms) if (!form.question.quiz) form.begin();
  };
  const navigation = createNavigation(launch, say, enhance, () => showFinish());
  const showFinish = createFinish(launch, navigation, say, announce);

  /** @type {Record<string, (button: Element) => void>} */
  const actions = {
    previous: () => navigation.move(-1),
    next: () => navigation.move(1),
    exit: () => leave(launch, say),
    leave: () => leave(launch, say),
    menu: () => panels.toggleMenu(),
    search: () => panels.toggleSearch(),
    scheme: () => view.cycle('scheme'),
    text: () => view.cycle('text'),
    close: (button) => panels.close(button),
    print: () => window.print(),
  };

  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || !(event.target instanceof Element)) return;
    const button = event.target.closest('button[data-action]');
    if (button) return actions[button.getAttribute('data-action') ?? '']?.(button);
    const link = event.target.closest('a[data-goto], a[href^="#"]');
    if (!link || launch.ended() || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const id = link.getAttribute('data-goto') ?? decodeURIComponent(link.getAttribute('href')?.slice(1) ?? '');
    if (!navigation.goTo(id)) return;
    event.preventDefault();
    if (link.closest('nav[data-toc], [data-search]')) panels.closeAll();
  });

  // Even a question that could not be brought to life must never send the document away.
  document.addEventListener('submit', (event) => {
    if (event.target instanceof Element && event.target.matches('form.question, form.observation, .tile form')) event.preventDefault();
  });

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented) return;
    if (event.key === 'Escape') return void panels.close(null);
    if (isEditable(event.target)) return;
    // AltGr is Ctrl+Alt on some keyboards and writes letters there.
    if (event.code === 'KeyL' && event.ctrlKey && event.altKey && !event.getModifierState('AltGraph')) {
      event.preventDefault();
      toggleLog();
    }
    if (!event.altKey || event.ctrlKey || event.shiftKey || event.metaKey || launch.ended()) return;
    if (event.key !== 'PageDown' && event.key !== 'PageUp') return;
    event.preventDefault();
    navigation.move(event.key === 'PageDown' ? 1 : -1);
  });

  window.addEventListener('hashchange', () => {
    if (!launch.ended() && readHash() !== navigation.current()?.id) navigation.goTo(readHash());
  });

  for (const button of all(document, 'button[data-action="exit"]')) button.hidden = !launch.canExit;
  for (const button of all(document, 'button[data-action="next"]')) button.setAttribute('aria-keyshortcuts', 'Alt+PageDown');
  for (const button of all(document, 'button[data-action="previous"]')) button.setAttribute('aria-keyshortcuts', 'Alt+PageUp');

  bringGlossaryToLife();
  each(document.body, '[data-search]', (panel) => bringSearchToLife(panel, launch, navigation, say));
  launch.subscribe((event) => {
    if (event === 'outcome') navigation.refresh();
  });
  navigation.start();
  if (/[?&]scormkit-log\b/.test(location.search)) toggleLog();
}
