"""Every page of an application's journey; a step has the last, widest address."""

from __future__ import annotations

from django.urls import path

from . import deciding, page, remarks, review, sections, stepping, timeline

_AT = "licence/applications/<uuid:application_id>/"

application_urls = [
    path(_AT, page.application, name="application"),
    path(f"{_AT}parts/<slug:name>/", sections.section, name="application_section"),
    path(f"{_AT}review/", review.review, name="application_review"),
    path(f"{_AT}timeline/", timeline.timeline, name="application_timeline"),
    path(f"{_AT}decision/", deciding.decide, name="application_decision"),
    path(f"{_AT}objection/", deciding.object_to, name="application_objection"),
    path(f"{_AT}again/", stepping.reapply, name="application_again"),
    path(f"{_AT}files/<uuid:file_id>/", deciding.document, name="application_document"),
    path(f"{_AT}remarks/<slug:name>/", remarks.remark, name="application_remark"),
    path(f"{_AT}answers/<uuid:remark_id>/", remarks.settle_remark, name="application_settle"),
    path(f"{_AT}<slug:transition>/", stepping.step, name="application_step"),
]
