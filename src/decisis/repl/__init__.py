"""Sessions: a matter that is asked, changed and asked again, line by line.

A session is a value; `step.step(session, line)` gives the next one and what is to be shown. It touches no
disk and no terminal: what it wants done there is an effect in its output, which the shell carries out.
"""
