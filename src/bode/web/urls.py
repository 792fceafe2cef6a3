"""Every page of Bode."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path, re_path
from django.views.i18n import set_language

from . import (
    attention,
    audit,
    costs,
    election_names,
    home,
    keywords,
    live,
    mail,
    privacy,
    settings,
    stopped,
    tags,
    teams,
    templates_page,
    wordings,
)
from .access import public
from .application.urls import application_urls
from .automation.urls import automation_urls
from .broadcast.urls import broadcast_urls
from .desk import drafting as desk_drafting
from .desk import quick_replies, second_person
from .desk.urls import desk_urls
from .dossier.urls import dossier_urls
from .dpia.urls import dpia_urls
from .editor import headers
from .editor import purposes as editor_purposes
from .editor import views as editor
from .house_style import views as house_style
from .licence import applications, connection, licences
from .licence.life_urls import licence_urls
from .licence.numbers import connect
from .monitor import downloads, imports, surveys
from .monitor import pages as pictures
from .numbers import views as numbers
from .organisations import municipalities, providers
from .own import views as own
from .people import accepting, keys
from .people import views as people
from .reports.urls import reports_urls
from .rules import drafting, publishing
from .rules import pages as rules

rules_urls = [
    path("", rules.rules, name="rules"),
    path("on/", rules.rules_on, name="rules_on"),
    path("drafts/new/", drafting.start_draft, name="start_rules_draft"),
    path("drafts/<uuid:version_id>/", drafting.draft, name="rules_draft"),
    path("drafts/<uuid:version_id>/compare/", drafting.compare_draft, name="compare_rules_draft"),
    path("drafts/<uuid:version_id>/publish/", publishing.publish_draft, name="publish_rules_draft"),
    path("drafts/<uuid:version_id>/confirm/", publishing.confirm_draft, name="confirm_rules_draft"),
    path(
        "drafts/<uuid:version_id>/withdraw/", drafting.withdraw_draft, name="withdraw_rules_draft"
    ),
    path("drafts/<uuid:version_id>/<slug:part>/", drafting.edit_draft, name="edit_rules_draft"),
    path("<slug:code>/", rules.rule_version, name="rule_version"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", include(desk_urls)),  # asked for most, so looked for first
    path("organisation/", home.act_for, name="act_for"),
    path("language/", public(set_language), name="set_language"),
    path("settings/", settings.settings_page, name="settings"),
    path("settings/own/", own.own, name="own"),
    path("settings/own/tour/", own.saw_tour, name="saw_tour"),
    path("settings/appearance/", house_style.house_style, name="house_style"),
    path("settings/appearance/check/", house_style.check_colours, name="check_colours"),
    path("settings/appearance/drop/", house_style.drop, name="drop_house_style"),
    path("house-style/<slug:version>.css", house_style.style_sheet, name="style_sheet"),
    path("house-style/<slug:version>.png", house_style.logo, name="logo"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/invite/", people.invite, name="invite"),
    path("settings/people/<uuid:person_id>/roles/", people.roles, name="person_roles"),
    path("settings/people/<uuid:person_id>/remove/", people.remove, name="remove_person"),
    path(
        "settings/people/invitations/<uuid:invitation_id>/resend/",
        people.resend,
        name="resend_invitation",
    ),
    path(
        "settings/people/invitations/<uuid:invitation_id>/revoke/",
        people.revoke,
        name="revoke_invitation",
    ),
    path("settings/elections/", election_names.election_names, name="election_names"),
    path("settings/teams/", teams.teams, name="teams"),
    path("settings/teams/new/", teams.new_team, name="new_team"),
    path("settings/teams/<uuid:team_id>/", teams.team, name="team"),
    path("settings/tags/", tags.tags, name="tags"),
    path("settings/tags/<uuid:tag_id>/", tags.tag, name="tag"),
    path("settings/wordings/", wordings.wordings, name="wordings"),
    path("settings/wordings/<slug:purpose>/", wordings.wording, name="wording"),
    path("settings/keywords/", keywords.keyword_list, name="keywords"),
    path(
        "settings/keywords/<uuid:keyword_id>/remove/",
        keywords.remove_keyword,
        name="remove_keyword",
    ),
    path("settings/keywords/<uuid:keyword_id>/qr.svg", keywords.keyword_qr, name="keyword_qr"),
    path("settings/replies/", quick_replies.replies, name="replies"),
    path("settings/replies/new/", quick_replies.edit_reply, name="new_reply"),
    path("settings/replies/<uuid:reply_id>/", quick_replies.edit_reply, name="edit_reply"),
    path(
        "settings/replies/<uuid:reply_id>/delete/", quick_replies.delete_reply, name="delete_reply"
    ),
    path("settings/undo/", desk_drafting.choose_undo_time, name="choose_undo_time"),
    *automation_urls,
    *broadcast_urls,
    path("settings/keys/", keys.keys, name="api_keys"),
    path("settings/keys/<uuid:token_id>/revoke/", keys.revoke, name="revoke_api_key"),
    path("settings/contact/", providers.contact, name="own_contact"),
    # What VNG keeps up
    path("organisations/", municipalities.municipalities, name="organisations"),
    path("organisations/new/", municipalities.new_municipality, name="new_municipality"),
    path("organisations/bsp/", providers.providers, name="providers"),
    path("organisations/bsp/new/", providers.new_provider, name="new_provider"),
    path("organisations/bsp/<slug:code>/", providers.provider, name="provider"),
    path("organisations/bsp/<slug:code>/end/", providers.end, name="end_provider"),
    path("organisations/bsp/<slug:code>/invite/", providers.invite, name="invite_to_provider"),
    path("organisations/<slug:code>/confirm/", municipalities.confirm, name="confirm_merger"),
    path("organisations/<slug:code>/", municipalities.municipality, name="municipality"),
    path("invitations/<str:token>/", accepting.accept, name="accept_invitation"),
    path("mail/", mail.mail, name="mail"),
    path("mail/<uuid:mail_id>/again/", mail.send_again, name="send_mail_again"),
    path("rules/", include(rules_urls)),
    path("costs/", costs.costs, name="costs"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/audit/", audit.audit_trail, name="audit_trail"),
    path("templates/", templates_page.message_templates, name="message_templates"),
    path("templates/library/", editor.library, name="template_library"),
    path("templates/new/", editor.new_template, name="new_template"),
    path("templates/edit/<slug:name>/", editor.edit_template, name="edit_template"),
    path(
        "templates/edit/<slug:name>/purpose/",
        editor_purposes.template_purpose,
        name="template_purpose",
    ),
    path(
        "templates/examples/<uuid:example_id>/", headers.template_example, name="template_example"
    ),
    path("templates/<uuid:template_id>/delete/", editor.delete_template, name="delete_template"),
    path("templates/<uuid:template_id>/<str:step>/", editor.move_template, name="move_template"),
    path("live/", live.live, name="live"),
    # Numbers and their accounts
    path("numbers/", numbers.numbers, name="numbers"),
    path("numbers/<uuid:number_id>/", numbers.number, name="number"),
    path("numbers/<uuid:number_id>/profile/", numbers.change_profile, name="change_profile"),
    path("numbers/<uuid:number_id>/picture/", numbers.change_picture, name="change_picture"),
    path("numbers/<uuid:number_id>/menu/", numbers.change_menu, name="change_menu"),
    path("numbers/<uuid:number_id>/register/", numbers.register, name="register_number"),
    path("numbers/<uuid:number_id>/pin/", numbers.change_pin, name="change_pin"),
    path("numbers/<uuid:number_id>/key/", numbers.change_key, name="change_key"),
    path("numbers/<uuid:number_id>/resume/", stopped.resume, name="resume_number"),
    path("numbers/notices/<uuid:notice_id>/handled/", numbers.handled, name="handle_notice"),
    path(
        "numbers/accounts/<uuid:account_id>/resume/",
        numbers.resume,
        name="resume_account",
    ),
    # What the desk asks of others
    path("attention/", attention.attention, name="attention"),
    path("second-person/", second_person.second_person, name="second_person"),
    path("second-person/list/", second_person.second_person_list, name="second_person_list"),
    path(
        "second-person/<uuid:override_id>/", second_person.decide_override, name="decide_override"
    ),
    path(
        "second-person/<uuid:override_id>/files/<uuid:upload_id>/",
        second_person.override_file,
        name="override_file",
    ),
    # The licence
    path("licence/", licences.licence, name="licence"),
    path("licence/connection/", connection.connection, name="connection"),
    path("licence/new/", applications.new_application, name="new_application"),
    path("licence/<uuid:licence_id>/", licences.licence_detail, name="licence_detail"),
    path("licence/<uuid:licence_id>/numbers/", connect, name="connect_number"),
    *licence_urls,
    *dpia_urls,
    *dossier_urls,
    *application_urls,
    *reports_urls,
    # The monitor
    path("monitor/", pictures.monitor, name="monitor"),
    path("monitor/timeline/", pictures.timeline, name="monitor_timeline"),
    path("monitor/shares/", pictures.shares_page, name="monitor_shares"),
    path("monitor/municipalities/<str:code>/", pictures.municipality, name="monitor_municipality"),
    path("monitor/keep/", imports.keep, name="monitor_keep"),
    path("monitor/imports/new/", imports.new_import, name="monitor_new_import"),
    path("monitor/imports/template.csv", imports.template, name="monitor_import_template"),
    path("monitor/imports/<uuid:import_id>/", imports.show_import, name="monitor_import"),
    path(
        "monitor/imports/<uuid:import_id>/<slug:step>/",
        imports.step_import,
        name="monitor_import_step",
    ),
    path("monitor/surveys/new/", surveys.new_round, name="monitor_new_round"),
    path("monitor/surveys/<uuid:round_id>/", surveys.show_round, name="monitor_round"),
    path(
        "monitor/surveys/<uuid:round_id>/<slug:step>/",
        surveys.step_round,
        name="monitor_round_step",
    ),
    path("monitor/answer/<str:token>/", surveys.answer, name="monitor_answer"),
    path("monitor/<slug:picture>.<slug:kind>", downloads.download, name="monitor_download"),
    # Signing in: only what invited people need of allauth
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/forgotten/", account.password_reset, name="account_reset_password"),
    path(
        "account/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"
    ),
    re_path(
        r"^account/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/forgotten/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/second-factor/", include("allauth.mfa.urls")),
]
