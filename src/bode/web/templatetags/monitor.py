"""How the monitor's values read on a page."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.monitor import uses
from bode.monitor.claims import Certainty, Claim, certainty_name
from bode.monitor.figures import Counts
from bode.monitor.grouping import purpose_name
from bode.monitor.named_cases import Case, told_name
from bode.monitor.pictures.describing import describe_source
from bode.monitor.towns import Standing
from bode.monitor.uses import Use

STEP_NAMES = {
    "waiting": gettext_noop("Nog niet overgenomen"),
    "applied": gettext_noop("Overgenomen"),
    "undone": gettext_noop("Teruggedraaid"),
    "discarded": gettext_noop("Weggegooid"),
    "draft": gettext_noop("Klaargezet"),
    "open": gettext_noop("Open"),
    "closed": gettext_noop("Gesloten"),
}

register = template.Library()


@register.filter
def use_name(use: str) -> str:
    """What a route in use is called."""
    return uses.use_name(Use(use))


@register.filter
def source(claim: Claim) -> str:
    """From where something is known, of which day, and how surely."""
    return describe_source(claim)


@register.filter
def shown(claim: Claim | None) -> str:
    """The route that is shown, through whom, and for what."""
    if claim is None:
        return uses.use_name(Use.UNKNOWN)
    named = [purpose_name(code) for code in claim.purposes]
    parts = (uses.use_name(claim.use), claim.provider, ", ".join(named))
    return " · ".join(part for part in parts if part)


@register.filter
def certainty(word: str) -> str:
    """How sure a source is."""
    return certainty_name(Certainty(word))


@register.filter
def step_name(status: str) -> str:
    """How a file or a round stands."""
    return _(STEP_NAMES[status])


@register.filter
def told(case: Case) -> str:
    """What the news reported."""
    return told_name(case.told)


@register.filter
def known(counts: Counts) -> int:
    """Of how many municipalities something is known."""
    return sum(number for use, number in counts.items() if use is not Use.UNKNOWN)


@register.filter
def grouped(number: int) -> str:
    """A large number with its thousands apart."""
    return formats.number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def table_rows(standings: Iterable[Standing]) -> SafeString:
    """The rows of all municipalities at once: hundreds of them, on a page that must be quick."""
    return format_html_join("", _ROW, (_cells(standing) for standing in standings))


_ROW = (
    '<tr class="utrecht-table__row"><th class="utrecht-table__cell" scope="row">'
    '<a class="utrecht-link utrecht-link--html-a" href="{}">{}</a>{}</th>'
    '<td class="utrecht-table__cell">{}</td><td class="utrecht-table__cell">{}</td></tr>'
)


def _cells(standing: Standing) -> tuple[str, str, str, str, str]:
    town, claim = standing.town, standing.claim
    invented = format_html(" ({})", _("verzonnen")) if standing.is_invented else ""
    route = uses.use_name(standing.use)
    if claim is not None and claim.provider:
        route = f"{route} · {claim.provider}"
    told_by = describe_source(claim) if claim is not None else "–"
    return reverse("monitor_municipality", args=[town.code]), town.name, invented, route, told_by
