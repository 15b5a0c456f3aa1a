"""Which region gains by leaving its nation, and how large a nation can be without one.

, in the world of :mod:`govlib.nations.number`. Here a region needs nobody's leave to go, but every
one of its people must want to. The condition is worked out from the assumptions of Alesina and
Spolaore (1997).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from govlib._check import numbers
from govlib._values import ByValue, Floats, plain
from govlib.nations.number import Nations

__all__ = ["Secession", "best_secession", "largest_secession_proof"]


@dataclass(frozen=True, eq=False)
class Secession(ByValue):
    """The border region that gains most, or loses least, by leaving.

    Attributes
    ----------
    size : float or numpy.ndarray
        Its share of the world's people.
    gain : float or numpy.ndarray
        Gain of the person in it who gains least; below 0 where no region leaves.
    """

    size: Floats
    gain: Floats


def best_secession(world: Nations, size: Any) -> Secession:
    """Return the region of a nation in which even the least eager gains most by leaving.

    A region of size z at the border of a nation of size s gets a government in its middle and
    has to pay it alone. The least eager lives at its inner edge. She gains ::

        ga(s − 3z)/2 − k/z + k/s

    which is largest at z = √(2k/3ga), or at half of the nation if that is less. Regions away from
    the border gain less, if they gain at all; larger ones than half are not looked at.

    Parameters
    ----------
    world : Nations
    size : float or array_like
        Size s of the nation, in (0, 1]; broadcasts against the parameters of the world.

    Examples
    --------
    >>> world = Nations(1, 1, 0.005)
    >>> found = best_secession(world, [0.1, 1.0])
    >>> found.gain.round(3)
    array([-0.075,  0.332])
    """
    nation = numbers("size", size, above=0, high=1)
    gradient = np.multiply(world.benefit, world.distance_loss)
    region = np.minimum(np.sqrt(2 * np.asarray(world.cost) / (3 * gradient)), nation / 2)
    gain = gradient * (nation - 3 * region) / 2 - world.cost / region + world.cost / nation
    return Secession(plain(np.broadcast_to(region, np.shape(gain)).copy()), plain(gain))


def largest_secession_proof(world: Nations) -> Floats:
    """Return the size up to which no region of a nation leaves, (√6 + 2) √(k/ga), at most 1.

    The efficient size, 2√(k/ga), and the one that borders hold, √2 √(k/ga), are both smaller.

    Examples
    --------
    >>> round(largest_secession_proof(Nations(1, 1, 0.005)), 6)
    0.314626
    """
    unit = np.sqrt(np.asarray(world.cost) / np.multiply(world.benefit, world.distance_loss))
    return plain(np.minimum((np.sqrt(6) + 2) * unit, 1.0))
