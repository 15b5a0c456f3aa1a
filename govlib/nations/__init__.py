"""At which scale to govern: how many nations, and which level for which good.

======================================  ==========================================================
:mod:`govlib.nations.decentralisation`  local or central provision of a good that spills over
                                        (Oates 1972; Besley and Coate 2003)
:mod:`govlib.nations.legislature`       the same where a legislature of districts decides
:mod:`govlib.nations.number`            the number of nations that is efficient, that borders can
                                        hold, and that rulers want (Alesina and Spolaore 1997)
:mod:`govlib.nations.secession`         when a region gains by leaving, and how large a nation can
                                        be without any such region
======================================  ==========================================================
"""

from govlib.nations.decentralisation import Districts, Provision
from govlib.nations.legislature import Delegation, cooperative, critical_spillover, minimum_winning
from govlib.nations.number import Nations, Partition, People
from govlib.nations.secession import Secession, best_secession, largest_secession_proof

__all__ = [
    "Delegation",
    "Districts",
    "Nations",
    "Partition",
    "People",
    "Provision",
    "Secession",
    "best_secession",
    "cooperative",
    "critical_spillover",
    "largest_secession_proof",
    "minimum_winning",
]
