"""Figures of the size of nations and the level of government."""
