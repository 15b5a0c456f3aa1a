"""At which scale to govern: how many nations, and which level for which good.

For the chapter *Too small and too big* (section V of the paper).

=====================================  ========================================================
:mod:`govlib.scale.nations`            the number of nations that is efficient, that borders can
                                       hold, and that rulers want (Alesina and Spolaore 1997)
:mod:`govlib.scale.secession`          when a region gains by leaving, and how large a nation can
                                       be without any such region
:mod:`govlib.scale.decentralisation`   local or central provision of a good that spills over
                                       (Oates 1972; Besley and Coate 2003)
:mod:`govlib.scale.legislature`        the same where a legislature of districts decides
=====================================  ========================================================
"""

from govlib.scale.decentralisation import Districts, Provision
from govlib.scale.legislature import (
    Delegation,
    cooperative,
    critical_spillover,
    minimum_winning,
)
from govlib.scale.nations import Nations, Partition
from govlib.scale.secession import Secession, best_secession, largest_secession_proof

__all__ = [
    "Delegation",
    "Districts",
    "Nations",
    "Partition",
    "Provision",
    "Secession",
    "best_secession",
    "cooperative",
    "critical_spillover",
    "largest_secession_proof",
    "minimum_winning",
]
