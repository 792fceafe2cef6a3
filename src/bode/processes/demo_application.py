"""The file of the demo's licensed municipality: complete, as the procedure asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bode.licensing import filling
from bode.licensing.actions import Declaration, take_step
from bode.licensing.dpia import actions as dpia
from bode.licensing.dpia.actions import DocumentFacts
from bode.licensing.dpia.states import Outcome, Verdict
from bode.licensing.models import Application
from bode.licensing.sections import CONTACTS, FORBIDDEN_USES, Section
from bode.licensing.signing import Mandate, Signature
from bode.organisations.actors import Actor

DECLARED = (
    Declaration(
        code="crisis_response",
        explanation="Wij waarschuwen bewoners bij brand, overstroming en stroomuitval.",
        volume=150,
        audience="Bewoners die zich voor deze berichten hebben aangemeld.",
        examples=("Er is een grote brand aan de haven. Houd ramen en deuren dicht.",),
    ),
    Declaration(
        code="permits",
        explanation="Inwoners die een vergunning aanvroegen, vragen hoe het ermee staat.",
        volume=400,
        audience="Inwoners en bedrijven die een vergunning hebben aangevraagd.",
        examples=("Wij hebben uw aanvraag voor een dakkapel ontvangen.",),
    ),
    Declaration(
        code="appointments",
        explanation="Wij herinneren inwoners aan hun afspraak aan de balie.",
        volume=900,
        audience="Inwoners die een afspraak hebben gemaakt.",
        examples=("U heeft morgen om 10.00 uur een afspraak. Neem uw oude paspoort mee.",),
    ),
    Declaration(
        code="municipal_services",
        explanation="Inwoners stellen vragen over afval, paspoorten en verhuizen.",
        volume=1200,
        audience="Inwoners die ons een vraag stellen.",
        examples=("Het oud papier halen wij elke eerste maandag van de maand op.",),
    ),
)

_PEOPLE = (
    ("Hanneke Vos", "Projectleider dienstverlening", "beheer@voorbeeldstad.example"),
    ("Bilal Amrani", "Adviseur informatievoorziening", "balie@voorbeeldstad.example"),
    ("Noor Peters", "Functionaris gegevensbescherming", "privacy@voorbeeldstad.example"),
)
_FILE: Mapping[Section, Mapping[str, str]] = {
    Section.MUNICIPALITY: {
        "legal_name": "Gemeente Voorbeeldstad",
        "kvk_number": "99990118",
        "oin": "00000099999901180000",
        "department": "Klantcontactcentrum",
        "street": "Marktplein 1",
        "postal_code": "9999 VX",
        "city": "Voorbeeldstad",
    },
    Section.CONTACTS: {
        f"{contact}_{part}": value
        for contact, person in zip(CONTACTS, _PEOPLE, strict=True)
        for part, value in zip(
            ("name", "function", "email", "phone"), (*person, "085 000 0001"), strict=True
        )
    },
    Section.NUMBER: {
        "number": "085 000 0001",
        "display_name": "Gemeente Voorbeeldstad",
        "existing_use": "none",
    },
    Section.FORBIDDEN: {f"never_{code}": "yes" for code in FORBIDDEN_USES},
}


_DPIA = DocumentFacts(
    made_on=date(2026, 1, 15),
    author="Noor Peters",
    outcome=Outcome.LIMITED,
    summary="Er blijft een beperkt risico over: WhatsApp ziet wie met ons belt en schrijft.",
)


def fill_and_sign(actor: Actor, officer: Actor, application: Application) -> None:
    """Fill in what the application lacks, weigh its risks, and sign it for the municipality."""
    for section, answers in _FILE.items():
        version = filling.get_section(application, section).version
        filling.save_section(actor, application, section, answers, version=version)
    dpia.upload(actor, application.id, "dpia-voorbeeldstad.pdf", _pdf(), _DPIA)
    dpia.offer(actor, application.id)
    advice = "Gebruik WhatsApp niet voor bijzondere persoonsgegevens, en vraag geen BSN."
    dpia.advise(officer, application.id, Verdict.POSITIVE, advice)
    dpia.complete(actor, application.id, "Dit staat in de werkinstructie van de medewerkers.")
    signature = Signature(
        name="Hanneke Vos", function="Gemeentesecretaris", mandate=Mandate.REGISTER
    )
    take_step(actor, application.id, "sign", signature=signature)


def _pdf() -> bytes:
    """One page that says what it stands for."""
    line = b"BT /F1 18 Tf 60 760 Td (DPIA WhatsApp, gemeente Voorbeeldstad: verzonnen) Tj ET"
    fonts = b"/Resources << /Font << /F1 5 0 R >> >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % fonts,
        b"<< /Length %d >> stream\n%s\nendstream" % (len(line), line),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj %s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(body))
    )
