"""Figures of conventions and lock-in."""
