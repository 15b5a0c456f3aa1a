"""Games of a few rounds, compiled to tables: what a reader plays where no model runs.

A game of the book is played in a page that holds no model. So a model's family compiles it: from
a function that says what one round brings, :func:`~govlib.rounds.compiling.compile_rounds` finds
every state that can be reached and writes them into a table,
:class:`~govlib.rounds.table.Rounds`. Whatever is random is drawn by the family, from ``rng``: a
table holds several games, each with its own dice, so that a game can be played again and anybody
else's result can be checked.

==================================  ============================================================
:mod:`govlib.rounds.table`          the table: its games, its lines, what strategies earn in it
:mod:`govlib.rounds.compiling`      from what one round brings to a table
==================================  ============================================================

Four games are compiled so: giving and the iterated dilemma in :mod:`govlib.games`, the common risk
in :mod:`govlib.evolution`, the inspector in :mod:`govlib.enforcement`.
"""

from govlib.rounds.compiling import compile_rounds
from govlib.rounds.table import Ending, Game, Line, Policy, Rounds, Seen, Step

__all__ = ["Ending", "Game", "Line", "Policy", "Rounds", "Seen", "Step", "compile_rounds"]
