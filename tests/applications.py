"""A file of an application that lacks nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bode.licensing import actions, filling
from bode.licensing.actions import Declaration
from bode.licensing.dpia import actions as dpia
from bode.licensing.dpia.actions import DocumentFacts
from bode.licensing.dpia.states import Outcome, Verdict
from bode.licensing.models import Application
from bode.licensing.queries import access_application
from bode.licensing.sections import FORBIDDEN_USES, Section
from bode.licensing.signing import Mandate, Signature
from bode.organisations.actors import Actor
from bode.organisations.tenancy import scope

SIGNATURE = Signature(name="Alice", function="Gemeentesecretaris", mandate=Mandate.REGISTER)
ANSWERS: Mapping[Section, Mapping[str, str]] = {
    Section.MUNICIPALITY: {
        "legal_name": "Gemeente Proefstad",
        "kvk_number": "12345678",
        "oin": "00000099123456780000",
        "street": "Raadhuisplein 1",
        "postal_code": "1234 AB",
        "city": "Proefstad",
    },
    Section.CONTACTS: {
        f"{contact}_{part}": value
        for contact in ("business", "technical", "privacy")
        for part, value in (
            ("name", "Alice"),
            ("function", "Adviseur"),
            ("email", "alice@proefstad.example"),
            ("phone", "085 000 0091"),
        )
    },
    Section.NUMBER: {
        "number": "085 000 0091",
        "display_name": "Gemeente Proefstad",
        "existing_use": "none",
    },
    Section.FORBIDDEN: {f"never_{code}": "yes" for code in FORBIDDEN_USES},
}


def save(actor: Actor, application: Application, section: Section, **changed: str) -> Application:
    """Save a section as it should be, but for what is given."""
    with scope(actor.organisation_id):
        version = filling.get_section(application, section).version
        given = {**ANSWERS[section], **changed}
        filling.save_section(actor, application, section, given, version=version)
        return access_application(application.id)


def fill(actor: Actor, application: Application) -> Application:
    """Fill in all that a file lacks, in the name of the municipality."""
    with scope(actor.organisation_id):
        purposes = [
            Declaration(
                code=each.code,
                explanation=each.explanation,
                volume=300,
                audience="Inwoners die iets hebben aangevraagd.",
                examples=("Uw aanvraag is ontvangen.",),
            )
            for each in application.purposes.all()
        ]
        actions.declare(actor, application.id, purposes)
    for section in ANSWERS:
        application = save(actor, application, section)
    assess(actor, application)
    return application


PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def assess(actor: Actor, application: Application) -> None:
    """Give a DPIA that was made elsewhere, with the advice upon it."""
    facts = DocumentFacts(
        made_on=date(2026, 3, 2), author="IBD", outcome=Outcome.LIMITED, summary="Beperkt risico."
    )
    both = replace(actor, roles=frozenset({"administrator", "privacy_officer"}))
    with scope(actor.organisation_id):
        dpia.upload(both, application.id, "dpia.pdf", PDF, facts)
        dpia.offer(both, application.id)
        dpia.advise(both, application.id, Verdict.POSITIVE, "Akkoord.")
        dpia.complete(both, application.id)


def versions_read(page: str) -> dict[str, str]:
    """What the form for the signature tells of what stands above it."""
    return dict(re.findall(r'name="(version-\w+)" value="(\d+)"', page))
