"""The command line of Bode.

May import: everything; imported by nobody.
"""
