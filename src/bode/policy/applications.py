"""What may be applied for: which route, and which purposes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .eras import ERAS, Era, era_at
from .purposes import PURPOSES
from .routes import Route
from .rules import BODE, KNOWN_PURPOSE, VNG_2021, Rule

_DECLARED = Rule(
    nl="De gemeente verklaart waarvoor zij WhatsApp wil gebruiken.",
    en="The municipality declares what it wants to use WhatsApp for.",
    source=VNG_2021,
)
_ONCE = Rule(
    nl="Elk doel staat één keer in de aanvraag.",
    en="Every purpose stands once in an application.",
    source=BODE,
)
_FURTHER = Rule(
    nl="Een volgende aanvraag bij dezelfde BSP voegt een doel toe aan de vergunning.",
    en="A further application with the same BSP adds a purpose to the licence.",
    source=BODE,
)
_THROUGH_BSP = Rule(
    nl="Een gemeente vraagt een vergunning aan via een BSP.",
    en="A municipality applies for a licence through a BSP.",
    source=VNG_2021,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ApplicationProblem:
    """Why an application may not be made, for people; the texts are at level B1.

    `code` is one of `route_not_allowed`, `purposes_missing`, `purpose_unknown`,
    `purpose_forbidden`, `purpose_twice`, `purpose_licensed_already`, `explanation_missing`.
    """

    code: str
    field: str
    """`route`, `purposes`, or within a purpose, as in `purposes.0.code`."""
    purpose: str | None
    reason_nl: str
    reason_en: str
    advice_nl: str
    advice_en: str
    rule: str
    """In Dutch."""
    rule_en: str
    source: str
    """In Dutch."""
    source_en: str


def check_application(
    route: str,
    purposes: Sequence[tuple[str, str]],
    day: date,
    *,
    licensed: Collection[str] = (),
    eras: Sequence[Era] = ERAS,
) -> list[ApplicationProblem]:
    """Return every rule of that day against an application; empty when it may be made.

    `purposes` are codes, each with the municipality's own explanation; `licensed` are those that
    its licence with this provider has already; `eras` are the versions of the rules.
    """
    era = era_at(day, eras)
    problems = list(_route_problems(route, era))
    if not purposes:
        problems.append(_NO_PURPOSES)
    elif all(code in licensed for code, _ in purposes):
        problems.append(_NOTHING_NEW)
    seen: set[str] = set()
    for index, (code, explanation) in enumerate(purposes):
        problems += _purpose_problems(era, index, code, explanation, twice=code in seen)
        seen.add(code)
    return problems


def _route_problems(route: str, era: Era) -> Iterator[ApplicationProblem]:
    rule = _THROUGH_BSP
    if route in tuple(Route):
        verdict = era.routes[Route(route)]
        if not verdict.allowed:
            rule = verdict.rule
        elif route == Route.BSP:
            return
    yield _problem("route_not_allowed", "route", None, rule, (rule.nl, rule.en), _TAKE_A_BSP)


def _purpose_problems(
    era: Era, index: int, code: str, explanation: str, *, twice: bool
) -> Iterator[ApplicationProblem]:
    field = f"purposes.{index}.code"
    purpose = PURPOSES.get(code)
    if purpose is None:
        reason = ("Dit doel bestaat niet.", "This purpose does not exist.")
        advice = ("Kies een doel uit de lijst.", "Choose a purpose from the list.")
        yield _problem("purpose_unknown", field, code, KNOWN_PURPOSE, reason, advice)
        return
    verdict = era.purposes[code]
    is_open = era.routes[Route.BSP].allowed  # else the route is what's wrong, told once
    if not purpose.allowed or (is_open and not verdict.allowed):
        reason = (
            f"“{purpose.name_nl}” is een doel dat niet is toegestaan.",
            f"“{purpose.name_en}” is a purpose that is not allowed.",
        )
        yield _problem("purpose_forbidden", field, code, verdict.rule, reason, _LEAVE_OUT)
    if twice:
        reason = (
            f"“{purpose.name_nl}” staat twee keer in de aanvraag.",
            f"“{purpose.name_en}” stands twice in the application.",
        )
        yield _problem("purpose_twice", field, code, _ONCE, reason, _LEAVE_OUT)
    if not explanation.strip():
        reason = (
            f"De uitleg bij “{purpose.name_nl}” ontbreekt.",
            f"The explanation of “{purpose.name_en}” is missing.",
        )
        advice = (
            "Schrijf in een paar zinnen waarvoor u WhatsApp gaat gebruiken.",
            "Write in a few sentences what you will use WhatsApp for.",
        )
        field = f"purposes.{index}.explanation"
        yield _problem("explanation_missing", field, code, _DECLARED, reason, advice)


def _problem(
    code: str,
    field: str,
    purpose: str | None,
    rule: Rule,
    reason: tuple[str, str],
    advice: tuple[str, str],
) -> ApplicationProblem:
    return ApplicationProblem(
        code=code,
        field=field,
        purpose=purpose,
        reason_nl=reason[0],
        reason_en=reason[1],
        advice_nl=advice[0],
        advice_en=advice[1],
        rule=rule.nl,
        rule_en=rule.en,
        source=rule.source.nl,
        source_en=rule.source.en,
    )


_TAKE_A_BSP = (
    "Kies de weg via een BSP (business solution provider).",
    "Choose the route through a BSP (business solution provider).",
)
_LEAVE_OUT = ("Haal dit doel uit de aanvraag.", "Take this purpose out of the application.")
_NO_PURPOSES = _problem(
    "purposes_missing",
    "purposes",
    None,
    _DECLARED,
    ("Er is geen doel gekozen.", "No purpose was chosen."),
    ("Kies minstens één doel.", "Choose at least one purpose."),
)
_NOTHING_NEW = _problem(
    "purpose_licensed_already",
    "purposes",
    None,
    _FURTHER,
    (
        "De vergunning bij deze BSP heeft al deze doelen al.",
        "The licence with this BSP has all of these purposes already.",
    ),
    (
        "Kies een doel dat nog niet in de vergunning staat.",
        "Choose a purpose that is not in the licence yet.",
    ),
)
