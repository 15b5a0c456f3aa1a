"""Figures of indicators and their weights."""
