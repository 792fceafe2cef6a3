"""What a DPIA asks: sections of questions, and risks to weigh. Read from the files beside this."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from bode.policy import PURPOSES

from .matrix import SCALE

TEXT, CHOICES, CHOICE = "text", "choices", "choice"
HIGH_RISK_LEFT = "high_risk_left"
"""A question that must be answered only where a risk is still high after the measures."""

VNG_FINDING_NL = (
    "De IBD van de VNG maakte eind 2019 een DPIA voor WhatsApp. Voor eenvoudige vragen om "
    "informatie vond zij een verwaarloosbaar tot beperkt restrisico, als de inwoner het gesprek "
    "begint en er geen gevoelige gegevens in staan. Uw gemeente weegt de risico’s zelf."
)
VNG_FINDING_EN = (
    "VNG’s security service (IBD) made a DPIA for WhatsApp at the end of 2019. For simple "
    "questions it found a negligible to limited remaining risk, if the citizen begins the "
    "conversation and it holds no sensitive data. Your municipality weighs the risks itself."
)
VNG_SOURCE = "vng.nl, “Stand van zaken WhatsApp” (2019)"


@dataclass(frozen=True, kw_only=True)
class Option:
    code: str
    name_nl: str
    name_en: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something to answer; `key` names it within the DPIA."""

    key: str
    kind: str
    label_nl: str
    label_en: str
    help_nl: str = ""
    help_en: str = ""
    options: tuple[Option, ...] = ()
    required: bool | str = True
    prefill: str = ""


@dataclass(frozen=True, kw_only=True)
class Block:
    """Questions that belong together, under a title of their own: a purpose, or a risk."""

    code: str = ""
    title_nl: str = ""
    title_en: str = ""
    about_nl: str = ""
    about_en: str = ""
    questions: tuple[Question, ...]
    is_risk: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """One page of the questionnaire."""

    code: str
    title_nl: str
    title_en: str
    intro_nl: str
    intro_en: str
    blocks: tuple[Block, ...]

    def questions(self) -> Iterator[Question]:
        for block in self.blocks:
            yield from block.questions


def sections_for(purposes: Mapping[str, str], parties: Mapping[str, str]) -> list[Section]:
    """The questionnaire of an application.

    `purposes` are its declared purposes with their explanations; `parties` the names by which
    `municipality` and `provider` are filled in.
    """
    sections = [_filled_in(section, parties) for section in _sections()]
    first = replace(
        sections[0], blocks=(*sections[0].blocks, *(_purpose(*each) for each in purposes.items()))
    )
    return [first, *sections[1:-1], *_risk_sections(), sections[-1]]


def risks() -> Iterator[Block]:
    """Every risk that is weighed."""
    for section in _risk_sections():
        yield from section.blocks


def option_name(options: Sequence[Option], code: str) -> str:
    """What a chosen option is called, in Dutch."""
    return next((option.name_nl for option in options if option.code == code), code)


_CHANCES = (("klein", "small"), ("gemiddeld", "medium"), ("groot", "large"))
_IMPACTS = (("beperkt", "limited"), ("groot", "large"), ("ernstig", "severe"))


def _scale(words: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(
        Option(code=code, name_nl=nl, name_en=en)
        for code, (nl, en) in zip(SCALE, words, strict=True)
    )


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text())


@cache
def _sections() -> tuple[Section, ...]:
    return tuple(
        Section(
            **{key: told[key] for key in ("code", "title_nl", "title_en", "intro_nl", "intro_en")},
            blocks=tuple(Block(questions=(_question(each),)) for each in told["question"]),
        )
        for told in _load("questions")["section"]
    )


def _question(told: Mapping[str, Any]) -> Question:
    rest = {key: told[key] for key in told if key not in ("code", "option")}
    return Question(key=told["code"], options=_options(told.get("option", ())), **rest)


def _options(told: Sequence[Mapping[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(code=each["code"], name_nl=each["nl"], name_en=each["en"]) for each in told)


def _purpose(code: str, explanation: str) -> Block:
    """The legal ground of one purpose, beside the municipality's own explanation of it."""
    purpose = PURPOSES[code]
    return Block(
        code=code,
        title_nl=purpose.name_nl,
        title_en=purpose.name_en,
        about_nl=explanation,
        about_en=explanation,
        questions=(
            Question(
                key=f"purpose.{code}.ground",
                kind=CHOICE,
                label_nl="Op welke grond mag u gegevens verwerken voor dit doel? (AVG, artikel 6)",
                label_en="On which ground may you process data for this purpose? (GDPR, article 6)",
                options=_options(_load("questions")["ground"]),
            ),
            Question(
                key=f"purpose.{code}.why",
                kind=TEXT,
                label_nl="Waarom geldt deze grond?",
                label_en="Why does this ground hold?",
                help_nl="Noem bijvoorbeeld de wet of de taak.",
                help_en="Name the law or the task, for example.",
            ),
        ),
    )


@cache
def _risk_sections() -> tuple[Section, ...]:
    return tuple(
        Section(
            code=group["code"],
            title_nl=group["title_nl"],
            title_en=group["title_en"],
            intro_nl="Schat eerst de kans en het gevolg voor inwoners. Kies dan maatregelen, en "
            "schat opnieuw.",
            intro_en="First estimate chance and impact on citizens. Then choose measures, and "
            "estimate again.",
            blocks=tuple(_risk(each) for each in group["risk"]),
        )
        for group in _load("risks")["group"]
    )


def _risk(told: Mapping[str, Any]) -> Block:
    key = f"risk.{told['code']}"
    names = {name: told[name] for name in ("code", "title_nl", "title_en", "about_nl", "about_en")}
    return Block(
        **names,
        is_risk=True,
        questions=(
            _estimate(f"{key}.chance", "Kans", "Chance", _CHANCES),
            _estimate(f"{key}.impact", "Gevolg", "Impact", _IMPACTS),
            Question(
                key=f"{key}.measures",
                kind=CHOICES,
                label_nl="Maatregelen",
                label_en="Measures",
                options=_options(told["measure"]),
                required=False,
            ),
            Question(
                key=f"{key}.own",
                kind=TEXT,
                label_nl="Eigen maatregelen",
                label_en="Measures of your own",
                required=False,
            ),
            _estimate(f"{key}.residual_chance", "Kans daarna", "Chance after that", _CHANCES),
            _estimate(f"{key}.residual_impact", "Gevolg daarna", "Impact after that", _IMPACTS),
        ),
    )


def _estimate(key: str, nl: str, en: str, words: Sequence[tuple[str, str]]) -> Question:
    return Question(key=key, kind=CHOICE, label_nl=nl, label_en=en, options=_scale(words))


def _filled_in(section: Section, parties: Mapping[str, str]) -> Section:
    """The same section, with the parties' names in what stands there already."""
    blocks = tuple(
        replace(
            block,
            questions=tuple(
                replace(each, prefill=_fill(each.prefill, parties)) for each in block.questions
            ),
        )
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _fill(text: str, parties: Mapping[str, str]) -> str:
    for name, value in parties.items():
        text = text.replace(f"{{{name}}}", value)
    return text
