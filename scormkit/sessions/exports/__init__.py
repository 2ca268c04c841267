"""Exports room: tables for learning management systems, each described by a mapping that needs no code."""
