"""Attendance room: what a meeting's export says → who was there for how long, and what an LMS and a store are told."""
