"""The command line of Bode.

May import: everything; imported by nobody.
"""

from .main import main

__all__ = ["main"]
