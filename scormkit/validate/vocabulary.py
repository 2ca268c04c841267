"""Validate room, vocabulary: the names and words the standards define, each list in one place."""

from __future__ import annotations

from scormkit.package.manifest import (
    ADLCP_12,
    ADLCP_2004,
    ADLNAV,
    ADLSEQ,
    CMI5,
    IMSCP_12,
    IMSCP_2004,
    IMSMD_12,
    IMSSS,
    LOM,
    TINCAN,
    XML,
    XSI,
)

#: The prefix that each standard's own examples use; some LMSs match it literally.
PREFIXES = {ADLCP_12: "adlcp", ADLCP_2004: "adlcp", ADLSEQ: "adlseq", ADLNAV: "adlnav", IMSSS: "imsss"}

#: The schema file that belongs to a namespace.
SCHEMA_FILES = {
    IMSCP_12: ("imscp_rootv1p1p2.xsd",),
    ADLCP_12: ("adlcp_rootv1p2.xsd",),
    IMSMD_12: ("imsmd_rootv1p2p1.xsd",),
    IMSCP_2004: ("imscp_v1p1.xsd",),
    ADLCP_2004: ("adlcp_v1p3.xsd",),
    ADLSEQ: ("adlseq_v1p3.xsd",),
    ADLNAV: ("adlnav_v1p3.xsd",),
    IMSSS: ("imsss_v1p0.xsd",),
    LOM: ("lom.xsd", "lomLoose.xsd", "lomStrict.xsd", "lomCustom.xsd"),
}

NAMESPACES_12 = (IMSCP_12, ADLCP_12, IMSMD_12)
NAMESPACES_2004 = (IMSCP_2004, ADLCP_2004, ADLSEQ, ADLNAV, IMSSS, LOM)
KNOWN_NAMESPACES = frozenset((*NAMESPACES_12, *NAMESPACES_2004, CMI5, TINCAN, XML, XSI, ""))

SCHEMA_VERSIONS = ("1.2", "CAM 1.3", "2004 3rd Edition", "2004 4th Edition")

ADLCP_12_ELEMENTS = (
    "location",
    "prerequisites",
    "maxtimeallowed",
    "timelimitaction",
    "datafromlms",
    "masteryscore",
)

#: Element names of the 2004 namespaces, with their attributes.
MEMBERS_2004: dict[str, dict[str, tuple[str, ...]]] = {
    ADLCP_2004: {
        "location": (),
        "dataFromLMS": (),
        "timeLimitAction": (),
        "completionThreshold": ("completedByMeasure", "minProgressMeasure", "progressWeight"),
        "data": (),
        "map": ("targetID", "readSharedData", "writeSharedData"),
    },
    ADLNAV: {"presentation": (), "navigationInterface": (), "hideLMSUI": ()},
    ADLSEQ: {
        "constrainedChoiceConsiderations": ("preventActivation", "constrainChoice"),
        "rollupConsiderations": (
            "requiredForSatisfied",
            "requiredForNotSatisfied",
            "requiredForCompleted",
            "requiredForIncomplete",
            "measureSatisfactionIfActive",
        ),
        "objectives": (),
        "objective": ("objectiveID",),
        "mapInfo": (
            "targetObjectiveID",
            "readRawScore",
            "readMinScore",
            "readMaxScore",
            "readCompletionStatus",
            "readProgressMeasure",
            "writeRawScore",
            "writeMinScore",
            "writeMaxScore",
            "writeCompletionStatus",
            "writeProgressMeasure",
        ),
    },
    IMSSS: {
        "sequencing": ("ID", "IDRef"),
        "sequencingCollection": (),
        "controlMode": (
            "choice",
            "choiceExit",
            "flow",
            "forwardOnly",
            "useCurrentAttemptObjectiveInfo",
            "useCurrentAttemptProgressInfo",
        ),
        "sequencingRules": (),
        "preConditionRule": (),
        "postConditionRule": (),
        "exitConditionRule": (),
        "ruleConditions": ("conditionCombination",),
        "ruleCondition": ("condition", "operator", "referencedObjective", "measureThreshold"),
        "ruleAction": ("action",),
        "limitConditions": (
            "attemptLimit",
            "attemptAbsoluteDurationLimit",
            "attemptExperiencedDurationLimit",
            "activityAbsoluteDurationLimit",
            "activityExperiencedDurationLimit",
            "beginTimeLimit",
            "endTimeLimit",
        ),
        "auxiliaryResources": (),
        "auxiliaryResource": ("auxiliaryResourceID", "purpose"),
        "rollupRules": ("rollupObjectiveSatisfied", "rollupProgressCompletion", "objectiveMeasureWeight"),
        "rollupRule": ("childActivitySet", "minimumCount", "minimumPercent"),
        "rollupConditions": ("conditionCombination",),
        "rollupCondition": ("condition", "operator"),
        "rollupAction": ("action",),
        "objectives": (),
        "primaryObjective": ("objectiveID", "satisfiedByMeasure"),
        "objective": ("objectiveID", "satisfiedByMeasure"),
        "minNormalizedMeasure": (),
        "mapInfo": (
            "targetObjectiveID",
            "readSatisfiedStatus",
            "readNormalizedMeasure",
            "writeSatisfiedStatus",
            "writeNormalizedMeasure",
        ),
        "randomizationControls": ("randomizationTiming", "selectCount", "reorderChildren", "selectionTiming"),
        "deliveryControls": ("tracked", "completionSetByContent", "objectiveSetByContent"),
    },
}

#: Attributes of the 2004 namespaces on elements of others.
GLOBAL_ATTRIBUTES = {
    ADLCP_2004: ("scormType", "persistState", "sharedDataGlobalToSystem"),
    ADLSEQ: ("objectivesGlobalToSystem",),
}

BOOLEANS_2004: dict[str, tuple[str, ...]] = {
    "controlMode": MEMBERS_2004[IMSSS]["controlMode"],
    "primaryObjective": ("satisfiedByMeasure",),
    "objective": ("satisfiedByMeasure",),
    "mapInfo": tuple(each for each in MEMBERS_2004[IMSSS]["mapInfo"] if each != "targetObjectiveID")
    + tuple(each for each in MEMBERS_2004[ADLSEQ]["mapInfo"] if each != "targetObjectiveID"),
    "rollupRules": ("rollupObjectiveSatisfied", "rollupProgressCompletion"),
    "randomizationControls": ("reorderChildren",),
    "deliveryControls": MEMBERS_2004[IMSSS]["deliveryControls"],
    "constrainedChoiceConsiderations": MEMBERS_2004[ADLSEQ]["constrainedChoiceConsiderations"],
    "rollupConsiderations": ("measureSatisfactionIfActive",),
    "completionThreshold": ("completedByMeasure",),
    "map": ("readSharedData", "writeSharedData"),
}

TIME_LIMIT_ACTIONS = ("exit,message", "exit,no message", "continue,message", "continue,no message")

RULE_CONDITIONS = (
    "satisfied",
    "objectiveStatusKnown",
    "objectiveMeasureKnown",
    "objectiveMeasureGreaterThan",
    "objectiveMeasureLessThan",
    "completed",
    "activityProgressKnown",
    "attempted",
    "attemptLimitExceeded",
    "timeLimitExceeded",
    "outsideAvailableTimeRange",
    "always",
)
ROLLUP_CONDITIONS = (
    "satisfied",
    "objectiveStatusKnown",
    "objectiveMeasureKnown",
    "completed",
    "activityProgressKnown",
    "attempted",
    "attemptLimitExceeded",
    "timeLimitExceeded",
    "outsideAvailableTimeRange",
)
RULE_ACTIONS = {
    "preConditionRule": ("skip", "disabled", "hiddenFromChoice", "stopForwardTraversal"),
    "exitConditionRule": ("exit",),
    "postConditionRule": ("exitParent", "exitAll", "retry", "retryAll", "continue", "previous"),
}
ROLLUP_ACTIONS = ("satisfied", "notSatisfied", "completed", "incomplete")
CHILD_SETS = ("all", "any", "none", "atLeastCount", "atLeastPercent")
CONSIDERATIONS = ("always", "ifAttempted", "ifNotSkipped", "ifNotSuspended")
TIMINGS = ("never", "once", "onEachNewAttempt")
SEQUENCING_ORDER = (
    "controlMode",
    "sequencingRules",
    "limitConditions",
    "auxiliaryResources",
    "rollupRules",
    "objectives",
    "randomizationControls",
    "deliveryControls",
)
HIDE_2ND = ("previous", "continue", "exit", "abandon")
HIDE_3RD = (*HIDE_2ND, "exitAll", "abandonAll", "suspendAll")
MOVE_ON = ("NotApplicable", "Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed")
