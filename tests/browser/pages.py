"""Every page of Bode, by the name of its route: who sees it, and where it stands in the demo.

`tests/house/test_pages.py` compares this with the routes, so that no page is forgotten. Axe judges
each page here (`test_accessibility.py`), and `make screens` takes its picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page

AGENT = "klantcontact@voorbeeldstad.example"
ADMINISTRATOR = "beheer@voorbeeldstad.example"
TESTDAM = "beheer@testdam.example"
PROVIDER = "account@berichtenbrug.example"
PRIVACY = "privacy@voorbeeldstad.example"
BROADCASTER = "crisis@voorbeeldstad.example"
APPROVER = "burgemeester@voorbeeldstad.example"
VNG = "monitor@vng.example"
ANYONE = ""
CONVERSATION = r"/desk/[0-9a-f-]{36}/"
LICENCE = r"/licence/[0-9a-f-]{36}/"


@dataclass(frozen=True)
class Visit:
    """A page: its route's name, who looks, and its address; or the address of a list, which link
    in it to follow, and what to put after that."""

    name: str
    who: str
    path: str
    through: str = ""
    then: str = ""


VISITS = [
    Visit("account_login", ANYONE, "/account/login/"),
    Visit("account_reset_password", ANYONE, "/account/forgotten/"),
    Visit("account_reset_password_done", ANYONE, "/account/forgotten/sent/"),
    Visit("account_reset_password_from_key", ANYONE, "/account/forgotten/1-gone/"),
    Visit("account_reset_password_from_key_done", ANYONE, "/account/forgotten/done/"),
    Visit("account_inactive", ANYONE, "/account/inactive/"),
    Visit("accept_invitation", ANYONE, "/invitations/gone/"),
    Visit("monitor", ANYONE, "/monitor/?province=Zeeland"),
    Visit("monitor_timeline", ANYONE, "/monitor/timeline/"),
    Visit("monitor_shares", ANYONE, "/monitor/shares/"),
    Visit("monitor_municipality", ANYONE, "/monitor/municipalities/GM0518/"),
    Visit("rules", ANYONE, "/rules/"),
    Visit("rules_on", ANYONE, "/rules/on/?date=2022-03-01"),
    Visit("rule_version", ANYONE, "/rules/exclusion/"),
    Visit("not_there", ANYONE, "/not-there/"),
    Visit("desk", AGENT, "/desk/"),
    Visit("search", AGENT, "/desk/search/?q=vergunning"),
    Visit("conversation", AGENT, "/desk/", CONVERSATION),
    Visit("consents", AGENT, "/desk/", CONVERSATION, "consents/"),
    Visit("change_purpose", AGENT, "/desk/", CONVERSATION, "purpose/change/"),
    Visit("hand_over", AGENT, "/desk/", CONVERSATION, "hand-over/"),
    Visit("snooze", AGENT, "/desk/", CONVERSATION, "snooze/"),
    Visit("past", AGENT, "/desk/", CONVERSATION, "past/"),
    Visit("services", AGENT, "/desk/", CONVERSATION, "services/"),
    Visit("find_same", AGENT, "/desk/", CONVERSATION, "same/"),
    Visit("mentions", AGENT, "/desk/mentions/"),
    Visit("replies", AGENT, "/settings/replies/"),
    Visit("new_reply", AGENT, "/settings/replies/new/"),
    Visit("message_templates", AGENT, "/templates/"),
    Visit("settings", AGENT, "/settings/"),
    Visit("own", AGENT, "/settings/own/"),
    Visit("account_change_password", AGENT, "/account/password/"),
    Visit("account_logout", AGENT, "/account/logout/"),
    Visit("licence", ADMINISTRATOR, "/licence/"),
    Visit("licence_detail", ADMINISTRATOR, "/licence/", LICENCE),
    Visit("exit_plan", ADMINISTRATOR, "/licence/", LICENCE, "exit/"),
    Visit("licence_review", ADMINISTRATOR, "/licence/", LICENCE, "review/"),
    Visit("new_application", ADMINISTRATOR, "/licence/new/"),
    Visit("licence_evidence", ADMINISTRATOR, "/licence/evidence/"),
    Visit("leaving", ADMINISTRATOR, "/licence/leaving/"),
    Visit("template_library", ADMINISTRATOR, "/templates/library/"),
    Visit("new_template", ADMINISTRATOR, "/templates/new/?ready=afspraak_morgen"),
    Visit("edit_template", ADMINISTRATOR, "/templates/edit/afspraak_herinnering/"),
    Visit("template_purpose", ADMINISTRATOR, "/templates/edit/afspraak_herinnering/purpose/"),
    Visit("numbers", ADMINISTRATOR, "/numbers/"),
    Visit("number", ADMINISTRATOR, "/numbers/", r"/numbers/[0-9a-f-]{36}/"),
    Visit("tags", ADMINISTRATOR, "/settings/tags/"),
    Visit("wordings", ADMINISTRATOR, "/settings/wordings/"),
    Visit("wording", ADMINISTRATOR, "/settings/wordings/permits/"),
    Visit("keywords", ADMINISTRATOR, "/settings/keywords/"),
    Visit("privacy", ADMINISTRATOR, "/privacy/"),
    Visit("audit_trail", ADMINISTRATOR, "/privacy/audit/"),
    Visit("mail", ADMINISTRATOR, "/mail/"),
    Visit("costs", ADMINISTRATOR, "/costs/"),
    Visit("second_person", ADMINISTRATOR, "/second-person/"),
    Visit("election_names", ADMINISTRATOR, "/settings/elections/"),
    Visit("house_style", ADMINISTRATOR, "/settings/appearance/"),
    Visit("reports", ADMINISTRATOR, "/reports/"),
    Visit("wallboard", ADMINISTRATOR, "/wallboard/"),
    Visit("due_soon", AGENT, "/reports/due/"),
    Visit("levels", ADMINISTRATOR, "/settings/service-levels/"),
    Visit("usual_level", ADMINISTRATOR, "/settings/service-levels/all/"),
    Visit("teams", ADMINISTRATOR, "/settings/teams/"),
    Visit("new_team", ADMINISTRATOR, "/settings/teams/new/"),
    Visit("automation", ADMINISTRATOR, "/settings/automation/"),
    Visit("emergency_procedure", ADMINISTRATOR, "/settings/emergency/"),
    Visit("second_channel", ADMINISTRATOR, "/settings/second-channel/"),
    Visit("automation_rule", ADMINISTRATOR, "/settings/automation/hours/"),
    Visit("automation_trial", ADMINISTRATOR, "/settings/automation/trial/"),
    Visit("people", ADMINISTRATOR, "/settings/people/"),
    Visit("api_keys", ADMINISTRATOR, "/settings/keys/"),
    Visit("mfa_index", ADMINISTRATOR, "/account/second-factor/"),
    Visit("account_reauthenticate", ADMINISTRATOR, "/account/confirm/"),
    Visit("home", PRIVACY, "/"),
    Visit("broadcasts", BROADCASTER, "/broadcasts/"),
    Visit("consent_files", BROADCASTER, "/broadcasts/consents/"),
    Visit("new_broadcast", BROADCASTER, "/broadcasts/new/"),
    Visit("drills", BROADCASTER, "/broadcasts/drills/"),
    Visit("new_drill", BROADCASTER, "/broadcasts/drills/new/"),
    Visit("test_number", BROADCASTER, "/broadcasts/test-number/"),
    Visit("application", PROVIDER, "/licence/", r"/licence/applications/[0-9a-f-]{36}/"),
    Visit("dossiers", PROVIDER, "/licence/dossiers/"),
    Visit("connection", PROVIDER, "/licence/connection/"),
    Visit("own_contact", PROVIDER, "/settings/contact/"),
    Visit("organisations", VNG, "/organisations/?words=am"),
    Visit("new_municipality", VNG, "/organisations/new/"),
    Visit("municipality", VNG, "/organisations/GM1696/"),
    Visit("providers", VNG, "/organisations/bsp/"),
    Visit("new_provider", VNG, "/organisations/bsp/new/"),
    Visit("provider", VNG, "/organisations/bsp/waterlijn/"),
]
"""What stands in the demo from the start, once a citizen has written."""

IN_STORIES = {
    "join_contacts",
    "change_note",
    "tag",
    "dpia",
    "dpia_section",
    "application_section",
    "application_review",
    "application_timeline",
    "monitor_keep",
    "monitor_new_import",
    "monitor_import",
    "monitor_new_round",
    "monitor_round",
    "monitor_answer",
    "application_decision",
    "application_objection",
    "dpia_document",
    "move_number",
    "transfer",
    "rules_draft",
    "edit_rules_draft",
    "compare_rules_draft",
    "publish_rules_draft",
    "confirm_rules_draft",
    "imported_dossier",
    "confirm_merger",
    "broadcast",
    "consent_file",
    "broadcast_report",
    "drill",
    "drill_report",
}
"""What must be made first: the stories in this folder come by, in several states."""

NOT_PAGES = {
    "set_language": "leads back to the page that one comes from",
    "style_sheet": "a style sheet",
    "logo": "a picture",
    "template_example": "a file to look at",
    "live": "a stream of events",
    "attention": "a part of the desk",
    "conversation_list": "a part of the desk",
    "broadcast_reach": "a part of the page of a new broadcast",
    "broadcast_now": "a part of the page of a broadcast",
    "broadcast_figure": "a file",
    "drill_now": "a part of the page of a drill",
    "drill_timeline": "a file",
    "drill_pdf": "a file",
    "broadcast_pdf": "a file",
    "news": "what a notification tells, for a script",
    "mentions_badge": "a part of the bar",
    "thread": "a part of a conversation",
    "company": "a part of a conversation",
    "history": "a part of a conversation",
    "template_fields": "a part of a conversation",
    "extra_fields": "a part of a conversation",
    "offer_replies": "a part of a conversation",
    "drafted": "a part of the desk",
    "second_person_list": "a part of its page",
    "media": "a file",
    "thumbnail": "a picture",
    "media_page": "a picture",
    "keyword_qr": "a picture",
    "test_code_qr": "a picture",
    "contact_card": "a file",
    "override_file": "a file",
    "licence_evidence_pack": "a file",
    "take_along": "a file",
    "dpia_document_file": "a file",
    "dossier_json": "a file",
    "dossier_pdf": "a file",
    "imported_json": "a file",
    "imported_pdf": "a file",
    "dossier_schema": "a file",
    "application_document": "a file",
    "monitor_import_template": "a file",
    "consent_file_template": "a file",
    "monitor_download": "a file",
    "report_download": "a file",
    "wallboard_now": "a part of the wallboard",
    "mfa_download_recovery_codes": "a file",
}

JUDGED_ELSEWHERE = {
    "person_roles": "the form stands on the page of people; this is its answer to a mistake",
    "team": "the same form as that of a new one",
    "team_level": "the same form as that of all conversations",
    "edit_reply": "the same form as that of a new one",
    "change_profile": "the form stands on the page of a number",
    "change_picture": "the form stands on the page of a number",
    "change_menu": "the form stands on the page of a number",
    "register_number": "the form stands on the page of a number",
    "change_pin": "the form stands on the page of a number",
    "change_key": "the form stands on the page of a number",
    "connect_number": "the form stands on the page of a licence",
    "licence_step": "the form stands on the page of a licence",
    "plan_end": "the form stands on the page of a licence",
    "withdraw_purpose": "the form stands on the page of a licence",
    "application_step": "the form stands on the page of an application",
    "mfa_authenticate": "built like the page on which one signs in",
    "mfa_reauthenticate": "built like the page on which one confirms",
    "mfa_activate_totp": "needs a password again; its form is as that of signing in",
    "mfa_deactivate_totp": "needs a second factor; a question with one button",
    "mfa_view_recovery_codes": "needs a second factor",
    "mfa_generate_recovery_codes": "needs a second factor; a question with one button",
}
"""Answers of forms that axe judges where they stand, or built of the same parts."""


def go(page: Page, base: str, visit: Visit) -> None:
    """Open the page, in a browser of whoever looks."""
    page.goto(base + visit.path)
    if visit.through:
        paths = page.evaluate("[...document.links].map(link => link.pathname)")
        first = next(path for path in paths if re.fullmatch(visit.through, path))
        page.goto(base + first + visit.then)
