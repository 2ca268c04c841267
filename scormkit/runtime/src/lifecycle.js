/** The moments of a document's life that matter to a launch. @import { Launch } from './launch.js' */

/**
 * `pagehide` alone comes in every way of leaving but a crash; `unload` is being withdrawn from browsers and blocks the
 * back-forward cache, `beforeunload` also fires for a leaving that does not happen.
 *
 * @param {Window} window
 * @param {Launch} launch
 */
export function followLifecycle(window, launch) {
  window.addEventListener('pagehide', () => launch.end(false));
  window.addEventListener('pageshow', (event) => {
    // Back from the cache with a session that is over: only a new launch can record again.
    if (event.persisted && launch.ended()) window.location.reload();
  });
  window.document.addEventListener('visibilitychange', () => {
    if (window.document.visibilityState === 'hidden') launch.hide();
    else launch.wake();
  });
  window.addEventListener('online', () => launch.wake());
}
