"""Brings blogs in: the only code that touches the network."""
