"""What runs inside the sandboxes: the student's notebook, the tests, and the words between them.

These modules import nothing else of the kit, so that nothing else of it need be visible there.
"""
