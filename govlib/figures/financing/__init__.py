"""Figures of a fund and who pays into it."""
