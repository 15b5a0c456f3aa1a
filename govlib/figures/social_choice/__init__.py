"""Figures of majorities and their paradox."""
