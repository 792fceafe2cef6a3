"""Every page and file of dossiers."""

from __future__ import annotations

from django.urls import path

from . import views

_AT = "licence/applications/<uuid:application_id>/"
_HERE = "licence/dossiers/"

dossier_urls = [
    path(f"{_AT}dossier.json", views.dossier_json, name="dossier_json"),
    path(f"{_AT}dossier.pdf", views.dossier_pdf, name="dossier_pdf"),
    path(_HERE, views.dossiers, name="dossiers"),
    path(f"{_HERE}<uuid:dossier_id>/", views.imported_dossier, name="imported_dossier"),
    path(f"{_HERE}<uuid:dossier_id>/dossier.json", views.imported_json, name="imported_json"),
    path(f"{_HERE}<uuid:dossier_id>/dossier.pdf", views.imported_pdf, name="imported_pdf"),
    path("schemas/dossier-1.json", views.dossier_schema, name="dossier_schema"),
]
