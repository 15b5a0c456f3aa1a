"""Drawings of the models' results: one function a figure, and one that says it in words.

A figure function takes an empty matplotlib figure and keyword parameters, computes with a model
and draws: ``payoffs(fig, n=4, mpcr=0.4)``. It looks at the figure's width to lay out its panels
for a page or for a phone, and knows nothing of sliders. Beside it stands a function of the same
parameters, ``say_payoffs(n=4, mpcr=0.4)``, that returns one or two sentences on what the reader
sees and what it means. :class:`govlib.explorer.explorer.Explorer` puts controls over the pair;
:func:`govlib.explorer.still.show` draws one state in a notebook.
"""
