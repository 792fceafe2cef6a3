"""The webhook door of this process."""

from __future__ import annotations

from bode.intake.door import PREFIX, Door
from bode.intake.providers import Providers
from bode.intake.store import Store

door = Door(Providers(PREFIX), Store())
