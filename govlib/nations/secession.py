"""Which region gains by leaving its nation, and how large a nation can be without one.

In the world of :mod:`govlib.nations.number` a region needs nobody's leave to go. It may come from
one nation, and then every one of its people must want to; or from two, on both sides of a border,
by the votes of a share of its people. The conditions are worked out from the assumptions of Alesina
and Spolaore (1997).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from govlib._check import instance, numbers
from govlib._values import ByValue, Floats, plain
from govlib.nations.number import Nations

__all__ = [
    "Secession",
    "best_new_nation",
    "best_secession",
    "largest_secession_proof",
    "largest_without_new_nation",
]


@dataclass(frozen=True, eq=False)
class Secession(ByValue):
    """The border region that gains most, or loses least, by leaving.

    Attributes
    ----------
    size : float or numpy.ndarray
        Its share of the world's people.
    gain : float or numpy.ndarray
        Gain of the person in it who gains least of those who must want to leave; not above 0
        where no region leaves.
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
    instance("world", world, Nations)
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
    instance("world", world, Nations)
    unit = np.sqrt(np.asarray(world.cost) / np.multiply(world.benefit, world.distance_loss))
    return plain(np.minimum((np.sqrt(6) + 2) * unit, 1.0))


def best_new_nation(world: Nations, size: Any, *, support: Any = 0.5) -> Secession:
    """Return the nation that people on both sides of a border would found.

    A new nation of size z takes z/2 from each of two neighbours of size s, sets its government on
    the old border, and stands if a share σ of its people gains. Who lives at the distance d from
    the old border gains ::

        ga(s/2 − 2d) − k/z + k/s

    so that the vote hangs on those at d = σz/2. What they gain is largest at z = √(k/σga), or at
    s if that is less. With half of the votes the one size at which nobody founds a nation, and at
    which borders do not slide, is the one of :meth:`~govlib.nations.number.Nations.stable`.

    Parameters
    ----------
    world : Nations
    size : float or array_like
        Size s of each neighbour, in (0, ½]; broadcasts against the parameters of the world.
    support : float or array_like, default 0.5
        Share σ that must gain, in [½, 1].

    Examples
    --------
    >>> world = Nations(1, 1, 0.005)
    >>> best_new_nation(world, [0.1, 0.2]).gain.round(3)
    array([0.   , 0.025])
    >>> best_new_nation(world, 0.2, support=1).gain < 0
    True
    """
    instance("world", world, Nations)
    nation = numbers("size", size, above=0, high=0.5)
    share = numbers("support", support, 0.5, 1)
    gradient = np.multiply(world.benefit, world.distance_loss)
    region = np.minimum(np.sqrt(np.asarray(world.cost) / (share * gradient)), nation)
    gain = gradient * (nation / 2 - share * region) - world.cost / region + world.cost / nation
    return Secession(plain(np.broadcast_to(region, np.shape(gain)).copy()), plain(gain))


def largest_without_new_nation(world: Nations, *, support: Any = 0.5) -> Floats:
    """Return the size of neighbours up to which no nation is founded on their border.

    (2√σ + √(4σ − 2)) √(k/ga), at most ½: the size that borders hold where half of the votes are
    enough, and 1 + √2 times as much where everybody must agree.

    Examples
    --------
    >>> world = Nations(1, 1, 0.005)
    >>> largest_without_new_nation(world, support=[0.5, 1]).round(4)
    array([0.1   , 0.2414])
    """
    instance("world", world, Nations)
    share = numbers("support", support, 0.5, 1)
    unit = np.sqrt(np.asarray(world.cost) / np.multiply(world.benefit, world.distance_loss))
    return plain(np.minimum((2 * np.sqrt(share) + np.sqrt(4 * share - 2)) * unit, 0.5))
