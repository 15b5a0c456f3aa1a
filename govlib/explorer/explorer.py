"""A figure that the reader moves: controls, a figure function and a sentence."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from govlib.drawing._check import merged, refuse_controls
from govlib.drawing.controls import Control
from govlib.drawing.declaration import Size, declared, link_name
from govlib.drawing.targets import Target, bits
from govlib.drawing.typeset import apostrophes

from . import frames, hands, page, store
from .drawing import Draw, Drawing
from .packing import unpack
from .progress import tell

__all__ = ["MAX_BYTES", "Explorer"]


def _begun(text: str) -> str:
    """Let a line of a list begin with a capital, unless it begins with a symbol.

    >>> _begun("four members: the best reply"), _begun("m₄ = 0.4: the smallest fall")
    ('Four members: the best reply', 'm₄ = 0.4: the smallest fall')
    """
    first = text.split(" ", 1)[0].rstrip(",:")
    return text[:1].upper() + text[1:] if first.isascii() and first.isalpha() else text


#: How many bytes the frames of one shape may weigh, packed.
MAX_BYTES = 1_000_000


class Explorer:
    """A figure function with controls, as the last line of a notebook cell.

    Parameters
    ----------
    figure : callable
        ``figure(fig, **state)`` draws one state on the empty figure ``fig`` that it is given,
        with the colours of :data:`govlib.palette.color`. Of a figure that was declared
        (:func:`govlib.drawing.declaration.figure`) everything but the title is known; what is
        given here takes the place of what was declared.
    title : str
        A short heading.
    id : str, optional
        Name in links, ``#id?n=6``: lower-case letters, digits, hyphens. By default the name of
        the function.
    says : callable, optional
        ``says(**state)`` returns one or two sentences: what the reader sees, and what it means.
        Without it the page names the state.
    size, narrow : tuple of float, optional
        Width and height in inches, for a wide page and for a phone; the figure function looks
        at :func:`govlib.palette.is_narrow`.
    play : str, optional
        The control that a Play button moves.
    interval : int, optional
        Milliseconds from one step of Play to the next, 200 by default.
    targets : sequence of Target, optional
        What the reader is asked to find, :class:`~govlib.drawing.targets.Target`.
    fixed : mapping, optional
        Parameters that keep one value here and get no control.
    controls : mapping of str to Control, optional
        Controls of parameters whose name is one of the words above, such as ``size``.
    **more
        A :class:`~govlib.drawing.controls.Slider`,
        :class:`~govlib.drawing.controls.Choice` or
        :class:`~govlib.drawing.controls.Switch` for each parameter of the figure function, by
        its name.

    Raises
    ------
    TypeError
        If the figure function lacks a parameter, or a control is none.
    ValueError
        If the grid has more than :data:`~govlib.drawing.declaration.MAX_STATES` states,
        ``play`` names no control, or a name or a size is wrong.

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
        title: str = "",
        id: str | None = None,
        says: Callable[..., str] | None = None,
        size: Size | None = None,
        narrow: Size | None = None,
        play: str | None = None,
        interval: int | None = None,
        targets: Sequence[Target] | None = None,
        fixed: Mapping[str, Any] | None = None,
        controls: Mapping[str, Control] | None = None,
        **more: Control,
    ) -> None:
        settings: dict[str, Any] = {"says": says, "size": size, "narrow": narrow, "play": play}
        settings |= {"interval": interval, "targets": targets}
        refuse_controls({"id": id, "title": title, **settings, "fixed": fixed})
        every = merged(controls, more)
        if id is None:
            id = link_name(figure)
        if not isinstance(id, str) or not re.fullmatch(r"[a-z][a-z0-9-]*", id):
            raise ValueError(f"id must be lower-case letters, digits and hyphens; got {id!r}")
        if not isinstance(title, str) or not title.strip():
            raise ValueError(f"{id}: title must be a short heading; got {title!r}")
        try:
            made = declared(figure, controls=every, fixed=fixed, **settings)
        except (TypeError, ValueError) as error:
            raise type(error)(f"{id}: {error}") from None
        if not made.controls:
            raise TypeError("an explorer needs a control; use show() for a figure without")
        self.id, self.title, self.declared = id, apostrophes(title), made
        self.controls, self.targets = made.controls, made.targets
        self.play, self.interval = made.play, made.interval
        self.n_states = made.n_states
        self.drawing = Drawing(made, salt=id)
        #: what whoever builds the book should know of how the frames were drawn
        self.note = ""

    def __repr__(self) -> str:
        return f"Explorer({self.id!r}: {self.n_states} states of {', '.join(self.controls)})"

    # ---- the grid

    @property
    def start(self) -> dict[str, Any]:
        """The state shown first."""
        return self.declared.start

    def states(self) -> Iterator[dict[str, Any]]:
        """Yield all states of the grid; the last control moves fastest."""
        return self.declared.states()

    def say(self, state: dict[str, Any]) -> str:
        """Return the sentence for a state; without ``says`` it names the state."""
        if said := self.drawing.say(state):
            return said
        texts = []
        for name, c in self.controls.items():
            spec, value = c.spec(name), state[name]
            known = value in c.values
            text = spec["texts"][c.values.index(value)] if known else f"{value:.6g}{c.unit}"
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
        targets = [
            {"id": t.id, "text": apostrophes(_begun(t.text)), "said": apostrophes(t.said)}
            for t in self.targets
        ]
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

    def frame(self, state: dict[str, Any], variant: str = "wide", draw: Draw | None = None) -> str:
        """Return one frame as an ``<svg>`` element; an error says which state it was."""
        try:
            return (draw or self.drawing.svg)(state, variant)
        except Exception as error:
            raise frames.noted(error, self.id, state) from None

    def packs(self) -> dict[str, bytes]:
        """Return all states, in each shape, packed: drawn, or as kept from an earlier build.

        Raises
        ------
        ValueError
            If a pack weighs more than :data:`MAX_BYTES`, or a state is drawn differently each
            time.
        """
        self.note = ""
        packs, note = store.kept(self, self._draw)
        self.note = "; ".join(filter(None, [self.note, note]))
        return packs

    def _draw(self) -> dict[str, bytes]:
        packs, self.note = frames.draw(self)
        for data in packs.values():
            if len(data) > MAX_BYTES:
                raise ValueError(
                    f"{self.id}: {len(data):,} bytes packed, at most {MAX_BYTES:,}: "
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
            shapes = len(self.drawing.sizes)
            tell(explorer=self.id, states=self.n_states, shapes=shapes, seconds=None)
            packs = self.packs()
            tell(explorer=self.id, seconds=time.perf_counter() - began, note=self.note)
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
        words = f"{self.title}. {said}"
        if reader == "static":
            # no picture beside it: a page shows none, and to draw one takes as long as four frames
            return {"text/html": self.html(), "text/plain": words}, {}
        data: dict[str, Any] = {}
        if reader == "live":
            try:
                data |= self.widget()._repr_mimebundle_()[0]
            except ImportError:
                note = "The controls need anywidget: install it with `pip install anywidget`."
                data["text/html"] = page.figure_html(self.drawing, start, said, note)
        data["image/png"] = base64.b64encode(self.drawing.png(start)).decode("ascii")
        data["text/plain"] = words
        width, height = self.drawing.sizes["wide"]
        return data, {"image/png": {"width": round(width * 100), "height": round(height * 100)}}
