"""Rules room: the one registry of rules, over packages, courses and session plans alike."""

from __future__ import annotations

from scormkit.rules.registry import Check, Finding, Findings, Rule, find_rule, load_rules, rule
from scormkit.rules.running import RULE_FAILED, run_rules
from scormkit.rules.selection import Change, Profile, Selection, apply_selection, explain_unknown

__all__ = [
    "RULE_FAILED",
    "Change",
    "Check",
    "Finding",
    "Findings",
    "Profile",
    "Rule",
    "Selection",
    "apply_selection",
    "explain_unknown",
    "find_rule",
    "load_rules",
    "rule",
    "run_rules",
]
