"""360dialog, which passes the platform's API and webhooks on in a shape of its own."""

from bode.simulator.dialog360.relay import Relay, api_key_of

__all__ = ["Relay", "api_key_of"]
