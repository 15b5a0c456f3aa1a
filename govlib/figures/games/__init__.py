"""Figures of public goods, repeated games, bargaining and commons."""
