"""At which scale to govern: how many nations, and which level for which good.

======================================  ==========================================================
:mod:`govlib.nations.decentralisation`  local or central provision of a good that spills over
                                        (Oates 1972; Besley and Coate 2003)
:mod:`govlib.nations.legislature`       the same where a legislature of districts decides
:mod:`govlib.nations.number`            the number of nations that is efficient, that borders can
                                        hold, and that rulers want (Alesina and Spolaore 1997)
:mod:`govlib.nations.secession`         when a region gains by leaving, and how large a nation can
                                        be without any such region
:mod:`govlib.nations.openness`          how many nations in a world that trades, more or less
                                        freely (after Alesina, Spolaore and Wacziarg 2000)
======================================  ==========================================================
"""

from govlib.nations.decentralisation import Districts, Provision
from govlib.nations.legislature import Delegation, cooperative, critical_spillover, minimum_winning
from govlib.nations.number import Nations, Partition, People
from govlib.nations.openness import TradingNations, TradingPartition
from govlib.nations.secession import (
    Secession,
    best_new_nation,
    best_secession,
    largest_secession_proof,
    largest_without_new_nation,
)

__all__ = [
    "Delegation",
    "Districts",
    "Nations",
    "Partition",
    "People",
    "Provision",
    "Secession",
    "TradingNations",
    "TradingPartition",
    "best_new_nation",
    "best_secession",
    "cooperative",
    "critical_spillover",
    "largest_secession_proof",
    "largest_without_new_nation",
    "minimum_winning",
]
