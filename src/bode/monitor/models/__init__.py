"""The tables of the monitor."""

from .statuses import Status, StatusImport

__all__ = ["Status", "StatusImport"]
