"""Figures of climate, discounting and resources."""
