"""The life of a version of the rules: a draft is published or withdrawn, and then stays so."""

from __future__ import annotations

from enum import StrEnum


class VersionStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


MOVES = {
    VersionStatus.DRAFT: frozenset({VersionStatus.PUBLISHED, VersionStatus.WITHDRAWN}),
    VersionStatus.PUBLISHED: frozenset(),
    VersionStatus.WITHDRAWN: frozenset(),
}
"""Where a version may go from each status; a draft may also change."""
