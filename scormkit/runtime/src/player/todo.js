/** What is still to do, as a list of links. @import { Missing } from '../missing.js'  @import { Say } from './say.js' */

import { make } from './dom.js';

const SHOWN = 12;

/**
 * @param {Missing[]} missing
 * @param {Say} say
 * @returns {HTMLElement[]}  nothing where nothing is missing
 */
export function listMissing(missing, say) {
  if (!missing.length) return [];
  const items = missing.slice(0, SHOWN).map(({ page, unseen, questions }) => {
    const notes = [...(unseen ? [say('state.new')] : []), ...(questions ? [say('todo.questions', { count: questions })] : [])];
    const link = make('a', { href: `#${page.id}`, 'data-goto': page.id }, page.title);
    return make('li', {}, link, ' ', make('span', { class: 'todo-note' }, notes.join(', ')));
  });
  const rest = missing.length - items.length;
  const lines = [make('p', { class: 'todo-title' }, say('todo.title')), make('ul', { class: 'todo' }, ...items)];
  return rest > 0 ? [...lines, make('p', { class: 'todo-note' }, say('todo.more', { count: rest }))] : lines;
}
