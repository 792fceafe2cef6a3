"""The demo's world: two invented municipalities and two invented BSPs."""

from __future__ import annotations

from pathlib import Path

from bode.simulator.config import (
    HIGH,
    SimulatedNumber,
    SimulatedPhone,
    SimulatedTemplate,
    SimulatorConfig,
)

PAIR_BURST_IN_DEMO = 2000
"""More than the platform's 45, so that a load can be tried out on a few phones."""
NOTIFY_KEY = "demo-0f0e0d0c-1111-4aaa-8aaa-000000000001-0f0e0d0c-2222-4bbb-8bbb-000000000002"
"""Published on purpose."""
THROUGHPUT_IN_DEMO = HIGH
"""For the same reason."""


def demo_config(
    callback_base: str,
    data_dir: Path,
    *,
    smtp_port: int = 0,
    pair_burst: int = PAIR_BURST_IN_DEMO,
    throughput: str = THROUGHPUT_IN_DEMO,
) -> SimulatorConfig:
    """Return the demo's platform, which sends its webhooks to the Bode at `callback_base`."""
    return SimulatorConfig(
        access_token="simulator-token",  # noqa: S106 - published on purpose: a demo
        app_secret="simulator-app-secret",  # noqa: S106
        notify_key=NOTIFY_KEY,
        smtp_port=smtp_port,
        numbers=_numbers(callback_base.rstrip("/") + "/webhooks/whatsapp/", throughput),
        templates=_TEMPLATES,
        phones=_PHONES,
        pair_burst=pair_burst,
        state_file=data_dir / "simulator" / "journal.jsonl",
    )


def _numbers(callbacks: str, throughput: str) -> tuple[SimulatedNumber, ...]:
    rows = (
        ("1", "Gemeente Voorbeeldstad", "berichtenbrug"),
        ("2", "Gemeente Testdam", "berichtenbrug"),
        ("3", "Gemeente Testdam", "waterlijn"),
    )
    return tuple(
        SimulatedNumber(
            phone_number_id=f"10000000000000{digit}",
            display_number=f"+31 85 000 000{digit}",
            waba_id=f"20000000000000{digit}",
            verified_name=name,
            callback_url=callbacks + provider,
            throughput=throughput,
        )
        for digit, name, provider in rows
    )


_PHONES = (
    SimulatedPhone(digits="31612345601", name="Fatima el Amrani"),
    SimulatedPhone(digits="31612345602", name="Joost van der Meer"),
    SimulatedPhone(digits="31612345603", name="Sanne de Vries"),
)


def _template(name: str, text: str, *, header: str = "", **examples: str) -> SimulatedTemplate:
    named = [{"param_name": key, "example": value} for key, value in examples.items()]
    body = {"type": "BODY", "text": text, "example": {"body_text_named_params": named}}
    above = ({"type": "HEADER", "format": header},) if header else ()
    components = (*above, body)
    return SimulatedTemplate(name=name, language="nl", category="UTILITY", components=components)


_TEMPLATES = (
    _template(
        "afspraak_herinnering",
        "Beste {{naam}}, u heeft een afspraak op {{datum}} om {{tijd}} uur bij de gemeente.",
        naam="mevrouw Jansen",
        datum="maandag 1 december",
        tijd="10:30",
    ),
    _template(
        "vergunning_status",
        "Er is nieuws over uw aanvraag {{zaaknummer}}. De status is nu: {{status}}. "
        "U kunt hier antwoorden als u vragen heeft.",
        zaaknummer="ZAAK-2026-0001",
        status="in behandeling",
    ),
    _template(
        "crisis_melding",
        "Let op: {{wat}} bij {{waar}}. Wat u moet doen: {{doe}}. Dit bericht is van de gemeente.",
        wat="brand met veel rook",
        waar="het Stationsplein",
        doe="houd ramen en deuren dicht",
    ),
    _template(
        "besluit_met_brief",
        "Beste {{naam}}, hierbij ons besluit op uw aanvraag. "
        "U kunt hier antwoorden als u vragen heeft.",
        header="DOCUMENT",
        naam="mevrouw Jansen",
    ),
)
