"""xAPI room: vocabulary, statements that are strictly checked, and the way to a Learning Record Store."""
