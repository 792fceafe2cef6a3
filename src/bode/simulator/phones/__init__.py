"""Citizens' phones in the browser: to chat as a citizen. For people, so in Dutch."""

from bode.simulator.phones.pages import routes

__all__ = ["routes"]
