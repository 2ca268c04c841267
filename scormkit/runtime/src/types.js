/**
 * Types shared by all rooms of the runtime; nothing here runs.
 *
 * @typedef {'unknown' | 'passed' | 'failed'} Success
 * @typedef {'normal' | 'browse' | 'review'} Mode
 * @typedef {'info' | 'warning' | 'done'} NoticeKind
 *
 * @typedef {object} Page
 * @property {string} id      the section's DOM id
 * @property {string} key     three characters, stable across builds
 * @property {string} title
 * @property {string} unit
 * @property {string | null} file   null when the page is inlined
 *
 * @typedef {{ id: string, text: string }} Choice
 *
 * @typedef {object} Question
 * @property {string} id
 * @property {string} key
 * @property {string} page
 * @property {string} unit
 * @property {string} kind
 * @property {boolean} graded
 * @property {number} points
 * @property {number} tries   0 = as many as wanted
 * @property {boolean} [multiple]
 * @property {boolean} [partial]
 * @property {string} prompt
 * @property {string[]} objectives
 * @property {Choice[]} choices
 * @property {string} sealed
 *
 * @typedef {object} Sealed   what may not be read before answering
 * @property {string[]} correct
 * @property {Record<string, string>} [feedback]   HTML by choice id
 * @property {string} [right]
 * @property {string} [wrong]
 * @property {string} [explanation]
 * @property {string[]} [hints]
 *
 * @typedef {object} Unit
 * @property {string} id
 * @property {string} title
 * @property {string[]} objectives   CMI ids
 * @property {number | null} [mastery]   null where nothing is graded
 * @property {string[]} [prerequisites]   unit ids; those of other SCOs are the LMS's business
 *
 * @typedef {object} Policy
 * @property {'all' | 'pages' | 'passed'} require
 * @property {number} share
 * @property {number | null} mastery
 * @property {'each-try' | 'last-try'} record
 * @property {'free' | 'in-order' | 'mastery'} [order]   between the units of this SCO
 *
 * @typedef {object} Config
 * @property {number} format
 * @property {{ id: string, title: string, language: string, version: string }} course
 * @property {{ id: string, title: string }} sco
 * @property {Page[]} pages
 * @property {Unit[]} units
 * @property {{ id: string, text: string }[]} objectives
 * @property {Question[]} questions
 * @property {{ key: string }[]} media
 * @property {Policy} policy
 * @property {Record<string, string>} strings
 *
 * @typedef {object} Answered   what is remembered of one question
 * @property {number} tries     tries used, at most 63
 * @property {number} hints     hints opened, at most 7
 * @property {boolean} right
 * @property {number} earned    the best mark is earned / of
 * @property {number} of        at most 63
 * @property {number | null} record   index of the LMS's record, kept under the policy `last-try` only
 * @property {string} answer    the kind's own compact form of the last answer, base64url characters; empty once trimmed
 *
 * @typedef {object} Reported   what the LMS was last told
 * @property {boolean} completed
 * @property {Success} success
 * @property {number | null} score   0–1
 *
 * @typedef {object} State
 * @property {string} page                      key of the page to come back to, or empty
 * @property {Reported} reported
 * @property {Set<string>} seen                 page keys
 * @property {Map<string, Answered>} answers    by question key, oldest first
 * @property {Map<string, number>} media        seconds by media key, oldest first
 * @property {Map<string, number>} draws        32-bit seeds by quiz key
 * @property {Map<string, string>} texts        free text by question key, oldest first
 *
 * @typedef {object} Outcome
 * @property {boolean} completed
 * @property {Success} success
 * @property {number | null} score   0–1 unrounded; null while it must not be reported
 * @property {number} progress       0–1
 * @property {number} settled        graded questions that are settled
 * @property {number} graded
 *
 * @typedef {object} ObjectiveOutcome
 * @property {string} id
 * @property {Success} success
 * @property {number | null} score
 *
 * @typedef {string | [string, string]} Part   one answer, or a source with its target
 *
 * @typedef {object} Interaction   one try, in no standard's words
 * @property {string} id
 * @property {string} kind
 * @property {boolean} multiple
 * @property {string[]} objectives
 * @property {Date} time           when the question was first looked at in this try
 * @property {Part[]} response
 * @property {Part[][]} correct    alternatives; each is a whole right answer
 * @property {number} weight
 * @property {number | null} mark  0–1; null where nothing is judged
 * @property {number} seconds      from looking to answering
 * @property {string} description
 *
 * @typedef {object} Connection
 * @property {Mode} mode
 * @property {boolean} credit
 * @property {string} state       as stored, or empty
 * @property {string} bookmark    page key, asked for only where there is no state
 *
 * @typedef {object} Driver   speaks the course's words on this side and a standard's on the other
 * @property {string} name
 * @property {number} stateLimit   characters
 * @property {string} missing      key of the notice for when nothing can be recorded
 * @property {boolean} canExit
 * @property {() => Connection | null} connect   null when nothing can be recorded
 * @property {(outcome: Outcome) => void} reportOutcome   moves forward only
 * @property {(objectives: ObjectiveOutcome[]) => void} reportObjectives
 * @property {(interaction: Interaction, index: number | null) => number | null} reportInteraction   the index used
 * @property {(state: string, bookmark: string) => boolean} saveState   false when the length was refused
 * @property {() => string | null} changedElsewhere   the stored state, where another window has written it
 * @property {(seconds: number) => void} reportTime
 * @property {() => 'saved' | 'failed' | 'lost'} commit
 * @property {(deliberate: boolean) => boolean} terminate   deliberate = the learner pressed Exit
 *
 * @typedef {object} LogEntry
 * @property {number} time     milliseconds since 1970
 * @property {string} call     method and arguments as passed
 * @property {string} answer
 * @property {string} error    the LMS's code or what was thrown; empty when all is well
 */

export {};
