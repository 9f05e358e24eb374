"""How fast Decisis is, beside other engines, in one run and on the same answers: `python -m bench.NAME`.

Each command prints a table (standard error) and JSON (standard output). What is compared are ratios within
a run: seconds depend on the machine. Nothing here is a test, and nothing of Decisis imports it.
"""
