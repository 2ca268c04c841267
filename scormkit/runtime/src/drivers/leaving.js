/**
 * How a launch ends where state and statements go to one store.
 *
 * @import { Leaving, Witness } from '../types.js'
 * @import { Queue } from '../statements/queue.js'
 */

const PATIENCE = 2_500; // for the state and for the statements each: nobody waits longer in front of a farewell
const STATE = 6_000; // of the 64 KiB for requests that outlive their page, for a usual state

/**
 * By Exit all is sent before the learner is told so, or sent on to the LMS; when the page goes, in one last request.
 *
 * @param {Window} window
 * @param {Witness} teller
 * @param {Queue} queue
 * @param {string} returnAddress   empty: there is nowhere to return to
 * @returns {(leaving: Leaving) => Promise<boolean> | undefined}
 */
export function leaveRemote(window, teller, queue, returnAddress) {
  return (leaving) => {
    let told = false;
    const tell = () => {
      told = true;
      teller.left(leaving);
    };
    if (!leaving.deliberate) {
      tell();
      queue.leave(STATE);
      return undefined;
    }
    const impatient = () => {
      if (told) return;
      tell();
      queue.leave(STATE);
    };
    window.addEventListener('pagehide', impatient, { once: true });
    // The state first: a store may refuse whatever comes after the farewell.
    return settled(leaving.agreed, window).then(async (agreed) => {
      if (!told) tell();
      const sent = await queue.drain(PATIENCE);
      if (returnAddress) window.location.assign(returnAddress);
      return agreed && sent;
    });
  };
}

/**
 * @param {boolean | Promise<boolean>} agreed
 * @param {Window} window
 * @returns {Promise<boolean>}
 */
function settled(agreed, window) {
  const tired = new Promise((resolve) => window.setTimeout(() => resolve(false), PATIENCE));
  return Promise.race([Promise.resolve(agreed), /** @type {Promise<boolean>} */ (tired)]);
}
