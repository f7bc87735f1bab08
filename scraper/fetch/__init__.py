"""From a URL to a Capture."""
