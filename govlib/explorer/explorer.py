"""A figure that the reader moves: controls, a figure function and a sentence."""

from __future__ import annotations

import base64
import itertools
import math
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from . import hands, page
from .controls import Control
from .drawing import Drawing, Size
from .packing import pack, parallel, unpack
from .targets import Target, bits

__all__ = ["MAX_BYTES", "MAX_STATES", "Explorer"]

#: How many states a grid may have.
MAX_STATES = 1500

#: How many bytes the frames of one shape may weigh, packed.
MAX_BYTES = 1_000_000

#: Words of the explorer itself, which no parameter of a figure can be called.
RESERVED = ("figure", "id", "title", "says", "size", "narrow", "play", "interval", "targets")


class Explorer:
    """A figure function with controls, as the last line of a notebook cell.

    Parameters
    ----------
    figure : callable
        ``figure(fig, **state)`` draws one state on the empty figure ``fig`` that it is given,
        with the colours of :data:`govlib.palette.color`.
    id : str, optional
        Name in links, ``#id?n=6``: lower-case letters, digits, hyphens. By default the name of
        the function.
    title : str
        A short heading.
    says : callable, optional
        ``says(**state)`` returns one or two sentences: what the reader sees, and what it means.
        Without it the page names the state.
    size : tuple of float, optional
        Width and height in inches; 6.4 by 3.8 by default.
    narrow : tuple of float, optional
        The same for a phone; the figure function looks at
        :func:`govlib.palette.is_narrow`.
    play : str, optional
        The control that a Play button moves.
    interval : int, optional
        Milliseconds from one step of Play to the next, 200 by default.
    targets : sequence of Target, optional
        What the reader is asked to find, :class:`~govlib.explorer.targets.Target`.
    **controls
        A :class:`~govlib.explorer.controls.Slider`,
        :class:`~govlib.explorer.controls.Choice` or
        :class:`~govlib.explorer.controls.Switch` for each parameter of the figure function, by
        its name.

    Raises
    ------
    TypeError
        If the figure function lacks a parameter, or a control is none.
    ValueError
        If the grid has more than :data:`MAX_STATES` states, ``play`` names no control, or a
        name is taken.

    Examples
    --------
    >>> from govlib.explorer import Explorer, Slider
    >>> def line(fig, *, slope):
    ...     ax = fig.add_axes((0.1, 0.1, 0.8, 0.8))
    ...     _ = ax.plot([0, 1], [0, slope])
    >>> explorer = Explorer(line, title="A line", slope=Slider(0, 1, 0.25, start=0.5))
    >>> explorer
    Explorer('line': 5 states of slope)
    """

    def __init__(
        self,
        figure: Callable[..., None],
        /,
        *,
        id: str | None = None,
        title: str = "",
        says: Callable[..., str] | None = None,
        size: Size = (6.4, 3.8),
        narrow: Size | None = None,
        play: str | None = None,
        interval: int = 200,
        targets: Sequence[Target] = (),
        **controls: Control,
    ) -> None:
        given = {"id": id, "title": title, "says": says, "size": size, "narrow": narrow}
        _check_controls({**given, "play": play, "interval": interval, "targets": targets}, controls)
        if id is None:
            id = getattr(figure, "__name__", "explorer").strip("_").replace("_", "-").lower()
        if not isinstance(id, str) or not re.fullmatch(r"[a-z][a-z0-9-]*", id):
            raise ValueError(f"id must be lower-case letters, digits and hyphens; got {id!r}")
        if not isinstance(title, str) or not title.strip():
            raise ValueError(f"{id}: title must be a short heading; got {title!r}")
        if play is not None and play not in controls:
            raise ValueError(f"{id}: play must be one of {', '.join(controls)}; got {play!r}")
        if isinstance(interval, bool) or not isinstance(interval, int) or interval < 20:
            raise ValueError(f"{id}: interval must be at least 20 milliseconds; got {interval!r}")
        self.id, self.title, self.play, self.interval = id, title, play, interval
        self.controls = controls
        self.targets = _checked_targets(id, targets, controls)
        self.drawing = Drawing(figure, says, controls, size, narrow, salt=id)
        counts = [len(c.values) for c in controls.values()]
        self.n_states = math.prod(counts)
        if self.n_states > MAX_STATES:
            product = " × ".join(map(str, counts))
            raise ValueError(
                f"{id}: {product} = {self.n_states} states, at most {MAX_STATES}: "
                "give coarser controls, or make two explorers"
            )

    def __repr__(self) -> str:
        return f"Explorer({self.id!r}: {self.n_states} states of {', '.join(self.controls)})"

    # ---- the grid

    @property
    def start(self) -> dict[str, Any]:
        """The state shown first."""
        return {name: c.values[c.start] for name, c in self.controls.items()}

    def states(self) -> Iterator[dict[str, Any]]:
        """Yield all states of the grid; the last control moves fastest."""
        values = [c.values for c in self.controls.values()]
        for combination in itertools.product(*values):
            yield dict(zip(self.controls, combination, strict=True))

    def say(self, state: dict[str, Any]) -> str:
        """Return the sentence for a state; without ``says`` it names the state."""
        if said := self.drawing.say(state):
            return said
        texts = []
        for name, c in self.controls.items():
            spec, value = c.spec(name), state[name]
            known = value in c.values
            text = c.texts[c.values.index(value)] if known else f"{value:.6g}{c.unit}"
            texts.append(f"{spec['label']}: {text}")
        line = "; ".join(texts)
        return line[0].upper() + line[1:] + "."

    # ---- what a page gets

    def spec(self, packs: Mapping[str, bytes] | None = None) -> dict[str, Any]:
        """Return what the script in the page needs to know.

        Parameters
        ----------
        packs : mapping of str to bytes, optional
            All frames, packed: then every handle and every target is proved. Without them, for
            a live page, only what the first frame shows is known.

        Raises
        ------
        ValueError
            If a handle does not work, no state reaches a target, or the start does.
        """
        targets = [{"id": t.id, "text": t.text, "said": t.said} for t in self.targets]
        try:
            if packs:
                found = [hands.proved(unpack(p)[0], self.controls) for p in packs.values()]
                states = list(self.states())
                for target, data in zip(self.targets, targets, strict=True):
                    data["states"] = bits(target.proved(states, self.start, self.controls))
            else:
                found = [hands.marked([self.frame(self.start)], self.controls)]
        except ValueError as error:
            raise ValueError(f"{self.id}: {error}") from None
        return {
            "id": self.id,
            "title": self.title,
            "play": self.play,
            "interval": self.interval,
            "controls": [c.spec(name) for name, c in self.controls.items()],
            "hands": {name: way for each in reversed(found) for name, way in each.items()},
            "targets": targets,
        }

    def reached(self, state: dict[str, Any]) -> list[str]:
        """Return the ids of the targets that a state reaches."""
        return [t.id for t in self.targets if t.reached(state, self.controls)]

    def frame(self, state: dict[str, Any], variant: str = "wide") -> str:
        """Return one frame as an ``<svg>`` element; an error says which state it was."""
        try:
            return self.drawing.svg(state, variant)
        except Exception as error:
            error.add_note(f"while the explorer {self.id!r} drew {_listed(state)}")
            raise

    def packs(self) -> dict[str, bytes]:
        """Draw all states, in each shape, and return them packed.

        Raises
        ------
        ValueError
            If a pack weighs more than :data:`MAX_BYTES`, or a state is drawn differently each
            time.
        """
        states = list(self.states())
        said = [self.say(state) for state in states]
        first = states.index(self.start)
        packs = {}
        for variant in self.drawing.sizes:
            frames = parallel(partial(self.frame, variant=variant), states)
            if frames[first] != self.frame(self.start, variant):
                raise ValueError(
                    f"{self.id}: the figure differs each time it is drawn: seed its random numbers"
                )
            packs[variant] = pack(frames, said)
            if len(packs[variant]) > MAX_BYTES:
                raise ValueError(
                    f"{self.id}: {len(packs[variant]):,} bytes packed, at most {MAX_BYTES:,}: "
                    "give fewer states or a plainer figure (imshow for heat maps, fewer markers)"
                )
        return packs

    def html(self, *, packed: bool = True) -> str:
        """Return the explorer as HTML that works alone.

        Parameters
        ----------
        packed : bool, optional
            Draw all states and put them in (the default), or only the first, for a live page.
        """
        packs, counts = {}, {}
        if packed:
            began = time.perf_counter()
            packs = self.packs()
            counts = {
                "states": str(self.n_states),
                "bytes": str(sum(map(len, packs.values()))),
                "seconds": f"{time.perf_counter() - began:.1f}",
            }
        body = page.explorer_html(
            self.drawing, self.start, self.say(self.start), self.spec(packs), packs, counts
        )
        return page.style() + body + (page.script("explorer.js") if packed else "")

    def widget(self) -> Any:
        """Return the explorer as a widget whose frames this kernel draws.

        Raises
        ------
        ImportError
            If anywidget is not installed.
        """
        from .live import LiveExplorer

        return LiveExplorer(self)

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        reader = page.mode()
        start, said = self.start, self.say(self.start)
        width, height = self.drawing.sizes["wide"]
        data: dict[str, Any] = {}
        if reader == "static":
            data["text/html"] = self.html()
        elif reader == "live":
            try:
                data |= self.widget()._repr_mimebundle_()[0]
            except ImportError:
                note = "The controls need anywidget: install it with `pip install anywidget`."
                data["text/html"] = page.figure_html(self.drawing, start, said, note)
        data["image/png"] = base64.b64encode(self.drawing.png(start)).decode("ascii")
        data["text/plain"] = f"{self.title}. {said}"
        return data, {"image/png": {"width": round(width * 100), "height": round(height * 100)}}


def _check_controls(options: dict[str, Any], controls: dict[str, Any]) -> None:
    for name, value in [*options.items(), *controls.items()]:
        if name in RESERVED and isinstance(value, Control):
            raise ValueError(
                f"{name!r} is a word of the explorer itself: "
                "give that parameter of the figure function another name"
            )
    for name, value in controls.items():
        if not isinstance(value, Control):
            raise TypeError(f"{name} must be a Slider, a Choice or a Switch; got {value!r}")
        if name.startswith("_"):
            raise ValueError(f"a control's name must not begin with an underscore; got {name!r}")
    if not controls:
        raise TypeError("an explorer needs a control; use show() for a figure without")


def _checked_targets(id: str, targets: Any, controls: dict[str, Control]) -> tuple[Target, ...]:
    if isinstance(targets, Target) or not all(isinstance(t, Target) for t in targets):
        raise TypeError(f"{id}: targets must be a list of Target; got {targets!r}")
    targets = tuple(targets)
    for target in targets:
        target.check(controls)
    ids = [target.id for target in targets]
    if len(set(ids)) < len(ids):
        raise ValueError(f"{id}: targets must have different ids; got {', '.join(ids)}")
    return targets


def _listed(state: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in state.items())
