"""From a Capture to entries: one table, kind to parser; pure."""
