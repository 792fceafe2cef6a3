"""Every page of a DPIA."""

from __future__ import annotations

from django.urls import path

from . import views

_AT = "licence/applications/<uuid:application_id>/dpia/"

dpia_urls = [
    path(_AT, views.dpia, name="dpia"),
    path(f"{_AT}document/", views.document, name="dpia_document"),
    path(f"{_AT}document/file/", views.document_file, name="dpia_document_file"),
    path(f"{_AT}offer/", views.offer, name="dpia_offer"),
    path(f"{_AT}advise/", views.advise, name="dpia_advise"),
    path(f"{_AT}complete/", views.complete, name="dpia_complete"),
    path(f"{_AT}reopen/", views.reopen, name="dpia_reopen"),
    path(f"{_AT}questions/<slug:code>/", views.section, name="dpia_section"),
]
