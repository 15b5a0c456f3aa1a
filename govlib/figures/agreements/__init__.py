"""Figures of treaties, burdens and private provision."""
