"""The table of published results, and what the models make of each.

The ``.toml`` files, one or more a section of the paper, hold every number that the models must
reproduce, once, with its source; the tests, the book's *Published results* page and the chapters
read it from here. A function marked with :func:`~govlib.published.rows.reproduces` computes the
same quantity with the models; the modules of this package hold them, one module a section of the
paper.
"""

from govlib.published.quoting import evidence, quote
from govlib.published.rows import CONFIRMED, KINDS, Result, get, reproduces, results, table

__all__ = [
    "CONFIRMED",
    "KINDS",
    "Result",
    "evidence",
    "get",
    "quote",
    "reproduces",
    "results",
    "table",
]
