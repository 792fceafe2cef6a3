"""The pages of a licence in force."""

from __future__ import annotations

from django.urls import path

from . import bounds, evidence, leaving, life, transfers

licence_urls = [
    path("licence/leaving/", leaving.leaving, name="leaving"),
    path("licence/leaving/pack/", leaving.pack_everything, name="pack_everything"),
    path("licence/leaving/<uuid:export_id>/", leaving.take_along, name="take_along"),
    path("licence/<uuid:licence_id>/exit/", leaving.exit_plan, name="exit_plan"),
    path("licence/<uuid:licence_id>/exit/<slug:step>/", leaving.exit_step, name="exit_step"),
    path("licence/evidence/", evidence.evidence, name="licence_evidence"),
    path("licence/evidence/pack/", evidence.evidence_pack, name="licence_evidence_pack"),
    path("licence/<uuid:licence_id>/steps/<slug:step>/", life.licence_step, name="licence_step"),
    path("licence/<uuid:licence_id>/last-day/", bounds.plan_end, name="plan_end"),
    path("licence/<uuid:licence_id>/review/", bounds.review, name="licence_review"),
    path(
        "licence/<uuid:licence_id>/review/rhythm/",
        bounds.review_rhythm,
        name="licence_review_rhythm",
    ),
    path(
        "licence/<uuid:licence_id>/purposes/<slug:purpose>/withdraw/",
        bounds.withdraw_purpose,
        name="withdraw_purpose",
    ),
    path("licence/<uuid:licence_id>/move/", transfers.move_number, name="move_number"),
    path("licence/transfers/<uuid:transfer_id>/", transfers.transfer, name="transfer"),
    path(
        "licence/transfers/<uuid:transfer_id>/settle/",
        transfers.settle_transfer,
        name="settle_transfer",
    ),
]
