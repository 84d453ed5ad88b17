"""Keys: shown once, kept as a hash, bounded by scope, by time and by what their person may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from telling_web import in_review

from suluh.cases import Role
from suluh.errors import RequestError
from suluh.web.access import Action
from suluh.web.api import keys, limits
from suluh.web.api.models import ApiKey
from suluh.web.api.scopes import OF_ACTION, PEOPLE_ONLY, Scope

Program = Callable[..., Callable[..., Any]]


def ask(secret: str, address: str = "me") -> Any:
    return Client().get(f"/api/v1/{address}", headers={"Authorization": f"Bearer {secret}"})


def test_the_secret_is_kept_nowhere(person: Any, now: datetime, installation: Any) -> None:
    made = keys.make(person("rani", Role.REVIEWER), "uji", [Scope.READ], now)
    row = ApiKey.objects.values().get()
    assert made.secret.split("_", 2)[2] not in str(row)
    assert made.secret.encode() not in (installation / "suluh.sqlite").read_bytes()
    assert ask(made.secret).json()["scopes"] == ["read"]


def test_its_use_is_noted(person: Any, now: datetime) -> None:
    made = keys.make(person("rani", Role.REVIEWER), "uji", [Scope.READ], now)
    assert ApiKey.objects.get().used_at is None
    ask(made.secret)
    assert ApiKey.objects.get().used_at is not None


def test_a_revoked_an_ended_and_a_stopped_persons_key_open_nothing(
    person: Any, now: datetime
) -> None:
    rani = person("rani", Role.REVIEWER)
    revoked, ended, stopped = (keys.make(rani, "uji", [Scope.READ], now) for _ in range(3))
    assert keys.revoke(rani, revoked.key.prefix, now) and not keys.revoke(
        rani, revoked.key.prefix, now
    )
    ApiKey.objects.filter(pk=ended.key.pk).update(expires_at=now - timedelta(seconds=1))
    assert [ask(made.secret).status_code for made in (revoked, ended, stopped)] == [401, 401, 200]
    rani.is_active = False
    rani.save()
    assert ask(stopped.secret).status_code == 401


@pytest.mark.parametrize("wrong", ["", "x", "suluh_00000000_" + "a" * 43, "suluh_\0", "é"])
def test_other_words_open_nothing(wrong: str) -> None:
    answer = ask(wrong)
    assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"


def test_a_key_of_another_name_with_this_secret_is_none(person: Any, now: datetime) -> None:
    one, other = (keys.make(person("rani", Role.REVIEWER), "uji", [Scope.READ], now) for _ in "12")
    mixed = f"suluh_{one.key.prefix}_{other.secret.split('_', 2)[2]}"
    assert ask(mixed).status_code == 401


def test_a_signed_in_browser_is_no_program(desk: Any) -> None:
    assert desk("rani", Role.REVIEWER).get("/api/v1/me").status_code == 401


def test_a_scope_takes_away(program: Program, now: datetime) -> None:
    in_review("A-1", now)
    rani = program("rani", Role.REVIEWER, scopes=[Scope.READ])
    assert rani("get", "cases/A-1").status_code == 200
    refused = rani("post", "cases/A-1/take")
    assert refused.status_code == 403 and "work" in refused.json()["detail"]


def test_a_scope_gives_nothing(program: Program, now: datetime) -> None:
    in_review("A-1", now)
    warga = program("warga", Role.REPORTER_PUBLIC)
    assert warga("get", "events").status_code == 403
    assert warga("get", "cases/A-1").status_code == 404


def test_a_key_can_end_itself(program: Program) -> None:
    rani = program("rani", Role.REVIEWER)
    assert rani("delete", "me/key").status_code == 204
    assert rani("get", "me").status_code == 401


def test_every_action_has_a_scope() -> None:
    assert set(OF_ACTION) == set(Action) - PEOPLE_ONLY


def test_a_key_needs_a_scope_and_an_end(person: Any, now: datetime) -> None:
    rani = person("rani", Role.REVIEWER)
    for scopes, days in (([], 1), ([Scope.READ], 0), ([Scope.READ], 367)):
        with pytest.raises(RequestError):
            keys.make(rani, "uji", scopes, now, days)
    for _ in range(keys.MOST):
        keys.make(rani, "uji", [Scope.READ], now)
    with pytest.raises(RequestError):
        keys.make(rani, "uji", [Scope.READ], now)


def test_who_asks_too_often_waits() -> None:
    at = [0.0]
    limit = limits.Limit(a_minute=60, at_once=3, clock=lambda: at[0])
    for _ in range(3):
        limit.spend("a")
    with pytest.raises(limits.TooMany) as refused:
        limit.spend("a")
    assert refused.value.seconds == 1
    limit.spend("b")
    at[0] = 1.0
    limit.spend("a")


def test_guessing_is_slow(person: Any, now: datetime) -> None:
    made = keys.make(person("rani", Role.REVIEWER), "uji", [Scope.READ], now)
    answers = [ask("suluh_00000000_" + "a" * 43) for _ in range(25)]
    assert [a.status_code for a in answers] == [401] * 20 + [429] * 5
    assert int(answers[-1]["Retry-After"]) >= 1
    assert ask(made.secret).status_code == 200  # a known key is counted by itself


def test_a_key_is_made_in_the_browser_and_shown_once(desk: Any) -> None:
    rani = desk("rani", Role.REVIEWER)
    page = rani.post(
        "/akun/kunci/", {"label": "uji", "days": "30", "scope": ["read"]}
    ).content.decode()
    secret = page.partition('class="secret">')[2].partition("<")[0]
    assert ask(secret).status_code == 200
    again = rani.get("/akun/kunci/").content.decode()
    assert secret not in again and keys.of(ApiKey.objects.get().person)[0].prefix in again
    rani.post(f"/akun/kunci/{ApiKey.objects.get().prefix}/cabut/")
    assert ask(secret).status_code == 401


def test_nobody_revokes_anothers_key(desk: Any, person: Any, now: datetime) -> None:
    made = keys.make(person("rani", Role.REVIEWER), "uji", [Scope.READ], now)
    desk("sari", Role.REVIEWER).post(f"/akun/kunci/{made.key.prefix}/cabut/")
    assert ask(made.secret).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"label": ""}, {"days": "0"}, {"days": "x"}, {"scope": []}, {"scope": ["all"]}]
)
def test_an_unclear_form_makes_no_key(wrong: dict[str, Any], desk: Any) -> None:
    good = {"label": "uji", "days": "30", "scope": ["read"]}
    page = desk("rani", Role.REVIEWER).post("/akun/kunci/", good | wrong).content.decode()
    assert 'role="alert"' in page and not ApiKey.objects.exists()
