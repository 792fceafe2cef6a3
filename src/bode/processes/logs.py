"""Logs: one JSON object on a line, on standard error, with phone numbers made unreadable.

Of an exception its type is told and where it was raised: its words may be those of a citizen.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import orjson
import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, ExcInfo

from bode.basics import redact
from bode.settings.environment import Mode

_OF_THE_MACHINE = {
    "OperationalError",
    "InterfaceError",
    "OSError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "FileNotFoundError",
    "gaierror",
    "PermissionError",
    "TimeoutError",
}
"""What these say is told too: a database or a host that is away, a disk that is full."""
_QUIET = {"uvicorn.access", "procrastinate.blueprints", "procrastinate.periodic"}


def set_up_logs(process: str, mode: Mode) -> None:
    """Send everything that is logged, by us and by libraries, through one formatter.

    In the demo only what needs someone's attention is shown.
    """
    level = logging.WARNING if mode is Mode.DEMO else logging.INFO
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_trace),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _name(process),
            _redact,
            structlog.processors.JSONRenderer(serializer=_serialize),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )


_as_dicts = ExceptionDictTransformer(show_locals=False)


def _trace(exc_info: ExcInfo) -> list[dict[str, Any]]:
    return _without_words(_as_dicts(exc_info))


def _without_words(stacks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for each in stacks:
        is_told = each["exc_type"] in _OF_THE_MACHINE
        each["exc_value"] = redact(each["exc_value"]) if is_told else ""
        each["exc_notes"], each["syntax_error"] = [], None
        for inner in each["exceptions"]:
            _without_words(inner)
    return stacks


def _name(process: str) -> Any:
    def name(_logger: object, _method: str, event: EventDict) -> EventDict:
        event["process"] = process
        return event

    return name


def _redact(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Leave out Django's request too: its text holds the query, where a number may stand; and what
    asyncio tells of a task below its first line: what that raised, in its own words.
    """
    if event.get("logger") == "asyncio":
        event["event"] = str(event["event"]).partition("\n")[0]
    return {
        key: redact(value) if isinstance(value, str) and key != "timestamp" else value
        for key, value in event.items()
        if key != "request"
    }


def _serialize(event: object, **_: object) -> str:
    return orjson.dumps(event, default=str).decode()
