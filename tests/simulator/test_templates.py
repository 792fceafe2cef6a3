"""Templates: what the platform checks, how it reviews, and what befalls them later."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from tests.simulator.pywa_client import Pywa
from tests.simulator.running import ACCOUNT, World, eventually

EXAMPLE = {"body_text": [["12"]]}
BODY = {"type": "BODY", "text": "Uw pas {{1}} ligt klaar.", "example": EXAMPLE}
NEW = {"name": "pas_klaar", "language": "nl", "category": "UTILITY", "components": [BODY]}
REPLY = {"type": "QUICK_REPLY", "text": "Ja"}
LINK = {"type": "URL", "text": "Bekijk", "url": "https://proefstad.example"}
SEND = {
    "name": "pas_klaar",
    "language": {"code": "nl"},
    "components": [{"type": "body", "parameters": [{"type": "text", "text": "12"}]}],
}


def buttons(*those: dict[str, Any]) -> dict[str, Any]:
    return {"type": "BUTTONS", "buttons": list(those)}


def create(world: World, **changes: Any) -> httpx.Response:
    return world.graph.post(f"/{ACCOUNT}/message_templates", json=NEW | changes)


def refusal(answer: httpx.Response) -> tuple[int, int | None]:
    assert answer.status_code == 400, answer.text
    error = answer.json()["error"]
    return error["code"], error.get("error_subcode")


def approved(world: World, **changes: Any) -> str:
    template_id = str(create(world, **changes).json()["id"])
    eventually(lambda: status_of(world, template_id) == "APPROVED")
    return template_id


def status_of(world: World, template_id: str) -> str:
    return str(world.graph.get(f"/{template_id}").json()["status"])


def befall(world: World, template_id: str, **change: Any) -> dict[str, Any]:
    answer = world.control.post(f"/templates/{template_id}", json=change)
    assert answer.status_code == 200, answer.text
    changed: dict[str, Any] = answer.json()
    return changed


def events(world: World) -> list[str]:
    return [value["event"] for value in world.receiver.values if "event" in value]


@pytest.mark.parametrize(
    ("component", "subcode"),
    [
        (BODY | {"text": "{{1}} ligt voor u klaar."}, 2388299),
        (BODY | {"text": "Voor u ligt klaar: {{1}}"}, 2388299),
        (BODY | {"text": "Pas {{1}} klaar."}, 2388293),
        (BODY | {"text": "x" * 1025}, 2388040),
        (BODY | {"text": "Uw pas {{2}} ligt klaar."}, 2388072),
        (BODY | {"text": "Uw pas {{nummer}} ligt klaar."}, 2388072),
        (BODY | {"example": {}}, 2388043),
        ({"type": "HEADER", "text": "Van {{1}} tot {{2}} nu"}, 2388047),
        ({"type": "HEADER", "text": "x" * 61}, 2388040),
        ({"type": "FOOTER", "text": "Tot {{1}} ziens"}, 2388073),
        ({"type": "HEADER", "format": "IMAGE"}, 2388043),
        ({"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::x"]}}, None),
        (buttons({"type": "BEL", "text": "Bel"}), None),
        (buttons(REPLY, LINK, REPLY), None),
        (buttons(LINK, LINK, LINK), None),
        (buttons({"type": "REQUEST_CONTACT_INFO", "text": "Uw nummer"}), None),
        (buttons(LINK | {"url": "https://proefstad.example/{{1}}"}), 2388043),
        (buttons(LINK | {"url": "https://proefstad.example/{{1}}/x", "example": ["12"]}), None),
    ],
)
def test_what_breaks_a_rule_is_refused_with_its_code(
    world: World, component: dict[str, Any], subcode: int | None
) -> None:
    parts = [component] if component["type"] == "BODY" else [component, BODY]
    assert refusal(create(world, components=parts)) == (100, subcode)


def test_an_account_makes_a_hundred_templates_in_an_hour(world: World) -> None:
    for place in range(100):
        assert create(world, name=f"pas_{place}").status_code == 200
    assert refusal(create(world, name="pas_te_veel")) == (80007, None)


def test_an_approved_template_is_edited_once_a_day_and_reviewed_again(world: World) -> None:
    template = approved(world)
    body = {"components": [BODY | {"text": "Uw nieuwe pas {{1}} ligt klaar."}]}
    assert world.graph.post(f"/{template}", json=body).json()["success"]
    eventually(lambda: status_of(world, template) == "APPROVED")
    shown = world.graph.get(f"/{template}").json()
    assert shown["components"][0]["text"] == "Uw nieuwe pas {{1}} ligt klaar."
    assert refusal(world.graph.post(f"/{template}", json=body))[0] == 100


def test_a_paused_template_may_be_edited_at_will(world: World) -> None:
    template = approved(world)
    befall(world, template, event="PAUSED")
    for _ in range(3):
        assert world.graph.post(f"/{template}", json={"category": "MARKETING"}).json()["success"]
        befall(world, template, event="REJECTED")
    assert refusal(world.graph.post(f"/{template}", json={"category": "SPAM"}))[0] == 100


def test_rules_reject_and_reclassify(world: World) -> None:
    rules = [
        {"contains": "gratis", "reason": "PROMOTIONAL"},
        {"contains": "feest", "category": "MARKETING"},
    ]
    assert (
        world.control.put("/reviews", json={"rules": rules}).json()["rules"][0]["category"] is None
    )
    refused = create(world, components=[BODY | {"text": "Uw gratis pas {{1}} is er."}]).json()["id"]
    eventually(lambda: status_of(world, refused) == "REJECTED")
    moved = create(world, name="feest").json()["id"]
    eventually(lambda: status_of(world, moved) == "APPROVED")
    shown = world.graph.get(f"/{moved}").json()
    assert (shown["category"], shown["previous_category"]) == ("MARKETING", "UTILITY")
    values = eventually(lambda: len(world.receiver.values) == 3 and world.receiver.values)
    assert values[0]["rejection_info"]["reason"] == "PROMOTIONAL"
    assert (values[1]["previous_category"], values[1]["new_category"]) == ("UTILITY", "MARKETING")


def test_a_review_by_hand_waits_for_a_decision(world: World) -> None:
    world.control.put("/reviews", json={"by_hand": True})
    template = create(world).json()["id"]
    befall(world, template, event="REJECTED", reason="INVALID_FORMAT")
    assert world.graph.get(f"/{template}").json()["rejected_reason"] == "INVALID_FORMAT"
    assert world.refusal(type="template", template=SEND)["code"] == 132001


def test_low_quality_pauses_twice_and_then_disables(world: World) -> None:
    template = approved(world)
    for pauses, code in ((1, 132015), (2, 132015), (2, 132016)):
        assert befall(world, template, quality="RED")["pauses"] == pauses
        assert world.refusal(type="template", template=SEND)["code"] == code
        world.graph.post(f"/{template}/unpause")
    assert world.graph.get(f"/{template}").json()["quality_score"]["score"] == "RED"
    eventually(lambda: events(world)[-1:] == ["DISABLED"])
    titles = [
        value["other_info"]["title"] for value in world.receiver.values if "other_info" in value
    ]
    assert titles == ["FIRST_PAUSE", "UNPAUSE", "SECOND_PAUSE", "UNPAUSE", "DISABLED"]


def test_whatever_befalls_a_template_is_told(world: World) -> None:
    template = approved(world)
    befall(world, template, correct_category="MARKETING")
    befall(world, template, category="MARKETING")
    befall(world, template, components=[{"type": "BODY", "text": "Elders veranderd."}])
    befall(world, template, event="ARCHIVED")
    eventually(lambda: len(world.receiver.values) == 5)
    announced, moved, changed, archived = world.receiver.values[1:]
    assert announced["correct_category"] == moved["new_category"] == "MARKETING"
    assert changed["message_template_element"] == "Elders veranderd."
    assert archived["event"] == "ARCHIVED"
    assert world.refusal(type="template", template=SEND)["code"] == 132001
    wrong = world.control.post(f"/templates/{template}", json={"event": "ZOEK"})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "event")


def test_pywa_takes_what_befalls_a_template(pywa: Pywa) -> None:
    template = pywa.world.control.get("/templates").json()["results"][0]["id"]
    for event in pywa.world.control.get("/reviews").json()["events"]:
        befall(pywa.world, template, event=event)
    befall(pywa.world, template, quality="YELLOW")
    befall(pywa.world, template, correct_category="MARKETING")
    befall(pywa.world, template, components=[{"type": "BODY", "text": "Elders veranderd."}])
    kinds = {
        "TemplateStatusUpdate": 15,
        "TemplateQualityUpdate": 1,
        "TemplateCategoryUpdate": 1,
        "TemplateComponentsUpdate": 1,
    }
    eventually(lambda: pywa.kinds() == kinds)


def test_templates_are_archived_and_come_back(world: World) -> None:
    template = approved(world)
    body = {"hsm_ids": f"{template},1"}
    answer = world.graph.post(f"/{ACCOUNT}/message_templates/archive", json=body).json()
    assert answer["archived_templates"] == [template]
    assert list(answer["failed_templates"]) == ["1"]
    assert status_of(world, template) == "ARCHIVED"
    one = {"hsm_ids": [template]}
    world.graph.post(f"/{ACCOUNT}/message_templates/unarchive", json=one)
    assert status_of(world, template) == "APPROVED"


def test_a_rejected_template_comes_back_rejected_and_a_paused_one_is_not_archived(
    world: World,
) -> None:
    template = approved(world)
    path, one = f"/{ACCOUNT}/message_templates", {"hsm_ids": [template]}
    befall(world, template, event="REJECTED", reason="SCAM")
    world.graph.post(f"{path}/archive", json=one)
    world.graph.post(f"{path}/unarchive", json=one)
    assert status_of(world, template) == "REJECTED"

    befall(world, template, event="PAUSED")
    answer = world.graph.post(f"{path}/archive", json=one).json()
    assert list(answer["failed_templates"]) == [template]


def test_an_authentication_template_is_made_in_several_languages_at_once(world: World) -> None:
    code = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]}
    body = {
        "name": "inlogcode",
        "category": "AUTHENTICATION",
        "languages": ["nl", "en"],
        "components": [{"type": "BODY", "add_security_recommendation": True}, code],
    }
    made = world.graph.post(f"/{ACCOUNT}/upsert_message_templates", json=body).json()["data"]
    assert [one["language"] for one in made] == ["nl", "en"]
    again = world.graph.post(f"/{ACCOUNT}/upsert_message_templates", json=body).json()["data"]
    assert [one["id"] for one in again] == [one["id"] for one in made]


def test_a_template_is_removed_by_name_or_alone(world: World) -> None:
    dutch = create(world).json()["id"]
    english = create(world, language="en").json()["id"]
    path = f"/{ACCOUNT}/message_templates"
    world.graph.delete(path, params={"name": "pas_klaar", "hsm_id": dutch})
    assert refusal(world.graph.get(f"/{dutch}")) == (100, 33)
    world.graph.delete(path, params={"name": "pas_klaar"})
    assert refusal(world.graph.get(f"/{english}")) == (100, 33)


def test_an_example_file_is_uploaded_in_parts(world: World) -> None:
    asked = {"file_name": "kaart.png", "file_length": 8, "file_type": "image/png"}
    session = world.graph.post("/900000000000001/uploads", params=asked).json()["id"]
    first = world.graph.post(f"/{session}", content=b"\x89PNG", headers={"file_offset": "0"})
    assert first.json()["file_offset"] == 4
    assert world.graph.get(f"/{session}").json()["file_offset"] == 4
    again = world.graph.post(f"/{session}", content=b"\x89PNG", headers={"file_offset": "0"})
    assert refusal(again)[0] == 100
    last = world.graph.post(f"/{session}", content=b"rest", headers={"file_offset": "4"})
    header = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": [last.json()["h"]]}}
    assert create(world, components=[header, BODY]).status_code == 200
    asked["file_type"] = "text/html"
    assert refusal(world.graph.post("/900000000000001/uploads", params=asked))[0] == 100


def test_what_was_archived_is_removed_after_28_days(world: World) -> None:
    template, other = approved(world), approved(world, name="blijft")
    path = f"/{ACCOUNT}/message_templates"
    world.graph.post(f"{path}/archive", json={"hsm_ids": f"{template},{other}"})
    world.graph.post(f"{path}/unarchive", json={"hsm_ids": other})
    day = 24 * 3600
    world.control.post("/clock", json={"seconds": 28 * day - 60})
    assert status_of(world, template) == "ARCHIVED"
    world.control.post("/clock", json={"seconds": 60})
    assert world.graph.get(f"/{template}").json()["error"]["error_subcode"] == 33
    assert status_of(world, other) == "APPROVED"
    eventually(lambda: [one for one in world.receiver.values if one.get("event") == "DELETED"])
