"""A right password is never called wrong because the machine is busy, and what succeeded is not counted as failed."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.db import connections
from django.test import Client

from suluh.cases import Role
from suluh.web import people
from suluh.web.account.hashing import Careful, Unchecked
from suluh.web.account.limits import Locks
from suluh.web.models import Person
from suluh.web.store import turn

BUSY = "kata sandi Anda belum diperiksa"
FAILED = "allauth:rl:allauth.account:login_failed:"


class Hungry(Argon2PasswordHasher):
    """It asks for more memory in one piece than a process that has run other tests may still hold free."""

    time_cost, memory_cost, parallelism = 1, 512 * 1024, 1


@contextmanager
def little_memory(mebibytes: int = 24) -> Iterator[None]:
    """This process may take so much more and then gets none, as on a machine that has none left."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = pages * resource.getpagesize() + (mebibytes << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def sign_in(name: str, password: str, address: str = "127.0.0.1") -> tuple[int, str]:
    client = Client(REMOTE_ADDR=address)
    answer = client.post("/akun/masuk/", {"login": name, "password": password})
    return answer.status_code, answer.content.decode()


def counted() -> list[float]:
    """Failed attempts that count now, from every address and for every name."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT cache_key FROM suluh_cache")
        keys = [str(row[0]).split(":", 2)[2] for row in cursor.fetchall()]
    return [at for key in keys if key.startswith(FAILED) for at in cache.get(key, [])]


def test_no_memory_is_not_a_wrong_password() -> None:
    django, ours = Argon2PasswordHasher(), Careful()
    encoded = Hungry().encode("sandi yang benar", "garamgaram")
    assert ours.verify("sandi yang benar", encoded) and not ours.verify("yang salah", encoded)
    with little_memory():
        assert not django.verify("sandi yang benar", encoded)  # what the mistake was
        with pytest.raises(Unchecked):
            ours.verify("sandi yang benar", encoded)


def test_a_password_that_could_not_be_checked_is_said_to_be_that() -> None:
    account = people.invite("rani", Role.REVIEWER)
    assert sign_in("rani", "keliru")[0] == 200
    before = counted()  # one by the name, one by the address
    Person.objects.update(password=Hungry().encode(account.password, "garamgaram"))
    with little_memory():
        for _ in range(7):  # more than the five that would close the name
            status, page = sign_in("rani", account.password)
            assert status == 200 and BUSY in page and "tidak benar" not in page
    assert counted() == before and len(before) == 2
    assert sign_in("rani", account.password)[0] == 302


def test_an_older_hash_is_written_anew_when_its_owner_comes() -> None:
    people.invite("rani", Role.REVIEWER)
    old = Argon2PasswordHasher().encode("sandi lama yang panjang", "garamgaram")
    Person.objects.update(password=old)
    assert sign_in("rani", "sandi lama yang panjang")[0] == 302
    new = Person.objects.get().password
    assert "m=65536,t=3,p=1" in new and check_password("sandi lama yang panjang", new)


def test_a_lock_that_a_killed_server_left_keeps_nobody_out() -> None:
    account = people.invite("rani", Role.REVIEWER)
    assert sign_in("rani", "keliru")[0] == 200
    old = DatabaseCache("suluh_cache", {})
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT cache_key FROM suluh_cache")
        keys = [str(row[0]).split(":", 2)[2] for row in cursor.fetchall()]
    for key in keys:
        old.add(f"{key}:lock", True, timeout=10)
    assert sign_in("rani", account.password)[0] == 302


def test_those_who_sign_in_at_once_on_a_busy_database_all_get_in() -> None:
    made = [people.invite(f"p{number}", Role.REVIEWER) for number in range(6)]

    def come(account: people.Account) -> int:
        try:
            return sign_in(account.username, account.password)[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        with turn():  # somebody writes for longer than a second
            asked = [pool.submit(come, account) for account in made]
            time.sleep(1.5)
        assert [one.result() for one in asked] == [302] * 6
    assert counted() == []


def test_wrong_passwords_still_close_a_name() -> None:
    account = people.invite("rani", Role.REVIEWER)
    for number in range(5):
        assert "tidak benar" in sign_in("rani", "keliru", f"10.0.0.{number}")[1]
    status, page = sign_in("rani", account.password, "10.0.0.99")
    assert status == 200 and "Terlalu banyak" in page


def test_a_lock_is_one_holders_and_waited_for() -> None:
    locks = Locks()
    assert locks.take("a") and locks.take("b") and not locks.take("a", wait=0)
    with ThreadPoolExecutor(1) as pool:
        waits = pool.submit(locks.take, "a", 30)
        locks.give("a")
        assert waits.result()
    locks.give("a")
    locks.give("a")  # nobody has it any more
    assert locks.take("a", wait=0)
