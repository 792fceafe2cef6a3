"""The platform's API for files, templates, numbers and profile."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from tests.simulator.running import (
    ACCOUNT,
    NUMBER,
    TOKEN,
    Receiver,
    World,
    configure,
    eventually,
    serve,
)

from bode.simulator import create_app

BODY = {"type": "BODY", "text": "Uw pas {{1}} ligt klaar.", "example": {"body_text": [["12"]]}}
NEW = {"name": "pas_klaar", "language": "nl", "category": "UTILITY", "components": [BODY]}


def upload(world: World, data: bytes, mime: str, **form: str) -> httpx.Response:
    fields = {"messaging_product": "whatsapp", "type": mime} | form
    return world.graph.post(
        f"/{NUMBER}/media", data=fields, files={"file": ("Besluit één.pdf", data, mime)}
    )


def code_of(answer: httpx.Response) -> int:
    assert answer.status_code >= 400
    return int(answer.json()["error"]["code"])


def test_a_file_goes_up_and_comes_down_with_the_token_alone(world: World) -> None:
    media_id = upload(world, b"%PDF-1.4 besluit", "application/pdf").json()["id"]
    found = world.graph.get(f"/{media_id}").json()
    assert found["messaging_product"] == "whatsapp"
    assert (found["mime_type"], found["file_size"]) == ("application/pdf", 16)
    assert found["url"].startswith(world.address)
    fetched = world.graph.get(found["url"])
    assert fetched.content == b"%PDF-1.4 besluit"
    assert fetched.headers["content-type"] == "application/pdf"
    assert httpx.get(found["url"]).status_code == 401
    forged = found["url"].replace(f"mid={media_id}", "mid=1")
    assert world.graph.get(forged).status_code == 404
    late = found["url"].replace("ext=", "ext=1")
    assert world.graph.get(late).status_code == 404
    assert world.graph.delete(f"/{media_id}").json() == {"success": True}
    assert code_of(world.graph.get(f"/{media_id}")) == 100
    assert world.graph.get(found["url"]).status_code == 404


def test_an_address_works_for_five_minutes_and_a_file_for_thirty_days(world: World) -> None:
    media_id = upload(world, b"%PDF-1.4 besluit", "application/pdf").json()["id"]
    url = world.graph.get(f"/{media_id}").json()["url"]
    world.control.post("/clock", json={"seconds": 301})
    assert world.graph.get(url).status_code == 404
    assert world.graph.get(world.graph.get(f"/{media_id}").json()["url"]).status_code == 200
    world.control.post("/clock", json={"seconds": 30 * 24 * 3600})
    assert code_of(world.graph.get(f"/{media_id}")) == 100


def test_an_account_is_asked_for_so_much_in_an_hour(receiver: Receiver) -> None:
    with serve(create_app(configure("http://127.0.0.1:9", calls_per_hour=2))) as address:
        world = World(address, receiver)
        assert world.graph.get(f"/{ACCOUNT}").status_code == 200
        assert world.graph.get(f"/{NUMBER}").status_code == 200
        assert code_of(world.graph.get(f"/{ACCOUNT}/message_templates")) == 80007
        assert world.graph.get("/200000000000002").status_code == 200
        world.control.post("/clock", json={"seconds": 3600})
        assert world.graph.get(f"/{ACCOUNT}/message_templates").status_code == 200


def test_a_form_is_as_good_as_json(world: World) -> None:
    form = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in NEW.items()
    }
    made = world.graph.post(f"/{ACCOUNT}/message_templates", data=form)
    assert made.status_code == 200, made.text
    shown = world.graph.get(f"/{made.json()['id']}").json()
    assert shown["components"] == [BODY]


@pytest.mark.parametrize("place", ["params", "data"])
def test_the_token_may_stand_in_the_address_or_in_a_form(world: World, place: str) -> None:
    world.write()
    message = {"messaging_product": "whatsapp", "to": "31612345678", "text": '{"body": "Welkom"}'}
    template = {"name": "pas", "language": "nl", "category": "UTILITY"}
    template["components"] = '[{"type": "BODY", "text": "Uw pas ligt klaar."}]'
    for path, form in ((f"{NUMBER}/messages", message), (f"{ACCOUNT}/message_templates", template)):
        for token, status in (("een ander", 401), (TOKEN, 200)):
            given: dict[str, Any] = {"params": {}, "data": dict(form)}
            given[place] = given[place] | {"access_token": token}
            answer = httpx.post(f"{world.address}/v23.0/{path}", **given)
            assert answer.status_code == status, answer.text


def test_a_form_that_is_none_is_refused(world: World) -> None:
    headers = {"Content-Type": "multipart/form-data"}
    for path in (f"/{NUMBER}/messages", f"/{ACCOUNT}/message_templates"):
        assert code_of(world.graph.post(path, content=b"x", headers=headers)) == 100


@pytest.mark.parametrize("path", [NUMBER, ACCOUNT, f"{ACCOUNT}/message_templates"])
def test_a_field_that_is_not_there_is_refused_by_name(world: World, path: str) -> None:
    answer = world.graph.get(f"/{path}", params={"fields": "id,wat,status"})
    assert code_of(answer) == 100
    assert "(wat)" in answer.json()["error"]["message"]


@pytest.mark.parametrize("path", [NUMBER, ACCOUNT])
def test_a_field_of_the_platform_may_be_asked_for_in_any_form(world: World, path: str) -> None:
    fields = {"fields": "id, health_status{entities{id,errors},can_send_message}"}
    assert world.graph.get(f"/{path}", params=fields).json() == {"id": path}


@pytest.mark.parametrize("language", ["nl", "nl_BE", "en_US", "fil", "pt_PT", "zh_CN"])
def test_a_template_is_in_a_language_of_the_platform(world: World, language: str) -> None:
    body = NEW | {"language": language}
    assert world.graph.post(f"/{ACCOUNT}/message_templates", json=body).status_code == 200


@pytest.mark.parametrize("language", ["xx", "nl_XX", "nl_", "pt", "nederlands", "NL"])
def test_a_template_in_another_language_is_refused(world: World, language: str) -> None:
    answer = world.graph.post(f"/{ACCOUNT}/message_templates", json=NEW | {"language": language})
    assert code_of(answer) == 100
    assert "language" in answer.json()["error"]["error_data"]["details"]


def test_a_profile_has_an_email_address_or_none(world: World) -> None:
    path, body = f"/{NUMBER}/whatsapp_business_profile", {"messaging_product": "whatsapp"}
    for email in ("nope", "a@b", "a b@c.nl"):
        assert code_of(world.graph.post(path, json=body | {"email": email})) == 100
    for email in ("kcc@voorbeeldstad.example", ""):
        assert world.graph.post(path, json=body | {"email": email}).status_code == 200


def test_a_file_that_the_platform_does_not_take_is_refused(world: World) -> None:
    assert code_of(upload(world, b"x", "application/x-sh")) == 100
    assert code_of(upload(world, b"", "image/png")) == 100
    assert code_of(upload(world, b"x" * (5 * 1024 * 1024 + 1), "image/png")) == 131053
    assert code_of(upload(world, b"x", "image/png", messaging_product="")) == 100
    assert code_of(world.graph.post(f"/{NUMBER}/media", data={"a": "b"})) == 100


def test_a_file_must_fit_the_message(world: World) -> None:
    world.write()
    media_id = upload(world, b"x", "application/pdf").json()["id"]
    assert world.refusal(type="image", image={"id": media_id})["code"] == 131053
    assert world.send(type="document", document={"id": media_id}).status_code == 200


def test_templates_are_listed_by_page(world: World) -> None:
    first = world.graph.get(f"/{ACCOUNT}/message_templates", params={"limit": 3}).json()
    assert [one["name"] for one in first["data"]] == [
        "afspraak_herinnering",
        "vergunning_status",
        "crisis_melding",
    ]
    assert set(first["data"][0]) == {
        "id",
        "name",
        "status",
        "category",
        "language",
        "components",
        "parameter_format",
    }
    second = world.graph.get(first["paging"]["next"]).json()
    assert [one["name"] for one in second["data"]] == ["besluit_met_brief", "afval_bericht"]
    assert "next" not in second["paging"]
    after = first["paging"]["cursors"]["after"]
    params = {"limit": 3, "after": after}
    assert world.graph.get(f"/{ACCOUNT}/message_templates", params=params).json() == second
    assert world.graph.get(second["paging"]["previous"]).json()["data"] == first["data"]


def test_templates_are_found_by_name_and_status(world: World) -> None:
    def names(**params: str) -> list[str]:
        answer = world.graph.get(f"/{ACCOUNT}/message_templates", params=params).json()
        return [one["name"] for one in answer["data"]]

    assert names(name="crisis_melding") == ["crisis_melding"]
    assert names(status="REJECTED") == []
    assert len(names(status="approved")) == 5
    answer = world.graph.get(
        f"/{ACCOUNT}/message_templates", params={"fields": "name", "limit": 1}
    ).json()
    assert set(answer["data"][0]) == {"id", "name"}


def test_a_new_template_can_be_sent_after_its_review(world: World) -> None:
    created = world.graph.post(f"/{ACCOUNT}/message_templates", json=NEW).json()
    assert (created["status"], created["category"]) == ("PENDING", "UTILITY")
    words = [{"type": "body", "parameters": [{"type": "text", "text": "12"}]}]
    send = {"name": "pas_klaar", "language": {"code": "nl"}, "components": words}
    assert world.refusal(type="template", template=send)["code"] == 132001
    value = eventually(lambda: world.receiver.values)[0]
    assert (value["event"], value["message_template_id"]) == ("APPROVED", int(created["id"]))
    assert world.send(type="template", template=send).status_code == 200
    again = world.graph.post(f"/{ACCOUNT}/message_templates", json=NEW)
    assert again.json()["error"]["error_subcode"] == 2388024


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Hoofdletters"},
        {"language": "nederlands"},
        {"category": "SPAM"},
        {"components": []},
        {"components": [{"type": "FOOTER", "text": "x"}]},
        {"components": [BODY | {"text": "x" * 1025}]},
        {"components": [BODY | {"text": "{{1}} aan het begin"}]},
        {"components": [BODY, {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY"}]}]},
    ],
)
def test_a_template_that_breaks_a_rule_is_refused(world: World, changes: dict[str, Any]) -> None:
    answer = world.graph.post(f"/{ACCOUNT}/message_templates", json=NEW | changes)
    assert answer.status_code == 400
    assert world.graph.get(f"/{ACCOUNT}/message_templates?name=pas_klaar").json()["data"] == []


def test_a_number_and_its_profile_can_be_read_and_the_profile_changed(world: World) -> None:
    number = world.graph.get(f"/{NUMBER}").json()
    assert (number["id"], number["display_phone_number"]) == (NUMBER, "+31 85 000 0001")
    assert world.graph.get(f"/{ACCOUNT}/phone_numbers").json()["data"] == [number]
    path = f"/{NUMBER}/whatsapp_business_profile"
    changes = {"messaging_product": "whatsapp", "about": "Dit is niet 112", "vertical": "GOVT"}
    assert world.graph.post(path, json=changes).json() == {"success": True}
    assert world.graph.get(path).json()["data"] == [changes]
    assert code_of(world.graph.post(path, json=changes | {"about": "x" * 140})) == 131009
    assert code_of(world.graph.post(path, json=changes | {"websites": ["x"] * 3})) == 100


def test_what_is_not_there_has_the_platforms_error(world: World) -> None:
    for path in ("/1", "/1/message_templates", f"/{ACCOUNT}1"):
        error = world.graph.get(path).json()["error"]
        assert (error["code"], error["error_subcode"]) == (100, 33)
    assert code_of(world.graph.get(f"/{NUMBER}/iets")) == 2500
    wrong = {"Authorization": "Bearer x"}
    assert code_of(world.graph.get(f"/{NUMBER}", headers=wrong)) == 190


def test_any_version_will_do_and_the_token_may_stand_in_the_address(world: World) -> None:
    for version in ("v18.0", "v23.0", "v99.9"):
        url = f"{world.address}/{version}/{NUMBER}?access_token={TOKEN}"
        assert httpx.get(url).status_code == 200
