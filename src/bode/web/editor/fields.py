"""A field of the editor, with what the checks say about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bode.licensing.template_checking import Finding


@dataclass(frozen=True, kw_only=True)
class TextField:
    """One field of a template. `name` is the form's, and its id on the page."""

    name: str
    label: str
    value: str
    findings: Sequence[Finding] = ()
    hint: str = ""
    rows: int = 1
