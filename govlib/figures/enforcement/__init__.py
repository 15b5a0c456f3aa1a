"""Figures of inspection, punishment and late correction."""
