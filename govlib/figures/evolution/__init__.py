"""Figures of cooperation that spreads or dies out."""
