"""The calls of an independent client, pywa, that the simulator answers: one line each."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from pywa import errors, types
from pywa.types import flows
from pywa.types.calls import SessionDescription
from pywa.types.others import Command, StorageConfiguration, StorageStatus
from pywa.types.templates import (
    BodyText,
    HeaderImage,
    ParamFormat,
    Template,
    TemplateCategory,
    TemplateLanguage,
)
from tests.simulator.pywa_client import APP, CITIZEN, Pywa
from tests.simulator.running import SECRET, eventually

from bode.simulator.samples import sample

DUTCH, UTILITY = TemplateLanguage.DUTCH, TemplateCategory.UTILITY
LINK = "https://voorbeeldstad.example"
KEY = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"
SDP = SessionDescription(sdp="v=0", sdp_type="offer")


def new_template(name: str = "paspoort_klaar", **more: Any) -> Template:
    body = BodyText("Beste {{naam}}, uw paspoort ligt klaar.", naam="Jan")
    settings = {"category": UTILITY, "language": DUTCH, "parameter_format": ParamFormat.NAMED}
    return Template(name=name, components=[*more.pop("more", []), body], **settings)


def approved(pywa: Pywa, name: str = "paspoort_klaar") -> str:
    """Have a template approved; return its id."""
    created = pywa.client.create_template(new_template(name))
    eventually(lambda: pywa.client.get_template(created.id).status.name == "APPROVED")
    return str(created.id)


def paused(pywa: Pywa) -> str:
    """Have a template paused; return its id."""
    template = approved(pywa)
    pywa.world.control.post(f"/templates/{template}", json={"event": "PAUSED"})
    return template


def picture(pywa: Pywa) -> Any:
    return pywa.client.upload_media(sample("image/png"), "image/png", filename="straat.png")


def file(pywa: Pywa, mime: str) -> Any:
    return pywa.client.upload_media(sample(mime), mime, filename="bestand")


def verify(pywa: Pywa) -> Any:
    number = pywa.client.phone_id
    pywa.client.request_verification_code(code_method="SMS", language_code="nl")
    code = pywa.world.control.get(f"/numbers/{number}").json()["code"]
    return pywa.client.verify_phone_number(code)


def flow_section() -> types.SectionList:
    return types.SectionList("Kies", [types.Section("Onderwerp", [types.SectionRow("Afval", "a")])])


CALLS: dict[str, Callable[[Pywa], Any]] = {
    "send_message": lambda p: p.client.send_message(CITIZEN, "Goedemiddag"),
    "send_message with buttons": lambda p: p.client.send_message(
        CITIZEN, "Kies", buttons=[types.Button("Ja", "ja")]
    ),
    "send_message with a list": lambda p: p.client.send_message(
        CITIZEN, "Kies", buttons=flow_section()
    ),
    "send_message with a link": lambda p: p.client.send_message(
        CITIZEN, "Lees", buttons=types.URLButton("Lees", LINK)
    ),
    "send_image": lambda p: p.client.send_image(CITIZEN, picture(p)),
    "send_video": lambda p: p.client.send_video(CITIZEN, file(p, "video/mp4")),
    "send_audio": lambda p: p.client.send_audio(CITIZEN, file(p, "audio/ogg")),
    "send_voice": lambda p: p.client.send_voice(CITIZEN, file(p, "audio/ogg")),
    "send_document": lambda p: p.client.send_document(CITIZEN, f"{LINK}/a.pdf", filename="a.pdf"),
    "send_sticker": lambda p: p.client.send_sticker(CITIZEN, file(p, "image/webp")),
    "send_reaction": lambda p: p.client.send_reaction(CITIZEN, "👍", p.world.write()),
    "remove_reaction": lambda p: p.client.remove_reaction(CITIZEN, p.world.write()),
    "send_location": lambda p: p.client.send_location(CITIZEN, 52.1, 5.1),
    "request_location": lambda p: p.client.request_location(CITIZEN, "Waar?"),
    "request_contact_info": lambda p: p.client.request_contact_info(CITIZEN, "Uw nummer?"),
    "send_contact": lambda p: p.client.send_contact(
        CITIZEN, types.Contact(types.Contact.Name(formatted_name="Balie"))
    ),
    "send_template": lambda p: p.client.send_template(
        CITIZEN, "vergunning_status", DUTCH, [BodyText.params(zaaknummer="1", status="klaar")]
    ),
    "mark_message_as_read": lambda p: p.client.mark_message_as_read(p.world.write()),
    "indicate_typing": lambda p: p.client.indicate_typing(p.world.write()),
    "upload_media": picture,
    "get_media_url": lambda p: p.client.get_media_url(picture(p).id),
    "get_media_bytes": lambda p: p.client.get_media_bytes(
        p.client.get_media_url(picture(p).id).url
    ),
    "stream_media": lambda p: b"".join(
        p.client.stream_media(p.client.get_media_url(picture(p).id).url)
    ),
    "delete_media": lambda p: p.client.delete_media(picture(p).id),
    "get_business_account": lambda p: p.client.get_business_account().owner_business_info,
    "get_owned_business_accounts": lambda p: [*p.client.get_owned_business_accounts()],
    "get_shared_business_accounts": lambda p: not [*p.client.get_shared_business_accounts()],
    "update_business_account_settings": lambda p: (
        p.client.update_business_account_settings(disable_marketing_messages_on_cloud_api=True)
        is None
    ),
    "get_business_phone_number": lambda p: p.client.get_business_phone_number().quality_rating,
    "get_business_phone_numbers": lambda p: [*p.client.get_business_phone_numbers()],
    "get_business_phone_number_settings": lambda p: (
        p.client.get_business_phone_number_settings().storage_configuration
    ),
    "update_business_phone_number_settings": lambda p: (
        p.client.update_business_phone_number_settings(
            storage_configuration=StorageConfiguration(status=StorageStatus.DEFAULT)
        )
    ),
    "update_conversational_automation": lambda p: p.client.update_conversational_automation(
        ["Wanneer haalt u afval op?"], [Command(name="afspraak", description="Maak een afspraak")]
    ),
    "update_display_name": lambda p: p.client.update_display_name("Gemeente Elders"),
    "get_business_profile": lambda p: p.client.get_business_profile().industry == "GOVT",
    "update_business_profile": lambda p: p.client.update_business_profile(
        about="Dit is niet 112", websites=[LINK], profile_picture=sample("image/jpeg")
    ),
    "set_business_public_key": lambda p: p.client.set_business_public_key(KEY),
    "get_commerce_settings": lambda p: not p.client.get_commerce_settings().is_cart_enabled,
    "update_commerce_settings": lambda p: p.client.update_commerce_settings(is_cart_enabled=True),
    "create_template": lambda p: p.client.create_template(new_template()),
    "create_template with a picture": lambda p: p.client.create_template(
        new_template(more=[HeaderImage(example=sample("image/png"))])
    ),
    "get_templates": lambda p: p.client.get_templates(statuses=["APPROVED"]).total_count,
    "get_template": lambda p: p.client.get_template(approved(p)),
    "update_template": lambda p: p.client.update_template(
        approved(p), new_components=[BodyText("Beste {{naam}}, uw pas is er.", naam="Jan")]
    ),
    "delete_template": lambda p: approved(p) and p.client.delete_template("paspoort_klaar"),
    "unpause_template": lambda p: p.client.unpause_template(paused(p)),
    "compare_templates": lambda p: (
        p.client.compare_templates(
            approved(p),
            approved(p, "ander"),
            start=int(time.time()) - 7 * 86400,
            end=int(time.time()),
        ).times_sent
    ),
    "register_phone_number": lambda p: p.client.register_phone_number("123456"),
    "deregister_phone_number": lambda p: p.client.deregister_phone_number(),
    "create_phone_number": lambda p: (
        p.client.create_phone_number(
            country_calling_code="31", phone_number="850000099", verified_name="Gemeente Testdam"
        ).id
    ),
    "request_verification_code": lambda p: p.client.request_verification_code(
        code_method="VOICE", language_code="nl"
    ),
    "verify_phone_number": verify,
    "create_qr_code": lambda p: p.client.create_qr_code("Ik heb een vraag").qr_image_url,
    "get_qr_code": lambda p: p.client.get_qr_code(p.client.create_qr_code("Hoi").code),
    "get_qr_codes": lambda p: p.client.create_qr_code("Hoi") and [*p.client.get_qr_codes()],
    "update_qr_code": lambda p: p.client.update_qr_code(p.client.create_qr_code("Hoi").code, "Dag"),
    "delete_qr_code": lambda p: p.client.delete_qr_code(p.client.create_qr_code("Hoi").code),
    "get_app_access_token": lambda p: p.client.get_app_access_token(APP, SECRET),
    "set_app_callback_url": lambda p: p.client.set_app_callback_url(
        APP, "token", p.callback, p.verify_token, ["messages"]
    ),
    "override_waba_callback_url": lambda p: p.client.override_waba_callback_url(
        p.callback, p.verify_token
    ),
    "delete_waba_callback_url": lambda p: p.client.delete_waba_callback_url(),
    "override_phone_callback_url": lambda p: p.client.override_phone_callback_url(
        p.callback, p.verify_token
    ),
    "delete_phone_callback_url": lambda p: p.client.delete_phone_callback_url(),
    "block_users": lambda p: p.client.block_users([CITIZEN]).added_users,
    "unblock_users": lambda p: p.client.unblock_users([CITIZEN]).removed_users,
    "get_blocked_users": lambda p: (
        p.client.block_users([CITIZEN]) and [*p.client.get_blocked_users()]
    ),
    "set_username": lambda p: p.client.set_username("voorbeeldstad"),
    "get_current_username": lambda p: (
        p.client.set_username("voorbeeldstad") and p.client.get_current_username()
    ),
    "get_reserved_usernames": lambda p: p.client.get_reserved_usernames(),
    "delete_username": lambda p: p.client.delete_username(),
    "get_flows": lambda p: not [*p.client.get_flows()],
    "get_groups": lambda p: not [*p.client.get_groups()],
    "get_signups": lambda p: not [*p.client.get_signups()],
}

REFUSED: dict[str, tuple[Callable[[Pywa], Any], type[errors.WhatsAppError]]] = {
    "create_flow": (
        lambda p: p.client.create_flow("f", [flows.FlowCategory.OTHER]),
        errors.FlowBlockedByIntegrity,
    ),
    "initiate_call": (lambda p: p.client.initiate_call(CITIZEN, SDP), errors.CallingNotEnabled),
    "create_group": (lambda p: p.client.create_group(subject="x"), errors.GroupAPINotEligible),
    "create_signup": (
        lambda p: p.client.create_signup("x", "y", LINK),
        errors.SignupAPIUnavailable,
    ),
    "send_catalog": (lambda p: p.client.send_catalog(CITIZEN, "x"), errors.InvalidParameter),
    "send_product": (
        lambda p: p.client.send_product(CITIZEN, "1", "2"),
        errors.InvalidParameter,
    ),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_pywa_calls(pywa: Pywa, call: Callable[[Pywa], Any]) -> None:
    pywa.world.write()
    assert call(pywa)


def test_pywa_calls_sixty_and_more() -> None:
    assert len({name.partition(" ")[0] for name in CALLS}) >= 60


@pytest.mark.parametrize(("call", "error"), REFUSED.values(), ids=REFUSED)
def test_pywa_is_refused_as_by_the_platform(
    pywa: Pywa, call: Callable[[Pywa], Any], error: type[errors.WhatsAppError]
) -> None:
    pywa.world.write()
    with pytest.raises(error):
        call(pywa)
