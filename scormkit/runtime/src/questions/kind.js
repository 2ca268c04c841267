/**
 * What every kind of question offers; one module a kind, named in index.js.
 *
 * @import { Given, Mark, Part, Question, Sealed } from '../types.js'
 * @import { Say } from '../player/say.js'
 *
 * @typedef {{ key: string, at: HTMLElement | null }} Missing   key of the text that says what is lacking, and where
 * @typedef {{ sealed: Sealed, given: Given, say: Say, keep: (answer: string) => void }} Judged   `keep` remembers more of the answer, without a try
 *
 * @typedef {object} Kind
 * @property {(form: HTMLFormElement, question: Question, say: Say) => void} prepare   once, before anything else
 * @property {(form: HTMLFormElement, question: Question) => Given} read   as it stands, complete or not
 * @property {(form: HTMLFormElement, question: Question) => Missing | null} missing
 * @property {(form: HTMLFormElement, question: Question, given: Given) => void} restore   puts an answer back into the controls
 * @property {(question: Question, sealed: Sealed, given: Given) => Mark | null} mark   null where nothing is right or wrong
 * @property {(form: HTMLFormElement, question: Question, judged: Judged) => void} comment   says about each part what it was worth
 * @property {(form: HTMLFormElement, question: Question, sealed: Sealed, say: Say) => void} reveal   shows what would have been right
 * @property {(form: HTMLFormElement, locked: boolean) => void} lock   unlocking also takes away what was said
 * @property {(question: Question, sealed: Sealed, given: Given) => { response: Part[], correct: Part[][], exact?: boolean }} record
 * @property {(question: Question) => number} longest   characters of the longest answer, text aside
 */

export {};
