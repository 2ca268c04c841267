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
 * @property {Choice[]} [targets]      matching and label: what the choices belong to
 * @property {{ id: string }[]} [blanks]   fill-in
 * @property {'hotspot' | 'label' | undefined} [form]   of kind `other`
 * @property {boolean} [shuffle]
 * @property {boolean} [confidence]    also asks how sure the learner is
 * @property {number} [timeLimit]      seconds
 * @property {number} [hintCost]       share of the mark that each hint takes
 * @property {string} [quiz]           id of the quiz it belongs to
 * @property {string} [scenario]       id of the scenario whose decision it is
 * @property {string} sealed
 *
 * @typedef {object} Gap
 * @property {string[]} accept
 * @property {string[]} [patterns]   regular expressions that must match the whole
 * @property {boolean} [exact]       case and accents count
 *
 * @typedef {object} Sealed   what may not be read before answering
 * @property {string[]} correct
 * @property {[string, string][]} [pairs]   choice and target
 * @property {Record<string, Gap>} [blanks]
 * @property {[number | null, number | null][]} [ranges]   both ends included; null is open
 * @property {string} [model]
 * @property {string[]} [rubric]
 * @property {string[]} [afterTry]   said after the first, second … wrong try instead of `wrong`
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
 * @property {'all' | 'pages' | 'passed' | 'attended'} require   the last: of a tile
 * @property {number} share
 * @property {number | null} mastery
 * @property {'each-try' | 'last-try'} record
 * @property {'free' | 'in-order' | 'mastery'} [order]   between the units of this SCO
 *
 * @typedef {object} Pool   questions of which some are drawn
 * @property {number} count
 * @property {string[]} questions
 * @property {{ name: string, questions: string[] }[]} [strata]
 *
 * @typedef {object} Quiz
 * @property {string} id
 * @property {string} key
 * @property {string} title
 * @property {string} page
 * @property {string} unit
 * @property {'graded' | 'practice' | 'pre-test' | 'post-test' | 'recall'} purpose
 * @property {number | null} [passMark]   null: the SCO's mastery
 * @property {number} [tries]             0 = as many as wanted
 * @property {number} [wait]              seconds before another try
 * @property {number} [timeLimit]         seconds
 * @property {boolean} [feedbackAtEnd]
 * @property {boolean} [forwardOnly]
 * @property {boolean} [retakeWrong]
 * @property {boolean} [shuffle]
 * @property {string[]} questions         always in
 * @property {Pool[]} [pools]
 *
 * @typedef {{ choice: string, scene: string, points?: number }} Move
 *
 * @typedef {object} Scenario
 * @property {string} id
 * @property {string} key
 * @property {string} title
 * @property {string} page
 * @property {string} unit
 * @property {boolean} graded
 * @property {number} points
 * @property {number} best      what the best way makes
 * @property {{ id: string, question?: string | null }[]} scenes   the first is where it starts; an end has no question
 * @property {string} sealed    `moves`, by scene a list of Move
 *
 * @typedef {object} Checklist
 * @property {string} id
 * @property {string} question
 * @property {number} observations   as many are needed, each by another observer
 * @property {number} others         steps needed beside the critical ones
 *
 * @typedef {object} Config
 * @property {number} format
 * @property {{ id: string, title: string, language: string, version: string }} course
 * @property {{ id: string, title: string }} sco
 * @property {Page[]} pages
 * @property {Unit[]} units
 * @property {{ id: string, text: string }[]} objectives
 * @property {Question[]} questions
 * @property {Quiz[]} [quizzes]
 * @property {Scenario[]} [scenarios]
 * @property {Checklist[]} [checklists]
 * @property {{ key: string }[]} media
 * @property {Policy} policy
 * @property {Record<string, string>} strings
 * @property {Xapi} [xapi]      only where a store is told
 * @property {Tile} [tile]      only where this is about a live session
 *
 * @typedef {object} Tile   a live session as the author's snapshot has it
 * @property {string} session
 * @property {string} saved      when the snapshot was taken, or empty
 * @property {string} planUrl    where to look for a newer plan, or empty; `{cohort}` stands for the cohort's id
 * @property {boolean} code      attendance is shown by a code
 * @property {boolean} makeup    one may make it up
 * @property {TilePlan[]} cohorts
 *
 * @typedef {object} TilePlan   a cohort's public plan, or the part of it that is about the live session
 * @property {{ revision?: number, published?: string }} plan
 * @property {{ id: string, title?: string, timezone?: string, occurrences: Occurrence[], windows?: DueWindow[] }} cohort
 * @property {{ id: string, title?: string, url?: string, dialIn?: string, address?: string }[]} [places]
 * @property {string} [calendar]   the package's own calendar file, or empty
 * @property {{ salt: string, rounds: number, digest: string } | null} [code]   bytes in base64
 *
 * @typedef {{ local: string, timezone: string, utc: string }} PlanMoment
 * @typedef {{ liveSession: string, uid: string, sequence?: number, status?: string, start?: PlanMoment, end?: PlanMoment, place?: string, note?: string }} Occurrence
 * @typedef {{ unit: string, liveSession: string, relation: string, due?: PlanMoment }} DueWindow
 *
 * @typedef {object} Xapi   what statements are made of; the activities are those of this SCO
 * @property {'scorm' | 'cmi5' | 'xapi'} profile
 * @property {string} course    IRI
 * @property {string} part      IRI of what is launched
 * @property {string} state     id of the document that holds the state
 * @property {Record<'attempt' | 'try' | 'hints' | 'confidence' | 'progress' | 'session' | 'mastery' | 'videoSession' | 'videoLength' | 'videoThreshold' | 'videoTime' | 'videoFrom' | 'videoTo' | 'videoProgress' | 'videoSegments', string>} terms   IRIs
 * @property {Record<string, XapiActivity>} activities   by IRI
 * @property {Record<string, XapiTemplate>} templates
 * @property {Record<string, string>} media   IRI by key
 * @property {XapiSettings} settings
 *
 * @typedef {object} XapiActivity
 * @property {string} role
 * @property {Record<string, unknown>} definition
 * @property {string[]} [parent]
 * @property {string[]} [grouping]
 *
 * @typedef {object} XapiTemplate   a kind of statement
 * @property {{ id: string, display: Record<string, string> }} verb
 * @property {{ [key: string]: any, score?: Record<string, number> }} [result]   an example: what stands in it is filled in
 * @property {object[]} [category]
 * @property {Record<string, unknown>} [extensions]   of the context: those that it takes
 * @property {boolean} [attempt]
 *
 * @typedef {object} XapiSettings
 * @property {string} endpoint        ends in a slash; these three may be empty
 * @property {string} authorization
 * @property {string} broker
 * @property {'account' | 'hashed' | 'launch'} actor
 * @property {string} home
 * @property {string} salt
 *
 * @typedef {object} Given   an answer in its kind's own form
 * @property {string} answer    short, of characters that need no escape in the state
 * @property {string} text      what the learner has written; shares the state's budget for free text
 *
 * @typedef {object} Mark   whole steps, `of` from 1 to 63
 * @property {number} earned
 * @property {number} of
 *
 * @typedef {object} Answered   what is remembered of one question
 * @property {number} tries     tries used, at most 63; 0 = given, but not handed in yet
 * @property {number} hints     hints opened, at most 7
 * @property {boolean} right
 * @property {Sure} sure        of the last answer
 * @property {number} earned    the best mark is earned / of
 * @property {number} of        at most 63
 * @property {number | null} record   index of the LMS's record, kept under the policy `last-try` only
 * @property {string} answer    the last one's, empty once trimmed; what was written stands in the state's texts
 *
 * @typedef {0 | 1 | 2} Sure   not said, not sure, sure
 *
 * @typedef {object} QuizState
 * @property {number} tries      handed in so far, at most 4095
 * @property {boolean} open      begun and not handed in
 * @property {number} since      seconds since 1970: when the open try began, or the last was handed in
 * @property {number} position   of the question that is before the learner, where there is no way back
 * @property {number} extended   how often the time was extended
 * @property {number | null} best   0–1, of all tries handed in
 *
 * @typedef {object} WayState   how far a scenario has come
 * @property {string} path       one digit a move, made from the words of the choice
 * @property {number | null} best   0–1, of all ways that have come to an end
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
 * @property {Map<string, number>} draws        32-bit seeds; the learner's own under `***`
 * @property {Map<string, QuizState>} quizzes   by quiz key
 * @property {Map<string, WayState>} ways       by scenario key
 * @property {Map<string, string>} texts        free text by question key, oldest first
 *
 * @typedef {object} Outcome
 * @property {boolean} completed
 * @property {Success} success
 * @property {number | null} score   0–1 unrounded; null while it must not be reported
 * @property {number} progress       0–1
 * @property {number} settled        graded questions that are settled
 * @property {number} graded         those of a quiz as drawn
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
 * @property {Question['form'] | ''} form   of kind `other`, else empty
 * @property {boolean} multiple
 * @property {boolean} [exact]    case and accents count
 * @property {string[]} objectives
 * @property {Date} time           when the question was first looked at in this try
 * @property {Part[]} response
 * @property {Part[][]} correct    alternatives; each is a whole right answer
 * @property {number} weight
 * @property {number | null} mark  0–1; null where nothing is judged
 * @property {number} seconds      from looking to answering
 * @property {string} description
 * @property {string} note         what belongs to a performance: who saw it, and what they say
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
 * @property {() => Saved | Promise<Saved>} commit
 * @property {(deliberate: boolean) => boolean | Promise<boolean>} terminate   deliberate = the learner pressed Exit
 * @property {() => string} [learner]   the LMS's id of who is learning, asked for only where a store is told
 *
 * @typedef {'saved' | 'failed' | 'lost'} Saved
 *
 * @typedef {{ driver: Driver, watch: Watch | null }} Opened
 *
 * @typedef {object} Opening   how a launch begins, and what it can say at any time
 * @property {State} state
 * @property {Outcome} outcome
 * @property {Mode} mode
 * @property {boolean} resumed
 * @property {(unit: Unit) => Outcome} unit   what a unit has come to
 * @property {() => ObjectiveOutcome[]} objectives
 * @property {(quiz: Quiz) => boolean | null} passed   null where there is nothing to pass
 *
 * @typedef {{ outcome: Outcome, deliberate: boolean, agreed: boolean | Promise<boolean> }} Leaving
 * @typedef {{ what: 'ready' | 'play' | 'rest' | 'jump', time: number, length: number, from?: number }} Moment   of a film or sound, in seconds
 *
 * @typedef {(opening: Opening) => Witness | null} Watch
 *
 * @typedef {object} Witness   is told what happens in a launch
 * @property {(outcome: Outcome) => void} progress
 * @property {(interaction: Interaction, by: { tries: number, hints: number, sure: Sure }) => void} answered   one try
 * @property {(quiz: Quiz, score: number | null, since: number) => void} handedIn   `since`: when this try began, in seconds since 1970
 * @property {(scenario: Scenario, score: number) => void} arrived   at an end of it
 * @property {(key: string, moment: Moment) => void} media
 * @property {() => void} hide
 * @property {() => void} wake
 * @property {(leaving: Leaving) => Promise<boolean> | undefined} left   a promise where the end is to wait for it
 *
 * @typedef {object} LogEntry
 * @property {number} time     milliseconds since 1970
 * @property {string} call     method and arguments as passed
 * @property {string} answer
 * @property {string} error    the LMS's code or what was thrown; empty when all is well
 */

export {};
