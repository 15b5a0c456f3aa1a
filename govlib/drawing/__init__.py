"""What a figure says of itself: its sentence, its sizes and the values of its parameters.

A figure is declared once, beside its function. The chapter that shows it, the tests that check
it and the page that carries it read the declaration; a figure still knows no widget, for a
control is here a list of values and nothing more.

==================================================  =============================================
:func:`~govlib.drawing.declaration.figure`          the decorator
:func:`~govlib.drawing.declaration.declaration`     what was declared
:class:`~govlib.drawing.controls.Slider`            numbers in a row
:class:`~govlib.drawing.controls.Choice`            a menu, or a row of buttons
:class:`~govlib.drawing.controls.Switch`            on or off
:class:`~govlib.drawing.targets.Target`             something to find
==================================================  =============================================
"""

from govlib.drawing.controls import Choice, Control, Slider, Switch
from govlib.drawing.declaration import MAX_STATES, Declaration, declaration, figure
from govlib.drawing.targets import Target

__all__ = [
    "MAX_STATES",
    "Choice",
    "Control",
    "Declaration",
    "Slider",
    "Switch",
    "Target",
    "declaration",
    "figure",
]
