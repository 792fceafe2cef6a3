"""The platform's API, except for the messages themselves: files, templates, profile, webhooks."""

from bode.simulator.graph.routes import routes

__all__ = ["routes"]
