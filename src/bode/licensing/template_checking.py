"""Everything that stands in a template's way before it is submitted: the platform's and our rules.

What is found is told at its field, in both languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from bode import policy
from bode.basics import day_of, now
from bode.rulebook.queries import in_force
from bode.whatsapp import TemplateDraft, check_template
from bode.whatsapp.media_kinds import EXAMPLE_TYPES


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a check says about a field of a template; `field` is as in `TemplateProblem`."""

    field: str
    told_nl: str
    told_en: str
    found: policy.Finding | None = None
    """The words in its text, where it is about some of them."""
    forbids: bool = True
    """It can't be submitted; otherwise it is a warning."""


_NO_EXAMPLES = Finding(
    field="header",
    told_nl="Via 360dialog kan Bode geen kop met een bestand indienen. Kies een andere kop.",
    told_en="Bode can't submit a header with a file by 360dialog. Choose another header.",
)


def check_draft(
    draft: TemplateDraft, purpose: str, place: policy.Place, *, takes_examples: bool = True
) -> list[Finding]:
    """Return what the platform would refuse, what a municipality may not say, and warnings.

    `place` is that of the municipality, whoever writes for it.
    """
    shape = [
        Finding(field=problem.field, told_nl=problem.nl, told_en=problem.en)
        for problem in check_template(draft, settings.TEMPLATE_FIGURES)
    ]
    content = [
        Finding(
            field=concern.field,
            told_nl=concern.told_nl,
            told_en=concern.told_en,
            forbids=concern.forbids,
            found=concern.finding,
        )
        for concern in policy.check_template_content(
            purpose, draft.category, _texts(draft), day_of(now()), in_force(), place
        )
    ]
    if draft.header_format in EXAMPLE_TYPES and not takes_examples:
        shape.append(_NO_EXAMPLES)
    return shape + content


def forbidding(findings: Sequence[Finding]) -> list[Finding]:
    """Those of the findings that keep a template from being submitted."""
    return [finding for finding in findings if finding.forbids]


def _texts(draft: TemplateDraft) -> dict[str, str]:
    buttons = {
        f"buttons.{place}.text": button.text or "" for place, button in enumerate(draft.buttons)
    }
    return {"header": draft.header, "body": draft.body, "footer": draft.footer} | buttons
