"""Figures of power in voting bodies."""
