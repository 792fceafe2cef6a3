"""The tables of the monitor."""

from .statuses import Status, StatusImport
from .surveys import Invitation, SurveyRound

__all__ = ["Invitation", "Status", "StatusImport", "SurveyRound"]
