"""Figures of the institution lab."""
