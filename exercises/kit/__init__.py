"""The whole life of an assignment: master, release, submissions, grades, feedback.

===================  =============================================================================
``kit.master``       masters: header, items, numbers that a seed draws, private parts
``kit.ideas``        wrong ideas, and whether the tests catch them
``kit.release``      the students' notebook; the self-test
``kit.collect``      what students have sent, from a zip or a folder
``kit.repair``       a submission back in the shape of its release
``kit.execution``    one submission run: her cells in one sandbox, the tests in another
``kit.sandbox``      the sandbox itself
``kit.inside``       what runs in there
``kit.tricks``       words that have no place in an answer
``kit.steps``        the steps that replace nbgrader's own
``kit.grade``        a class, one process a submission
``kit.records``      what happened to each submission besides its points
``kit.report``       grades as a table, feedback as pages
``kit.leaks``        private parts where students could read them
``kit.public``       the repository without its private part
``kit.otter``        the same master for Gradescope
``kit.rehearsal``    a made-up class of twenty
``kit.course``       the folder of a course, and nbgrader's settings
===================  =============================================================================

``python -m kit`` is the command line. Modules that need nbgrader import it when they are used.
"""
