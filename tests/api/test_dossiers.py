"""A program reads the dossier of an application, and imports one that another Bode made."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.api.programs import Program

from bode.organisations.models import Organisation

NEW = {
    "municipality": "GM9911",
    "provider": "proefbode",
    "route": "bsp",
    "purposes": [{"code": "permits", "explanation": "Vragen over vergunningen."}],
}


def apply(program: Program) -> str:
    return str(program.post("/applications", NEW).json()["id"])


def give(program: Program, data: bytes) -> HttpResponse:
    file = SimpleUploadedFile("dossier.json", data, "application/json")
    return Client().post(  # type: ignore[return-value]
        "/api/v1/dossiers", {"file": file}, headers={"Authorization": f"Bearer {program.token}"}
    )


def test_the_dossier_is_json_and_pdf(alices: Program, provider: Organisation) -> None:
    application = apply(alices)

    told = alices.get(f"/applications/{application}/dossier")
    printed = alices.get(f"/applications/{application}/dossier.pdf")

    assert told.json()["content"]["application"]["id"] == application
    assert told["Content-Type"] == "application/json"
    assert printed.content.startswith(b"%PDF-1.7")


def test_the_providers_program_imports_it_byte_for_byte(alices: Program, doras: Program) -> None:
    data = alices.get(f"/applications/{apply(alices)}/dossier").content

    imported = give(doras, data)

    assert imported.status_code == 201
    assert imported.json()["municipality"] == "Proefstad"
    assert doras.get(f"/dossiers/{imported.json()['id']}").content == data
    assert doras.get("/dossiers").json()["results"] == [imported.json()]


def test_a_changed_file_is_refused_with_the_reason(alices: Program, doras: Program) -> None:
    data = alices.get(f"/applications/{apply(alices)}/dossier").content

    refused = give(doras, data.replace(b'"route":"bsp"', b'"route":7'))

    assert refused.status_code == 422
    assert refused.json()["code"] == "dossier_refused"
    wrong = refused.json()["invalid_params"][0]
    assert wrong["code"] == "schema"
    assert "$.content.application.route" in wrong["reason"]
    assert doras.get("/dossiers").json()["results"] == []


def test_a_stranger_finds_nothing(
    alices: Program, charlies: Program, provider: Organisation
) -> None:
    application = apply(alices)

    assert charlies.get(f"/applications/{application}/dossier").status_code == 404
    assert charlies.get(f"/applications/{application}/dossier.pdf").status_code == 404
