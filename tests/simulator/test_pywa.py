"""An independent client, pywa, sends through the simulator and takes its webhooks."""

from __future__ import annotations

from pathlib import Path

import pytest
from pywa import types
from pywa.errors import ReEngagementMessage, WhatsAppError
from pywa.types.templates import (
    BodyText,
    HeaderImage,
    ParamFormat,
    Template,
    TemplateCategory,
    TemplateLanguage,
    URLButton,
)
from tests.simulator.pywa_client import CITIZEN, Pywa
from tests.simulator.running import NUMBER, eventually

from bode.simulator.samples import sample


def test_pywa_sends_every_kind_of_message(pywa: Pywa) -> None:
    client, world = pywa.client, pywa.world
    wamid = world.write()
    picture = client.upload_media(sample("image/png"), "image/png", filename="straat.png")
    section = types.Section(
        title="Onderwerpen",
        rows=[types.SectionRow(title="Afval", callback_data="afval", description="Containers")],
    )
    sent = [
        client.send_message(CITIZEN, "Goedemiddag", reply_to_message_id=wamid, tracker="een"),
        client.send_image(CITIZEN, picture, caption="Uw straat"),
        client.send_document(CITIZEN, "https://voorbeeldstad.example/a.pdf", filename="a.pdf"),
        client.send_location(CITIZEN, latitude=52.1, longitude=5.1, name="Stadhuis"),
        client.send_contact(CITIZEN, types.Contact(types.Contact.Name(formatted_name="Balie"))),
        client.send_message(
            CITIZEN, "Kies", buttons=[types.Button(title="Ja", callback_data="ja")], footer="x"
        ),
        client.send_image(
            CITIZEN, picture, "Kies", buttons=[types.Button(title="Ja", callback_data="ja")]
        ),
        client.send_message(CITIZEN, "Kies", buttons=types.SectionList("Kies", [section])),
        client.send_message(
            CITIZEN, "Lees", buttons=types.URLButton("Lees", "https://voorbeeldstad.example")
        ),
        client.request_location(CITIZEN, "Waar bent u?"),
        client.request_contact_info(CITIZEN, "Wat is uw nummer?"),
        client.send_reaction(CITIZEN, "👍", wamid),
        client.remove_reaction(CITIZEN, wamid),
        client.send_template(
            CITIZEN,
            "afspraak_herinnering",
            TemplateLanguage.DUTCH,
            [BodyText.params(naam="mevrouw Jansen", datum="maandag", tijd="10:30")],
        ),
        client.send_template(
            CITIZEN,
            "afval_bericht",
            TemplateLanguage.DUTCH,
            [
                HeaderImage.params(image=picture.id),
                BodyText.params("maandag", "papier"),
                URLButton.params(url_variable="1234AB", index=1),
            ],
        ),
    ]
    shown = [message["id"] for message in world.shown() if message["direction"] == "to_citizen"]
    assert shown == [message.id for message in sent]
    assert client.mark_message_as_read(wamid)
    assert world.shown()[0]["status"] == "read"

    def every_status_came() -> bool:
        statuses = [one for one in pywa.updates if isinstance(one, types.MessageStatus)]
        return len(statuses) == 3 * len(sent)

    eventually(every_status_came)
    assert {one.tracker for one in pywa.updates if isinstance(one, types.MessageStatus)} == {
        "een",
        None,
    }
    assert world.stats()["webhooks_pending"] == 0


def test_pywa_brings_and_fetches_files(pywa: Pywa, tmp_path: Path) -> None:
    client = pywa.client
    data = sample("application/pdf")
    uploaded = client.upload_media(data, "application/pdf", filename="besluit.pdf")
    found = client.get_media_url(uploaded.id)
    assert (found.mime_type, found.file_size) == ("application/pdf", len(data))
    assert client.get_media_bytes(found.url) == data
    assert client.download_media(url=found.url, path=tmp_path).read_bytes() == data
    assert client.delete_media(uploaded.id)
    with pytest.raises(WhatsAppError) as refused:
        client.get_media_url(uploaded.id)
    assert refused.value.code == 100


def test_pywa_reads_what_a_citizen_sends(pywa: Pywa) -> None:
    world = pywa.world
    ours = pywa.client
    first = world.write()
    wamid = ours.send_message(CITIZEN, "Kies").id
    answer = {"context": {"id": wamid}}
    reply = {"id": "ja", "title": "Ja"}
    card = {"name": {"formatted_name": "Sanne"}, "phones": [{"phone": "+31612345603"}]}
    flow = {"name": "flow", "body": "Sent", "response_json": '{"flow_token": "t", "a": 1}'}
    product = {"product_retailer_id": "p", "quantity": 1, "item_price": 2.5, "currency": "EUR"}
    for type_, content, more in (
        ("image", {"caption": "Losse tegel"}, {}),
        ("video", {}, {}),
        ("audio", {}, {}),
        ("document", {"filename": "aanvraag.pdf"}, {}),
        ("sticker", {}, {}),
        ("location", {"latitude": 52.1, "longitude": 5.1}, {}),
        ("contacts", [card], {}),
        ("reaction", {"message_id": wamid, "emoji": "👍"}, {}),
        ("reaction", {"message_id": wamid, "emoji": ""}, {}),
        ("button", {"payload": "BEVESTIG", "text": "Bevestigen"}, answer),
        ("interactive", {"type": "button_reply", "button_reply": reply}, answer),
        ("interactive", {"type": "list_reply", "list_reply": reply}, answer),
        ("interactive", {"type": "nfm_reply", "nfm_reply": flow}, answer),
        ("order", {"catalog_id": "1", "text": "", "product_items": [product]}, {}),
        ("system", {"type": "user_changed_number", "wa_id": "31612345699", "body": "x"}, {}),
        (
            "edit",
            {
                "original_message_id": first,
                "message": {"type": "text", "text": {"body": "beter"}, "context": {"id": first}},
            },
            {},
        ),
        ("revoke", {"original_message_id": first}, {}),
        ("unsupported", None, {}),
        ("text", {"body": "doorgestuurd"}, {"context": {"forwarded": True}}),
    ):
        world.write(type=type_, **{type_: content}, **more)
    eventually(lambda: world.stats()["webhooks_pending"] == 0)
    eventually(lambda: len(pywa.updates) >= 23)
    assert pywa.kinds() == {
        "Message": 13,
        "CallbackButton": 2,
        "CallbackSelection": 1,
        "FlowCompletion": 1,
        "PhoneNumberChange": 1,
        "EditedMessage": 1,
        "DeletedMessage": 1,
        "MessageStatus": 3,
    }
    pictures = [one for one in pywa.updates if getattr(one, "image", None)]
    assert pictures[0].image.get_bytes() == sample("image/png")


def test_pywa_is_told_of_failures(pywa: Pywa) -> None:
    with pytest.raises(ReEngagementMessage):
        pywa.client.send_message(CITIZEN, "te laat")
    pywa.world.set_phone(has_whatsapp=False)
    pywa.client.send_template(
        CITIZEN,
        "vergunning_status",
        TemplateLanguage.DUTCH,
        [BodyText.params(zaaknummer="1", status="klaar")],
    )
    status = eventually(lambda: pywa.updates)[0]
    assert status.error.code == 131026


def test_pywa_has_a_template_approved(pywa: Pywa) -> None:
    client = pywa.client
    body = BodyText("Beste {{naam}}, uw paspoort ligt klaar.", naam="Jan")
    created = client.create_template(
        Template(
            name="paspoort_klaar",
            category=TemplateCategory.UTILITY,
            language=TemplateLanguage.DUTCH,
            parameter_format=ParamFormat.NAMED,
            components=[body],
        )
    )
    update = eventually(lambda: pywa.updates)[0]
    assert (update.template_name, update.template_id) == ("paspoort_klaar", created.id)
    listed = client.get_templates(name="paspoort_klaar")
    assert [one.status.name for one in listed] == ["APPROVED"]
    assert client.get_template(created.id).name == "paspoort_klaar"
    client.send_template(
        CITIZEN, "paspoort_klaar", TemplateLanguage.DUTCH, [body.params(naam="Els")]
    )
    assert client.delete_template("paspoort_klaar", template_id=created.id)


def test_pywa_reads_and_changes_number_and_profile(pywa: Pywa) -> None:
    client = pywa.client
    assert client.get_business_phone_number().verified_name == "Gemeente Voorbeeldstad"
    assert [one.id for one in client.get_business_phone_numbers()] == [NUMBER]
    assert client.update_business_profile(about="Dit is niet 112", websites=[])
    assert client.get_business_profile().about == "Dit is niet 112"
