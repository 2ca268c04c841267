"""xAPI room, vocabulary: every IRI that scormkit writes or reads, once, with its names.

Names stand in the languages of the player. Where a profile has names of its own in a language, ours are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

LANGUAGES = ("en", "de", "fr", "es", "ar")

_ADL = "http://adlnet.gov/expapi"
_SCORM = "https://w3id.org/xapi/scorm"
_CMI5 = "https://w3id.org/xapi/cmi5"
_VIDEO = "https://w3id.org/xapi/video"
_CLASSROOM = "https://w3id.org/xapi/virtual-classroom"
_STREAMS = "http://activitystrea.ms"
_TINCAN = "http://id.tincanapi.com"
#: scormkit's own: what no profile has a word for. A URN, since it names and leads nowhere.
OWN = "urn:scormkit:xapi"


class Sort(StrEnum):
    """What an IRI names."""

    VERB = "verb"
    ACTIVITY_TYPE = "activity type"
    CATEGORY = "category"
    CONTEXT_EXTENSION = "context extension"
    RESULT_EXTENSION = "result extension"
    ACTIVITY_EXTENSION = "activity extension"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Concept:
    """An IRI with what it names, whose it is, and its names in the order of `LANGUAGES`."""

    iri: str
    sort: Sort
    source: str
    names: tuple[str, ...]

    def display(self, *languages: str) -> dict[str, str]:
        """The language map: English and those of `languages` that have a name, in a fixed order."""
        wanted = {each.split("-")[0].lower() for each in languages} | {"en"}
        return {language: name for language, name in zip(LANGUAGES, self.names, strict=False) if language in wanted}

    def displays(self) -> dict[str, str]:
        """The names in all languages."""
        return self.display(*LANGUAGES)


def _verb(iri: str, source: str, names: str) -> Concept:
    return Concept(iri, Sort.VERB, source, _names(names))


def _type(iri: str, source: str, names: str) -> Concept:
    return Concept(iri, Sort.ACTIVITY_TYPE, source, _names(names))


def _category(iri: str, source: str, name: str) -> Concept:
    return Concept(iri, Sort.CATEGORY, source, (name,))


def _context(iri: str, source: str, name: str) -> Concept:
    return Concept(iri, Sort.CONTEXT_EXTENSION, source, (name,))


def _result(iri: str, source: str, name: str) -> Concept:
    return Concept(iri, Sort.RESULT_EXTENSION, source, (name,))


def _document(iri: str, name: str) -> Concept:
    return Concept(iri, Sort.DOCUMENT, "ADL SCORM profile", (name,))


def _names(names: str) -> tuple[str, ...]:
    found = tuple(each.strip() for each in names.split("|"))
    assert len(found) == len(LANGUAGES), names
    return found


_A, _S, _C5, _V, _VC, _L, _O = (
    "ADL",
    "ADL SCORM profile",
    "cmi5",
    "video profile",
    "virtual classroom profile",
    "live sessions",
    "scormkit",
)

# --- verbs ----------------------------------------------------------------------------------------

INITIALIZED = _verb(f"{_ADL}/verbs/initialized", _A, "initialized|begann|a commencé|inició|بدأ")
RESUMED = _verb(f"{_ADL}/verbs/resumed", _A, "resumed|setzte fort|a repris|reanudó|استأنف")
SUSPENDED = _verb(f"{_ADL}/verbs/suspended", _A, "suspended|unterbrach|a suspendu|suspendió|علّق")
TERMINATED = _verb(f"{_ADL}/verbs/terminated", _A, "terminated|beendete|a terminé|terminó|أنهى")
COMPLETED = _verb(f"{_ADL}/verbs/completed", _A, "completed|schloss ab|a achevé|completó|أكمل")
PASSED = _verb(f"{_ADL}/verbs/passed", _A, "passed|bestand|a réussi|aprobó|اجتاز")
FAILED = _verb(f"{_ADL}/verbs/failed", _A, "failed|bestand nicht|a échoué|suspendió el examen|لم يجتز")
SCORED = _verb(f"{_ADL}/verbs/scored", _A, "scored|erzielte|a obtenu|obtuvo|حصل على درجة")
PROGRESSED = _verb(f"{_ADL}/verbs/progressed", _A, "progressed|kam voran|a progressé|avanzó|تقدّم")
RESPONDED = _verb(f"{_ADL}/verbs/responded", _A, "responded|antwortete|a répondu|respondió|استجاب")
ANSWERED = _verb(f"{_ADL}/verbs/answered", _A, "answered|beantwortete|a répondu à|contestó|أجاب")
INTERACTED = _verb(f"{_ADL}/verbs/interacted", _A, "interacted|interagierte|a interagi|interactuó|تفاعل")
REGISTERED = _verb(f"{_ADL}/verbs/registered", _A, "registered|meldete sich an|s'est inscrit|se inscribió|سجّل")
ATTENDED = _verb(f"{_ADL}/verbs/attended", _A, "attended|nahm teil|a participé|asistió|حضر")
VOIDED = _verb(f"{_ADL}/verbs/voided", _A, "voided|annullierte|a annulé|anuló|أبطل")
PLAYED = _verb(f"{_VIDEO}/verbs/played", _V, "played|spielte ab|a lu|reprodujo|شغّل")
PAUSED = _verb(f"{_VIDEO}/verbs/paused", _V, "paused|hielt an|a mis en pause|pausó|أوقف مؤقتًا")
SEEKED = _verb(f"{_VIDEO}/verbs/seeked", _V, "seeked|spulte|a cherché|buscó|انتقل")
SCHEDULED = _verb(f"{_STREAMS}/schedule", _L, "scheduled|setzte an|a planifié|programó|جدول")
CANCELLED = _verb(f"{_STREAMS}/cancel", _L, "cancelled|sagte ab|a annulé la séance|canceló|ألغى")
JOINED = _verb(f"{_STREAMS}/join", _L, "joined|trat bei|a rejoint|se unió|انضم")
LEFT = _verb(f"{_STREAMS}/leave", _L, "left|verließ|a quitté|salió|غادر")
UNREGISTERED = _verb(
    f"{_TINCAN}/verb/unregistered",
    _L,
    "unregistered|meldete sich ab|s'est désinscrit|canceló su inscripción|ألغى التسجيل",
)
ABSENT = _verb(f"{OWN}:verb:absent", _O, "was absent from|fehlte bei|était absent de|estuvo ausente de|تغيّب عن")

# --- activity types -------------------------------------------------------------------------------

COURSE = _type(f"{_ADL}/activities/course", _A, "course|Kurs|cours|curso|دورة")
MODULE = _type(f"{_ADL}/activities/module", _A, "module|Modul|module|módulo|وحدة")
LESSON = _type(f"{_ADL}/activities/lesson", _A, "lesson|Lektion|leçon|lección|درس")
ASSESSMENT = _type(f"{_ADL}/activities/assessment", _A, "assessment|Prüfung|évaluation|evaluación|تقييم")
INTERACTION = _type(f"{_ADL}/activities/cmi.interaction", _A, "interaction|Aufgabe|interaction|interacción|تفاعل")
OBJECTIVE = _type(f"{_ADL}/activities/objective", _A, "objective|Lernziel|objectif|objetivo|هدف")
ATTEMPT = _type(f"{_ADL}/activities/attempt", _A, "attempt|Versuch|tentative|intento|محاولة")
PROFILE = _type(f"{_ADL}/activities/profile", _A, "profile|Profil|profil|perfil|ملف تعريف")
MEETING = _type(f"{_ADL}/activities/meeting", _A, "meeting|Treffen|réunion|reunión|اجتماع")
MEDIA = _type(f"{_ADL}/activities/media", _A, "media|Medium|média|medio|وسائط")
PERFORMANCE = _type(f"{_ADL}/activities/performance", _A, "performance|Ausführung|exécution|ejecución|أداء")
SIMULATION = _type(f"{_ADL}/activities/simulation", _A, "simulation|Simulation|simulation|simulación|محاكاة")
VIDEO = _type(f"{_VIDEO}/activity-type/video", _V, "video|Video|vidéo|vídeo|فيديو")
CMI5_COURSE = _type(f"{_CMI5}/activitytype/course", _C5, "course|Kurs|cours|curso|دورة")
CMI5_BLOCK = _type(f"{_CMI5}/activitytype/block", _C5, "block|Block|bloc|bloque|كتلة")
CLASSROOM = _type(
    f"{_CLASSROOM}/activity-types/virtual-classroom",
    _VC,
    "virtual classroom|virtuelles Klassenzimmer|classe virtuelle|aula virtual|فصل افتراضي",
)
EVENT = _type(f"{_STREAMS}/event", _L, "event|Veranstaltung|événement|evento|حدث")
WEBINAR = _type(f"{_TINCAN}/activitytype/webinar", _L, "webinar|Webinar|webinaire|seminario web|ندوة عبر الإنترنت")
CHECKLIST = _type(
    f"{_TINCAN}/activitytype/checklist",
    "Tin Can registry",
    "checklist|Checkliste|liste de contrôle|lista de comprobación|قائمة تحقق",
)
CHECKLIST_ITEM = _type(
    f"{_TINCAN}/activitytype/checklist-item",
    "Tin Can registry",
    "checklist item|Punkt der Checkliste|élément de liste|elemento de la lista|عنصر القائمة",
)

# --- categories -----------------------------------------------------------------------------------

SCORM_PROFILE = _category(_SCORM, _S, "xAPI SCORM profile")
CMI5_DEFINED = _category(f"{_CMI5}/context/categories/cmi5", _C5, "cmi5 defined")
CMI5_MOVE_ON = _category(f"{_CMI5}/context/categories/moveon", _C5, "counts for moveOn")
VIDEO_PROFILE = _category(_VIDEO, _V, "xAPI video profile")
CLASSROOM_PROFILE = _category(_CLASSROOM, _VC, "xAPI virtual classroom profile")

# --- extensions -----------------------------------------------------------------------------------

CMI5_SESSION = _context(f"{_CMI5}/context/extensions/sessionid", _C5, "session id")
CMI5_MASTERY = _context(f"{_CMI5}/context/extensions/masteryscore", _C5, "mastery score")
CMI5_LAUNCH_MODE = _context(f"{_CMI5}/context/extensions/launchmode", _C5, "launch mode")
CMI5_LAUNCH_URL = _context(f"{_CMI5}/context/extensions/launchurl", _C5, "launch URL")
CMI5_MOVE_ON_RULE = _context(f"{_CMI5}/context/extensions/moveon", _C5, "moveOn")
CMI5_LAUNCH_PARAMETERS = _context(f"{_CMI5}/context/extensions/launchparameters", _C5, "launch parameters")
CMI5_PROGRESS = _result(f"{_CMI5}/result/extensions/progress", _C5, "progress in percent")
CMI5_REASON = _result(f"{_CMI5}/result/extensions/reason", _C5, "reason")

VIDEO_SESSION = _context(f"{_VIDEO}/extensions/session-id", _V, "session id")
VIDEO_LENGTH = _context(f"{_VIDEO}/extensions/length", _V, "length in seconds")
VIDEO_THRESHOLD = _context(f"{_VIDEO}/extensions/completion-threshold", _V, "share that completes")
VIDEO_TIME = _result(f"{_VIDEO}/extensions/time", _V, "position in seconds")
VIDEO_FROM = _result(f"{_VIDEO}/extensions/time-from", _V, "position before, in seconds")
VIDEO_TO = _result(f"{_VIDEO}/extensions/time-to", _V, "position after, in seconds")
VIDEO_PROGRESS = _result(f"{_VIDEO}/extensions/progress", _V, "share that was played")
VIDEO_SEGMENTS = _result(f"{_VIDEO}/extensions/played-segments", _V, "segments that were played")

PLANNED_START = Concept(f"{_TINCAN}/extension/planned-start-time", Sort.ACTIVITY_EXTENSION, _L, ("planned start",))
PLANNED_DURATION = Concept(f"{_TINCAN}/extension/planned-duration", Sort.ACTIVITY_EXTENSION, _L, ("planned duration",))

TRY = _result(f"{OWN}:result:try", _O, "which try, from 1")
HINTS = _result(f"{OWN}:result:hints", _O, "hints opened")
CONFIDENCE = _result(f"{OWN}:result:confidence", _O, "how sure: sure or not-sure")

# --- documents ------------------------------------------------------------------------------------

SUSPEND_DATA = _document(f"{_SCORM}/types/adl-suspend-data", "state: suspend data")
ACTIVITY_STATE = _document(f"{_SCORM}/activity-state", "state: attempts")
ATTEMPT_STATE = _document(f"{_SCORM}/attempt-state", "state: location, mode, total time, preferences")
ACTIVITY_PROFILE = _document(f"{_SCORM}/activity-profile", "activity profile: thresholds, launch data, limits")

#: cmi5 names its documents by words instead of IRIs (cmi5, 10 and 11).
LAUNCH_DATA = "LMS.LaunchData"
LEARNER_PREFERENCES = "cmi5LearnerPreferences"


@cache
def all_concepts() -> tuple[Concept, ...]:
    """Every concept of this module, sorted by sort and IRI."""
    found = [each for each in globals().values() if isinstance(each, Concept)]
    order = list(Sort)
    return tuple(sorted(found, key=lambda each: (order.index(each.sort), each.iri)))


@cache
def _by_iri() -> Mapping[str, Concept]:
    return {each.iri: each for each in all_concepts()}


def concept(iri: str) -> Concept | None:
    """The concept of that IRI, letter by letter."""
    return _by_iri().get(iri)


#: Hosts and folders that are often confused with the right ones.
_STRAY = (("https://adlnet.gov/", "http://adlnet.gov/"), ("http://www.adlnet.gov/", "http://adlnet.gov/"))
_LOOK_ALIKES = {
    f"{_STREAMS}/schema/1.0/{word}": f"{_STREAMS}/{word}" for word in ("join", "leave", "schedule", "cancel", "event")
}


@cache
def _normal() -> Mapping[str, str]:
    return {_normalized(iri): iri for iri in _by_iri()}


def known_as(iri: str) -> str:
    """The known IRI that `iri` was most likely meant to be; empty when it is known itself, or like none.

    Like are: other capitals, http for https, `www.`, a slash or space at the end, an outdated folder.
    """
    if iri in _by_iri():
        return ""
    meant = _LOOK_ALIKES.get(iri) or _normal().get(_normalized(iri), "")
    if meant:
        return meant
    for stray, right in _STRAY:
        if iri.startswith(stray):
            return right + iri.removeprefix(stray)
    return ""


def _normalized(iri: str) -> str:
    rest = iri.strip().rstrip("/").lower().partition("://")[2]
    return rest.removeprefix("www.") if rest else iri.strip().lower()
