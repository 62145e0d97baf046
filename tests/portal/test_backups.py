"""A copy of everything, and the way back."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from foundation.accounts.models import User
from foundation.attachments import actions, storage
from foundation.attachments.models import Attachment
from foundation.audit.models import AuditBlock, AuditEntry
from foundation.audit.sealing import seal
from tests.factories import UserFactory
from tests.factories.files import photo_file

NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)


@pytest.mark.django_db(transaction=True)
def test_what_was_lost_after_a_copy_comes_back_with_its_files_and_its_proof(tmp_path, capsys):
    user = UserFactory(name="王力")
    photo = actions.store(photo_file(), actor=user, at=NOON)
    seal(at=NOON)
    call_command("backup", str(tmp_path / "copy"))
    later = UserFactory()
    storage.remove(photo.digest)
    User.objects.filter(pk=user.pk).update(name="")

    call_command("restore", str(tmp_path / "copy"))

    assert User.objects.get(pk=user.pk).name == "王力"
    assert not User.objects.filter(pk=later.pk).exists()
    assert storage.digest_on_disk(Attachment.objects.get().digest) == photo.digest
    assert (AuditEntry.objects.count(), AuditBlock.objects.count()) == (1, 1)
    call_command("check_integrity")
    assert "BROKEN" not in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_a_restored_trail_is_append_only_still(tmp_path):
    actions.store(photo_file(), actor=UserFactory(), at=NOON)
    call_command("backup", str(tmp_path / "copy"))
    call_command("restore", str(tmp_path / "copy"))

    with pytest.raises(Exception, match="append-only"):
        AuditEntry.objects.update(verb="other")


def test_a_copy_is_not_written_over_and_a_folder_without_one_is_refused(tmp_path):
    (tmp_path / "something").write_text("x")

    with pytest.raises(CommandError, match="not empty"):
        call_command("backup", str(tmp_path))
    with pytest.raises(CommandError, match="no finished copy"):
        call_command("restore", str(tmp_path))
