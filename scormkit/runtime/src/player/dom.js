/** Making and finding elements. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function all(root, selector) {
  return Array.from(root.querySelectorAll(selector));
}

/** Whether typing here belongs to the element. @param {EventTarget | null} target */
export function isEditable(target) {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], video, audio') !== null;
}

/** Whether left-to-right arrows mean backwards here. @param {Element} element */
export function isRightToLeft(element) {
  return getComputedStyle(element).direction === 'rtl';
}

/** @param {HTMLElement} element */
export function focusOn(element) {
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1');
  element.focus();
}

let last = 0;

/** An id that the document does not have yet. @param {string} stem */
export function freshId(stem) {
  let id;
  do id = `${stem}-${++last}`;
  while (document.getElementById(id));
  return id;
}
