"""Offline verbs that have a module of their own; `archive.cli` mounts them."""
