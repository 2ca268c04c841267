"""Runs in Ralph's environment: statements on standard input, what its models say of each on standard output."""

from __future__ import annotations

import json
import sys

from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement
from ralph.models.xapi.video import statements as video

VIDEO = "https://w3id.org/xapi/video/activity-type/video"
#: The models of the video profile by the last word of the verb.
MODELS = {
    "initialized": video.VideoInitialized,
    "played": video.VideoPlayed,
    "paused": video.VideoPaused,
    "seeked": video.VideoSeeked,
    "completed": video.VideoCompleted,
    "terminated": video.VideoTerminated,
}


def judge(statement):
    """The first thing wrong, or an empty text."""
    try:
        BaseXapiStatement.model_validate(statement)
        if statement.get("object", {}).get("definition", {}).get("type") == VIDEO:
            # These models take a display in en-US and no other language.
            verb = {"id": statement["verb"]["id"]}
            MODELS[verb["id"].rpartition("/")[2]].model_validate({**statement, "verb": verb})
    except ValidationError as failure:
        return str(failure)
    except Exception as failure:  # its validators raise other things for values of the wrong type
        return f"{type(failure).__name__}: {failure}"
    return ""


json.dump([judge(each) for each in json.load(sys.stdin)], sys.stdout)
