"""Figures of shares of a joint gain."""
