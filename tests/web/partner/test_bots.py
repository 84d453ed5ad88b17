"""The bots against small servers that speak as Telegram and WhatsApp do: nothing lost, nothing answered twice."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telling_web import by

from suluh.cases import Role
from suluh.cases import events as e
from suluh.errors import ServiceError
from suluh.web.decisions import carry_out
from suluh.web.models import CaseRow
from suluh.web.partner.bots import keys, mail, telegram, whatsapp
from suluh.web.partner.bots.dialogue import MOST
from suluh.web.partner.bots.telegram import Telegram
from suluh.web.partner.bots.whatsapp import WhatsApp
from suluh.web.partner.models import Incoming, Outgoing, Tip
from suluh.web.store import happen

if TYPE_CHECKING:
    from conftest import Server

TOKEN = "123:abc"
FALSE = "Pencoblosan diundur ke 28 November 2024"
UNSURE = "Ada pembagian amplop di pos ronda RT 03 malam ini"


def update(number: int, text: str, chat: int = 77, **more: Any) -> dict[str, Any]:
    message = {
        "message_id": number,
        "from": {"id": chat, "is_bot": False},
        "chat": {"id": chat, "type": "private"},
        "text": text,
    }
    return {"update_id": 1000 + number, "message": message | more}


def say(server: Server, *texts: str) -> list[str]:
    """What the bot on Telegram answers to these messages."""
    line, before = Telegram(TOKEN, server.address), len(server.sent())
    first = len(server.updates) + 1
    server.updates += [update(first + i, text) for i, text in enumerate(texts)]
    now = datetime.now(UTC)
    mail.keep("telegram", line.poll(0), now)
    mail.answer("telegram", now)
    mail.send(line, datetime.now(UTC))
    return server.sent()[before:]


def test_a_false_date_is_answered_with_the_fact_and_no_tip_is_taken(server: Server) -> None:
    (answer,) = say(server, FALSE)
    assert "27 November 2024" in answer and "Sumber:" in answer and "LAPOR" in answer
    assert not Tip.objects.exists()


def test_an_honest_question_gets_the_same_fact(server: Server) -> None:
    (answer,) = say(server, "Apakah benar pencoblosan diundur ke 28 November 2024?")
    assert "27 November 2024" in answer


@pytest.mark.parametrize(
    "words",
    [
        UNSURE,
        "Surat suara sudah tercoblos di TPS 5 Rajabasa",
        "https://www.tiktok.com/@contoh/video/3",
    ],
)
def test_what_is_not_sure_becomes_a_tip_with_a_number(words: str, server: Server) -> None:
    (answer,) = say(server, words)
    tip = Tip.objects.get()
    assert tip.number in answer and "/lapor/" in answer and tip.address == "77"
    assert CaseRow.objects.get().case == tip.case


def test_lapor_after_an_answer_reports_it_all_the_same(server: Server) -> None:
    answers = say(server, FALSE, "LAPOR")
    assert "Fakta resmi" in answers[0] and Tip.objects.get().number in answers[1]


def test_status_knows_ones_own_and_nobody_elses(server: Server) -> None:
    say(server, UNSURE)
    number = Tip.objects.get().number
    assert (
        number in say(server, "status")[0]
        and "terkirim" in say(server, f"STATUS {number.lower()}")[0]
    )
    line = Telegram(TOKEN, server.address)
    mail.keep("telegram", [mail.Letter("88:1", "88", f"status {number}")], datetime.now(UTC))
    mail.answer("telegram", datetime.now(UTC))
    mail.send(line, datetime.now(UTC))
    assert number not in server.sent()[-1]


@pytest.mark.parametrize("hello", ["/start", "halo", "?", "", "bantuan"])
def test_greetings_get_help(hello: str, server: Server) -> None:
    assert "STATUS" in say(server, hello)[0] and not Tip.objects.exists()


def test_the_same_message_twice_is_answered_once(server: Server) -> None:
    line, now = Telegram(TOKEN, server.address), datetime.now(UTC)
    server.updates = [update(1, UNSURE)]
    letters = line.poll(0)
    assert mail.keep("telegram", letters, now) == 1 and mail.keep("telegram", letters, now) == 0
    mail.answer("telegram", now)
    mail.answer("telegram", now)
    assert Tip.objects.count() == 1 and Outgoing.objects.count() == 1
    assert line.poll(0) == []  # confirmed


def test_personal_data_and_addresses_do_not_stay(server: Server) -> None:
    say(server, "NIK saya 1871012304900001 dan nomor 0812-3456-7890, ada kecurangan")
    assert Incoming.objects.get().address == "" and "1871" not in Incoming.objects.get().text
    out = Outgoing.objects.get()
    assert (out.address, out.text) == ("", "") and out.sent_at


def test_a_flood_is_told_once(server: Server) -> None:
    answers = say(server, *["halo apa kabar"] * (MOST + 5))
    assert sum("Terlalu banyak" in a for a in answers) == 1
    assert Tip.objects.count() <= MOST


def test_the_outcome_is_told_once_and_the_address_erased(server: Server) -> None:
    say(server, UNSURE)
    tip, now = Tip.objects.get(), datetime.now(UTC)
    case = happen(
        e.Acknowledged(**by(tip.case, now)),
        e.Triaged(**by(tip.case, now), priority="P2", severity=2),
        e.Routed(**by(tip.case, now), to="in_review"),
        e.Decided(**by(tip.case, now, "p-rani", Role.REVIEWER), outcome="no_action", reason="x"),
    )
    carry_out(case, datetime.now(UTC))
    line = Telegram(TOKEN, server.address)
    assert [mail.outcomes("telegram", now) for _ in range(2)] == [1, 0]
    mail.send(line, datetime.now(UTC))
    assert tip.number in server.sent()[-1] and "Tidak ada tindakan" in server.sent()[-1]
    assert Tip.objects.get().address == ""


def test_trouble_outside_is_waited_out(server: Server) -> None:
    server.bad = [(429, {"ok": False, "parameters": {"retry_after": 40}}), (502, {})]
    say(server, "halo")
    line, row = Telegram(TOKEN, server.address), Outgoing.objects.get()
    assert row.sent_at is None and row.next_at > datetime.now(UTC) + timedelta(seconds=30)
    assert mail.send(line, datetime.now(UTC)) == 0
    assert mail.send(line, datetime.now(UTC) + timedelta(minutes=1)) == 0  # 502
    assert mail.send(line, datetime.now(UTC) + timedelta(minutes=5)) == 1


def test_who_blocked_the_bot_is_let_go(server: Server) -> None:
    server.bad = [(403, {"ok": False, "description": "Forbidden: bot was blocked by the user"})]
    say(server, "halo")
    row = Outgoing.objects.get()
    assert "blocked" in row.problem and row.address == ""


def test_errors_never_show_the_token(server: Server) -> None:
    line = Telegram("geheim:token", "http://127.0.0.1:9")
    for call in (lambda: line.poll(0), line.use_polling, lambda: line.send("1", "x")):
        with pytest.raises((ServiceError, mail.Failed)) as problem:
            call()
        assert "geheim" not in str(problem.value)


def test_webhook_and_polling_are_set_up_as_telegram_wants_it(server: Server) -> None:
    line = Telegram(TOKEN, server.address)
    line.use_webhook("https://contoh.id/bot/telegram/", "rahasia")
    line.use_polling()
    (path, body, _), (second, _, _) = server.asked
    assert path == f"/bot{TOKEN}/setWebhook" and body["secret_token"] == "rahasia"
    assert second.endswith("/deleteWebhook")


@pytest.mark.parametrize(("secret", "status"), [(None, 403), ("falsch", 403), ("right", 200)])
def test_telegrams_webhook_needs_its_secret(secret: str | None, status: int) -> None:
    headers = (
        {}
        if secret is None
        else {telegram.HEADER: keys.telegram_secret() if secret == "right" else secret}
    )
    answer = Client().post(
        "/bot/telegram/", json.dumps(update(1, UNSURE)), "application/json", headers=headers
    )
    assert answer.status_code == status and Incoming.objects.count() == (status == 200)


@pytest.mark.parametrize(
    "message",
    [
        {"update_id": 1, "message": None},
        {"update_id": 1, "edited_message": {}},
        {
            "update_id": 1,
            "message": {"message_id": 1, "chat": {"id": -5, "type": "group"}, "text": UNSURE},
        },
        update(1, UNSURE, **{"from": {"id": 1, "is_bot": True}}),
        [],
        None,
        "x",
    ],
)
def test_groups_bots_and_oddities_are_left_alone(message: Any) -> None:
    assert list(telegram.letters_in(message)) == []


# WhatsApp ---------------------------------------------------------------------------------

SECRET = "app-secret"


def notification(text: str, number: str = "wamid.1") -> bytes:
    message = {
        "from": "6281234567890",
        "id": number,
        "timestamp": "1",
        "type": "text",
        "text": {"body": text},
    }
    value = {"messaging_product": "whatsapp", "messages": [message]}
    entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def bring(body: bytes, secret: str = SECRET) -> int:
    signed = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {whatsapp.SIGNATURE: signed}
    return Client().post("/bot/whatsapp/", body, "application/json", headers=headers).status_code


@pytest.fixture(autouse=True)
def app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keys.WHATSAPP_SECRET, SECRET)
    monkeypatch.setenv(keys.WHATSAPP_VERIFY, "kata-kami")


def test_whatsapp_is_answered_through_its_webhook(server: Server) -> None:
    assert bring(notification(FALSE)) == 200 and bring(notification(FALSE)) == 200
    line = WhatsApp("geheim", "4711", server.address)
    mail.answer("whatsapp", datetime.now(UTC))
    assert mail.send(line, datetime.now(UTC)) == 1
    path, body, headers = server.asked[-1]
    assert path == "/4711/messages" and headers["Authorization"] == "Bearer geheim"
    assert body["to"] == "6281234567890" and "27 November 2024" in body["text"]["body"]
    assert "6281234567890" not in str(
        list(Incoming.objects.values()) + list(Outgoing.objects.values())
    )


def test_what_is_not_signed_is_refused_unread() -> None:
    body = notification(UNSURE)
    assert bring(body, "falsch") == 403
    assert Client().post("/bot/whatsapp/", body, "application/json").status_code == 403
    assert not Incoming.objects.exists()


def test_without_a_secret_the_door_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keys.WHATSAPP_SECRET, "")
    assert bring(notification(UNSURE), "") == 403


def test_a_signed_body_was_not_altered() -> None:
    body = notification(UNSURE)
    signed = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    other = body.replace(b"amplop", b"ample!")
    assert whatsapp.is_whatsapp({whatsapp.SIGNATURE: signed}, body, SECRET)
    assert not whatsapp.is_whatsapp({whatsapp.SIGNATURE: signed}, other, SECRET)


@pytest.mark.parametrize(("word", "status"), [("kata-kami", 200), ("lain", 403), ("", 403)])
def test_metas_question_is_answered_for_the_word_we_agreed_on(word: str, status: int) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": word, "hub.challenge": "1158201444"}
    answer = Client().get("/bot/whatsapp/", asked)
    assert answer.status_code == status and (answer.content == b"1158201444") is (status == 200)


def test_too_late_for_free_words_is_given_up(server: Server) -> None:
    bring(notification("halo apa kabar"))
    mail.answer("whatsapp", datetime.now(UTC))
    server.bad = [(400, {"error": {"code": whatsapp.LATE, "message": "Re-engagement message"}})]
    assert mail.send(WhatsApp("t", "1", server.address), datetime.now(UTC)) == 0
    assert "131047" in Outgoing.objects.get().problem


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "entry",
                    "changes",
                    "value",
                    "messages",
                    "message",
                    "text",
                    "type",
                    "chat",
                    "id",
                    "from",
                    "body",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(json_values)
def test_anything_signed_is_read_without_falling(value: Any) -> None:
    assert all(isinstance(letter.text, str) for letter in whatsapp.letters_in(value))
    assert all(isinstance(letter.text, str) for letter in telegram.letters_in(value))
