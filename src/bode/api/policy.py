"""What was allowed on a day, by which rule; public."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field

from bode.policy import Era, Route, explain
from bode.rulebook.queries import all_versions

from .language import told

router = Router(tags=["policy"])


class VersionShown(BaseModel):
    """The version of the rules that held that day."""

    code: str
    name: str
    valid_from: date | None = Field(description="First day; null: from the beginning.")
    valid_to: date | None = Field(description="Last day; null: until a later version.")
    reckoned: str = Field(description="What is known of a first day that is not certain, or empty.")


class ExplanationShown(BaseModel):
    """The answer with its rule and source, in the language of the call."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "allowed": False,
                    "rule": "Facebook staat gemeenten niet toe om via een ISV te werken.",
                    "source": "VNG Realisatie, via Tweakers, januari 2021",
                    "version": {
                        "code": "licence_through_bsp",
                        "name": "Vanaf half januari 2021: vergunning via een BSP",
                        "valid_from": "2021-01-15",
                        "valid_to": None,
                        "reckoned": "Alleen “half januari” is bekend.",
                    },
                }
            ]
        }
    )

    allowed: bool
    rule: str
    source: str
    version: VersionShown


class Question(BaseModel):
    """Which route, for which purpose, on which day."""

    route: Route
    date: date
    purpose: str = Field(description="See GET /purposes.")


@router.get(
    "/policy/explain",
    auth=None,
    response=ExplanationShown,
    summary="Explain what was allowed on a day",
)
def explain_policy(request: HttpRequest, asked: Query[Question]) -> ExplanationShown:  # noqa: ARG001 - ninja passes it
    """Whether a municipality might use a route for a purpose on a day. Needs no token."""
    answer = explain(asked.route, asked.date, asked.purpose, all_versions())
    return ExplanationShown(
        allowed=answer.allowed,
        rule=told(answer.rule, answer.rule_en),
        source=told(answer.source, answer.source_en),
        version=_show(answer.version),
    )


def _show(version: Era) -> VersionShown:
    return VersionShown(
        code=version.code,
        name=told(version.name_nl, version.name_en),
        valid_from=version.first_day,
        valid_to=version.last_day,
        reckoned=told(version.reckoned_nl, version.reckoned_en),
    )
