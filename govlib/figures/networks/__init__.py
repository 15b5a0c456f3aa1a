"""Figures of contagion, small worlds and banks."""
