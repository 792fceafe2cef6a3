"""The house style of an organisation: colours that everyone can read, and a logo that does no harm.

A municipality chooses three colours, each for light and for dark pages. What Bode needs besides is
mixed from these, and only what reads well is kept: `list_unreadable` is the one place that judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from bode.basics.contrast import BLACK, TEXT, WHITE, contrast, ink_on, mix, nearest

from .actors import Actor
from .deeds import remember
from .errors import ColoursUnreadable
from .models import HouseStyle, Organisation, Role


@dataclass(frozen=True, kw_only=True)
class Pages:
    """What the pages of one kind are made of, as tokens.css has it."""

    paper: str
    ground: str
    end: str  # towards which a colour contrasts more with the paper
    shares: tuple[float, ...]  # of the accent in its four pale shades


LIGHT = Pages(paper="#ffffff", ground="#eff1f3", end=BLACK, shares=(0.05, 0.11, 0.22, 0.45))
DARK = Pages(paper="#1b212b", ground="#11151b", end=WHITE, shares=(0.08, 0.14, 0.26, 0.45))


@dataclass(frozen=True, kw_only=True)
class Colours:
    """What one chooses, as #rrggbb."""

    accent: str
    accent_dark: str
    link: str
    link_dark: str
    header: str
    header_dark: str


BODES_OWN = Colours(
    accent="#00568b",
    accent_dark="#82c6f5",
    link="#00568b",
    link_dark="#82c6f5",
    header=LIGHT.paper,
    header_dark=DARK.paper,
)


@dataclass(frozen=True, kw_only=True)
class Unreadable:
    """A colour that does not contrast enough, with how much it does and one near it that would."""

    field: str
    contrast: float
    near: str


def list_unreadable(colours: Colours) -> list[Unreadable]:
    """Every colour that does not read on all that it stands on (WCAG 2.2 AA, 1.4.3)."""
    found = []
    for field in ("accent", "accent_dark", "link", "link_dark"):
        colour = getattr(colours, field)
        least = least_contrast(field, colour)
        if least < TEXT:
            near = near_readable(field, colour)
            found.append(Unreadable(field=field, contrast=least, near=near))
    return found


def least_contrast(field: str, colour: str) -> float:
    """With whatever it contrasts least of all that it stands on; on the header ink is fitted."""
    if field.startswith("header"):
        return contrast(colour, ink_on(colour))
    return min(contrast(colour, ground) for ground in _grounds(field, colour))


def near_readable(field: str, colour: str) -> str:
    """The colour, or the nearest that reads there."""
    if field.startswith("header"):
        return colour
    return nearest(colour, lambda candidate: _grounds(field, candidate))


def tokens_of(colours: Colours) -> dict[str, tuple[str, str]]:
    """Each token of tokens.css that these colours change, for light and for dark pages."""
    light = _tokens(colours.accent, colours.link, colours.header, LIGHT)
    dark = _tokens(colours.accent_dark, colours.link_dark, colours.header_dark, DARK)
    return {name: (light[name], dark[name]) for name in light}


def style_sheet_of(colours: Colours) -> str:
    """The sheet that comes after tokens.css."""
    lines = [
        f"{name}:light-dark({light},{dark})" for name, (light, dark) in tokens_of(colours).items()
    ]
    return f".bode-theme{{{';'.join(lines)}}}\n"


def find_house_style() -> HouseStyle | None:
    """That of the organisation in whose scope this runs; of its logo only whether it `has_logo`."""
    return HouseStyle.objects.defer("logo").annotate(has_logo=~Q(logo=b"")).first()


def colours_of(style: HouseStyle | None) -> Colours:
    """The colours that an organisation has now."""
    if style is None:
        return BODES_OWN
    return Colours(**{name: getattr(style, name) for name in Colours.__dataclass_fields__})


@transaction.atomic
def set_house_style(actor: Actor, colours: Colours, logo: bytes | None = None) -> HouseStyle:
    """Give the organisation these colours, and this logo (None: it stays as it is).

    Raises `ColoursUnreadable`.
    """
    actor.require(Role.ADMINISTRATOR, Role.ACCOUNT_MANAGER, Role.MONITOR)
    if unreadable := list_unreadable(colours):
        raise ColoursUnreadable([each.field for each in unreadable])
    organisation = Organisation.objects.get(id=actor.organisation_id)
    before = HouseStyle.objects.select_for_update().filter(organisation=organisation).first()
    kept = (bytes(before.logo) if before else b"") if logo is None else logo
    version = sha256("".join(astuple(colours)).encode() + kept).hexdigest()[:12]
    style, _ = HouseStyle.objects.update_or_create(
        organisation=organisation,
        defaults={**asdict(colours), "logo": kept, "version": version},
    )
    remember(actor, "house_style.set", organisation)
    return style


@transaction.atomic
def drop_house_style(actor: Actor) -> None:
    """Go back to Bode's own."""
    actor.require(Role.ADMINISTRATOR, Role.ACCOUNT_MANAGER, Role.MONITOR)
    HouseStyle.objects.filter(organisation_id=actor.organisation_id).delete()
    remember(actor, "house_style.drop", Organisation.objects.get(id=actor.organisation_id))


def _pages(field: str) -> Pages:
    return DARK if field.endswith("_dark") else LIGHT


def _grounds(field: str, colour: str) -> Sequence[str]:
    """What text in this colour stands on: paper, ground, and of the accent its own pale shade."""
    pages = _pages(field)
    grounds = [pages.paper, pages.ground]
    if field.startswith("accent"):
        grounds.append(mix(pages.paper, colour, pages.shares[1]))
    return grounds


def _tokens(accent: str, link: str, header: str, pages: Pages) -> dict[str, str]:
    palest, pale, line, strong = (mix(pages.paper, accent, share) for share in pages.shares)
    more = mix(accent, pages.end, 0.25)
    accents = (palest, pale, line, strong, accent, accent, more, mix(accent, pages.end, 0.6))
    shades = (50, 100, 200, 300, 400, 500, 600, 700)
    tokens = {f"--bode-accent-{shade}": each for shade, each in zip(shades, accents, strict=True)}
    tokens["--utrecht-link-color"] = tokens["--utrecht-link-visited-color"] = link
    tokens["--utrecht-link-text-decoration-color"] = link
    hovered = mix(link, pages.end, 0.25)
    tokens["--utrecht-link-hover-color"] = tokens["--utrecht-link-active-color"] = hovered
    return tokens | _header_tokens(accent, more, header, pages)


def _header_tokens(accent: str, more: str, header: str, pages: Pages) -> dict[str, str]:
    """On paper the accent marks where one is; on a colour its ink does."""
    is_paper = header == pages.paper
    ink = ink_on(header)
    return {
        "--bode-header": header,
        "--bode-header-ink": ink,
        "--bode-header-ink-soft": ink,
        "--bode-header-mark": accent if is_paper else ink,
        "--bode-header-mark-ink": more if is_paper else ink,
        "--bode-header-line": mix(header, ink, 0.15),
        # Logos are made for white; a drawing on white needs no plate there.
        "--bode-logo-ground": "transparent" if header == WHITE else WHITE,
    }
