"""The addresses of broadcasts."""

from __future__ import annotations

from django.urls import path

from . import (
    answering,
    consent_files,
    emergencies,
    forecasting,
    making,
    pages,
    reach,
    report,
    second_channel,
    trying,
)
from .drills import making as drill_making
from .drills import pages as drill_pages
from .drills import report as drill_report

broadcast_urls = [
    path("broadcasts/", pages.broadcasts, name="broadcasts"),
    path("broadcasts/new/reach/", reach.broadcast_reach, name="broadcast_reach"),
    path("broadcasts/new/", making.new_broadcast, name="new_broadcast"),
    path("broadcasts/test-number/", trying.test_number, name="test_number"),
    path("broadcasts/test-number/code/", trying.ask_test_code, name="ask_test_code"),
    path("broadcasts/test-number/qr.svg", trying.test_code_qr, name="test_code_qr"),
    path("broadcasts/test-number/drop/", trying.drop_test_number, name="drop_test_number"),
    path("broadcasts/consents/", consent_files.consent_files, name="consent_files"),
    path(
        "broadcasts/consents/template.csv",
        consent_files.consent_file_template,
        name="consent_file_template",
    ),
    path("broadcasts/consents/<uuid:import_id>/", consent_files.consent_file, name="consent_file"),
    path(
        "broadcasts/consents/<uuid:import_id>/<slug:step>/",
        consent_files.step_consent_file,
        name="step_consent_file",
    ),
    path("broadcasts/drills/", drill_pages.drills, name="drills"),
    path("broadcasts/drills/new/", drill_making.new_drill, name="new_drill"),
    path("broadcasts/drills/<uuid:drill_id>/", drill_pages.drill, name="drill"),
    path("broadcasts/drills/<uuid:drill_id>/now/", drill_pages.drill_now, name="drill_now"),
    path("broadcasts/drills/<uuid:drill_id>/enter/", drill_pages.enter_drill, name="enter_drill"),
    path("broadcasts/drills/<uuid:drill_id>/leave/", drill_pages.leave_drill, name="leave_drill"),
    path("broadcasts/drills/<uuid:drill_id>/end/", drill_pages.end_drill, name="end_drill"),
    path(
        "broadcasts/drills/<uuid:drill_id>/report/", drill_report.drill_report, name="drill_report"
    ),
    path(
        "broadcasts/drills/<uuid:drill_id>/report/timeline.csv",
        drill_report.drill_timeline,
        name="drill_timeline",
    ),
    path("broadcasts/drills/<uuid:drill_id>/report.pdf", drill_report.drill_pdf, name="drill_pdf"),
    path("broadcasts/<uuid:broadcast_id>/", pages.broadcast, name="broadcast"),
    path(
        "broadcasts/<uuid:broadcast_id>/emergency/",
        emergencies.start_emergency,
        name="start_emergency",
    ),
    path(
        "broadcasts/<uuid:broadcast_id>/judge/",
        emergencies.judge_emergency,
        name="judge_emergency",
    ),
    path("settings/second-channel/", second_channel.second_channel, name="second_channel"),
    path("settings/emergency/", emergencies.emergency_procedure, name="emergency_procedure"),
    path("settings/emergency/switch/", emergencies.switch_emergency, name="switch_emergency"),
    path("settings/emergency/confirm/", emergencies.confirm_emergency, name="confirm_emergency"),
    path("broadcasts/<uuid:broadcast_id>/test/", trying.send_test, name="broadcast_test"),
    path(
        "broadcasts/<uuid:broadcast_id>/spread/",
        forecasting.spread_broadcast,
        name="broadcast_spread",
    ),
    path("broadcasts/<uuid:broadcast_id>/now/", pages.broadcast_now, name="broadcast_now"),
    path(
        "broadcasts/<uuid:broadcast_id>/decide-second/",
        second_channel.decide_second,
        name="broadcast_decide_second",
    ),
    path("broadcasts/<uuid:broadcast_id>/decide/", pages.decide_unsettled, name="broadcast_decide"),
    path("broadcasts/<uuid:broadcast_id>/step/", pages.take_step, name="broadcast_step"),
    path(
        "broadcasts/<uuid:broadcast_id>/report/", report.broadcast_report, name="broadcast_report"
    ),
    path(
        "broadcasts/<uuid:broadcast_id>/report/<slug:figure>.csv",
        report.broadcast_figure,
        name="broadcast_figure",
    ),
    path("broadcasts/<uuid:broadcast_id>/report.pdf", report.broadcast_pdf, name="broadcast_pdf"),
    path(
        "broadcasts/<uuid:broadcast_id>/answer/",
        answering.answer_broadcast,
        name="answer_broadcast",
    ),
]
