"""The audit trail is sealed in chained blocks, takes nothing back, and proves itself."""

import datetime as dt
import hashlib
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from foundation.audit.models import AuditBlock, AuditEntry, AuditSeal
from foundation.audit.proof import verify
from foundation.audit.sealing import GENESIS, seal
from foundation.audit.trail import OutsideTransaction, record
from tests.factories import UserFactory

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
HOUR = dt.timedelta(hours=1)


def write(count: int = 1, *, at: dt.datetime = NOON) -> list[AuditEntry]:
    user = UserFactory()
    with transaction.atomic():
        return [record("test.act", user, actor=user, at=at, after={"n": n}) for n in range(count)]


def broken(*, at: dt.datetime = NOON) -> dict[str, str]:
    return {fact.what: fact.found for fact in verify(at=at) if not fact.holds}


def tamper(statement: str) -> None:
    """Do what somebody with the keys of the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


@pytest.mark.django_db
def test_a_block_holds_the_hash_of_its_entries_and_of_the_block_before():
    write(3)
    seal(at=NOON)
    write(2)

    sealed = seal(at=NOON)

    first, second = AuditBlock.objects.order_by("pk")
    digests = AuditSeal.objects.filter(block=second).order_by("entry_id").values_list("digest", flat=True)
    assert (sealed.entries, first.entry_count, second.entry_count) == (2, 3, 2)
    assert (first.previous_hash, second.previous_hash) == (GENESIS, first.hash)
    assert second.hash == hashlib.sha256((first.hash + "".join(digests)).encode()).hexdigest()
    assert broken() == {}


@pytest.mark.django_db
def test_sealing_when_there_is_nothing_new_makes_no_block():
    write()
    seal(at=NOON)

    assert seal(at=NOON).blocks == 0
    assert AuditBlock.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("model", [AuditEntry, AuditBlock, AuditSeal])
@pytest.mark.parametrize(
    "statement", ["UPDATE {table} SET {key} = {key}", "DELETE FROM {table}", "TRUNCATE {table} CASCADE"]
)
def test_the_database_itself_refuses_to_change_the_trail(model, statement):
    write()
    seal(at=NOON)
    table, key = model._meta.db_table, model._meta.pk.column

    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL portal.throw_away = off")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(statement.format(table=table, key=key))


@pytest.mark.django_db
def test_a_changed_entry_is_found():
    entry = write(2)[1]
    seal(at=NOON)
    tamper(f"UPDATE audit_auditentry SET after = '{{\"n\": 9}}' WHERE id = {entry.pk}")

    assert broken() == {"audit entries changed after sealing": f"1: {entry.pk}"}


@pytest.mark.django_db
def test_a_removed_entry_is_found():
    entry = write(2)[0]
    seal(at=NOON)
    tamper(f"DELETE FROM audit_auditentry WHERE id = {entry.pk}")

    assert broken() == {"audit entries taken out after sealing": f"1: {entry.pk}"}


@pytest.mark.django_db
def test_an_entry_removed_with_its_seal_is_found():
    entry = write(2)[0]
    seal(at=NOON)
    tamper(f"DELETE FROM audit_auditseal WHERE entry_id = {entry.pk}")
    tamper(f"DELETE FROM audit_auditentry WHERE id = {entry.pk}")

    assert broken() == {"audit blocks changed or out of the chain": f"1: {AuditBlock.objects.get().pk}"}


@pytest.mark.django_db
def test_a_block_made_anew_breaks_the_chain_behind_it():
    for _turn in range(3):
        write()
        seal(at=NOON)
    first, second, _third = AuditBlock.objects.order_by("pk")
    tamper(f"UPDATE audit_auditblock SET hash = repeat('a', 64) WHERE id = {first.pk}")

    assert broken() == {"audit blocks changed or out of the chain": f"2: {first.pk}, {second.pk}"}


@pytest.mark.django_db
def test_an_entry_that_waits_for_more_than_a_day_is_found():
    write()
    seal(at=NOON)
    late = write(at=NOON + HOUR)[0]

    assert broken(at=NOON + 24 * HOUR) == {}
    assert broken(at=NOON + 26 * HOUR) == {"audit entries unsealed for more than a day": f"1: {late.pk}"}


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_not_written_down():
    user = UserFactory()

    with pytest.raises(OutsideTransaction):
        record("test.act", user, actor=None, at=NOON)

    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_the_command_says_each_fact_and_fails_when_one_is_broken(capsys):
    entry = write()[0]
    seal(at=NOON)
    call_command("check_integrity")
    tamper(f"UPDATE audit_auditentry SET verb = 'other' WHERE id = {entry.pk}")

    with pytest.raises(CommandError, match="1 of these facts"):
        call_command("check_integrity")

    said = capsys.readouterr().out.splitlines()
    assert f"BROKEN audit entries changed after sealing: 1: {entry.pk}" in said
    assert "ok     stored files missing: none" in said


@pytest.mark.django_db(transaction=True)
def test_an_entry_committed_late_is_sealed_although_later_ones_were_sealed_long_before():
    user, wrote, go_on = UserFactory(), threading.Event(), threading.Event()

    def slow_writer():
        with transaction.atomic():
            record("test.slow", user, actor=user, at=NOON)
            wrote.set()
            go_on.wait(10)
        connection.close()

    writer = threading.Thread(target=slow_writer)
    writer.start()
    wrote.wait(10)
    write()
    seal(at=NOON)
    write()
    seal(at=NOON + 2 * HOUR)
    assert AuditBlock.objects.latest("pk").settled_id == 0, "a writer who is still at work holds the mark"
    go_on.set()
    writer.join()
    sealed = seal(at=NOON + 3 * HOUR)

    assert sealed.entries == 1
    assert AuditSeal.objects.filter(entry__verb="test.slow").exists()


@pytest.mark.django_db(transaction=True)
def test_the_mark_follows_an_hour_behind():
    first = write()[0]
    seal(at=NOON)
    write()
    seal(at=NOON + HOUR / 2)
    write()
    seal(at=NOON + HOUR)

    assert [block.settled_id for block in AuditBlock.objects.order_by("pk")] == [0, 0, first.pk]


@pytest.mark.django_db(transaction=True)
def test_two_who_seal_at_once_make_one_chain():
    for _turn in range(10):
        write(5)
        workers = [threading.Thread(target=_seal_and_close) for _worker in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    seal(at=NOON)
    assert AuditSeal.objects.count() == 50
    assert broken() == {}


def _seal_and_close():
    seal(at=NOON)
    connection.close()
