"""Figures of opinions and camps."""
