"""The whole life of an assignment: master, release, submissions, grades, feedback.

===================  =============================================================================
``kit.master``       masters: header, items, numbers that a seed draws, private parts
``kit.names``        the names that items ask for, and what tests may rely on
``kit.ideas``        right solutions and wrong ideas
``kit.check``        whether the tests tell them apart
``kit.release``      the students' notebook; the self-test
``kit.collect``      what students have sent, from a zip or a folder
``kit.parcel``       the files in it, each with what is odd about it
``kit.owners``       whose a file is
``kit.graders``      who gave points by hand, and where two differ
``kit.shares``       how that work is divided
``kit.people``       names of students that are safe, and never shared
``kit.roster``       everybody who should have a row
``kit.recognise``    cells that have lost their marks
``kit.markup``       students' Markdown, as pages that run and fetch nothing
``kit.trial``        one student's notebook, run for a teacher to see
``kit.additions``    what students have added to cells that are not for answers
``kit.reading``      a notebook, whatever wrote it
``kit.repair``       a submission back in the shape of its release
``kit.execution``    one submission run: her cells in one sandbox, the tests in another
``kit.sandbox``      the sandbox itself
``kit.processes``    who is in it, and what they hold
``kit.inside``       what runs in there
``kit.tricks``       words that have no place in an answer
``kit.steps``        the steps that replace nbgrader's own
``kit.grade``        a class, one process a submission
``kit.records``      what happened to each submission besides its points
``kit.report``       grades as a table, feedback as pages
``kit.terms``        when work is due, late rule, extensions
``kit.tell``         what feedback says besides points
``kit.table``        CSV that no spreadsheet takes for formulas
``kit.sheets``       the tables that platforms export
``kit.platforms``    points and pages back to Canvas or Moodle
``kit.items``        mean, discrimination and fifths of items
``kit.alike``        answers that resemble one another
``kit.shown``        which wrong ideas a class shows
``kit.overview``     the class on one page
``kit.leaks``        private parts where students could read them
``kit.public``       the repository without its private part
``kit.student_kit``  what students install
``kit.pages``        templates of pages
``kit.otter``        the same master for Gradescope
``kit.rehearsal``    a made-up class of thirty
``kit.made_up``      the export of that class's platform
``kit.course``       the folder of a course, and nbgrader's settings
===================  =============================================================================

``python -m kit`` is the command line. Modules that need nbgrader import it when they are used.
"""

import sys

# jsonschema, which comes with nbformat, makes 38 grammars of addresses as soon as this package is
# there: three seconds of each command, for a form of text that no notebook has to be checked for
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
