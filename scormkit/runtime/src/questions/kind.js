/**
 * What every kind of question offers; one module a kind, named in index.js. An answer is the kind's own short text in base64url characters,
 * as it stands in the state.
 *
 * @import { Part, Question, Sealed } from '../types.js'
 * @import { Say } from '../player/say.js'
 *
 * @typedef {object} Kind
 * @property {(question: Question) => string} empty   key of the text for when nothing was answered
 * @property {(form: HTMLFormElement, question: Question) => void} prepare   once, before anything else
 * @property {(form: HTMLFormElement, question: Question) => string | null} read   null when nothing was answered
 * @property {(form: HTMLFormElement, question: Question, answer: string) => void} restore   puts an answer back into the controls
 * @property {(question: Question, sealed: Sealed, answer: string) => { earned: number, of: number }} mark   whole steps, `of` from 1 to 63
 * @property {(form: HTMLFormElement, question: Question, sealed: Sealed, answer: string, say: Say) => void} comment   says about each part what the author wrote
 * @property {(form: HTMLFormElement, question: Question, sealed: Sealed, say: Say) => void} reveal   shows what would have been right
 * @property {(form: HTMLFormElement, locked: boolean) => void} lock   unlocking also takes comments away
 * @property {(question: Question, sealed: Sealed, answer: string) => { response: Part[], correct: Part[][] }} record
 * @property {(question: Question) => number} longest   characters of the longest answer
 */

export {};
