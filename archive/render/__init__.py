"""From rows to a folder of pages that a browser opens with no server and no network."""
