/**
 * How a launch ends where state and statements go to one store.
 *
 * @import { Leaving, Witness } from '../types.js'
 * @import { Queue } from '../statements/queue.js'
 */

const PATIENCE = 5_000; // nobody waits longer in front of a farewell
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
    teller.left(leaving);
    if (!leaving.deliberate) {
      queue.leave(STATE);
      return undefined;
    }
    return Promise.all([leaving.agreed, queue.drain(PATIENCE)]).then(([agreed, sent]) => {
      if (returnAddress) window.location.assign(returnAddress);
      return agreed && sent;
    });
  };
}
