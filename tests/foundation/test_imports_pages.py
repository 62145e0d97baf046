"""Uploading: small files at once, large ones in the background, wrong ones with every mistake."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from foundation.audit.models import AuditEntry
from foundation.imports import running, views
from foundation.imports.models import ImportJob
from foundation.imports.tasks import resume_imports, run_import
from foundation.organisations.models import Organisation
from tests.factories import RegionFactory, admin_of, leader_of, official_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
HEADER = "code,name,region\n"
GOOD = f"{HEADER}DW1,城管局,990102\nDW2,教育局,990102\n"
WRONG = f"{HEADER}DW1,,990102\nDW2,教育局,990199\n"


@pytest.fixture
def admin(client):
    admin = admin_of("990102")
    client.force_login(admin)
    client.cookies["django_language"] = "en"
    return admin


def upload(client, text, kind="organisations", name="单位.csv"):
    return client.post(reverse("imports:kind", args=[kind]), {"file": SimpleUploadedFile(name, text.encode())})


def test_a_small_file_is_imported_at_once(client, admin):
    answer = upload(client, GOOD)

    job = ImportJob.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("imports:job", args=[job.pk]))
    assert (job.state, job.rows_total, job.outcome) == ("done", 2, {"created": 2, "updated": 0, "unchanged": 0})
    assert sorted(Organisation.objects.values_list("code", "initials")) == [("DW1", "cgj"), ("DW2", "jyj")]
    done = client.get(answer.url).content.decode()
    assert "2 new, 0 changed, 0 as before." in done
    assert f'href="{reverse("organisations:organisations")}"' in done


def test_a_wrong_file_shows_every_mistake_and_changes_nothing(client, admin):
    answer = upload(client, WRONG)

    job = ImportJob.objects.get()
    shown = client.get(answer.url).content.decode()
    assert (job.state, job.errors) == (
        "refused",
        [[2, "名称 name", "This cell is empty."], [3, "区划 region", "There is no region “990199”."]],
    )
    assert "Nothing was imported: 2 mistakes." in shown
    assert "There is no region “990199”." in shown
    assert not Organisation.objects.exists()


def test_the_mistakes_can_be_downloaded(client, admin):
    upload(client, WRONG)

    answer = client.get(reverse("imports:errors", args=[ImportJob.objects.get().pk]))

    assert answer.content.decode("utf-8-sig").splitlines() == [
        "line,column,reason",
        "2,名称 name,This cell is empty.",
        "3,区划 region,There is no region “990199”.",
    ]


def test_a_file_that_is_no_table_is_refused_on_the_form(client, admin):
    answer = upload(client, "name;region\nx;990102\n")

    assert answer.status_code == 422
    assert "The first line lacks these columns: 编码 code." in answer.content.decode()
    assert not ImportJob.objects.exists()


def test_a_header_without_rows_is_refused_on_the_form(client, admin):
    assert "The file has a header and no rows under it." in upload(client, HEADER).content.decode()


def test_a_large_file_goes_to_the_background_with_a_page_that_follows_it(
    client, admin, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(views, "ROWS_AT_ONCE", 1)

    with django_capture_on_commit_callbacks() as queued:
        answer = upload(client, GOOD)
    job = ImportJob.objects.get()
    running.tell(job.pk, 1)
    waiting = client.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    queued[0]()
    done = client.get(answer.url, headers={"HX-Request": "true"}).content.decode()

    assert 'hx-trigger="every 2s"' in waiting
    assert "1 / 2" in waiting
    assert "hx-trigger" not in done
    assert "2 new, 0 changed, 0 as before." in done


def test_running_an_import_twice_changes_nothing(client, admin):
    upload(client, GOOD)
    job, entries = ImportJob.objects.get(), AuditEntry.objects.count()

    assert run_import(job=job.pk) == "done"
    assert AuditEntry.objects.count() == entries


def test_an_import_that_got_lost_is_taken_up_again(client, admin, monkeypatch):
    monkeypatch.setattr(views, "ROWS_AT_ONCE", 1)
    upload(client, GOOD)
    ImportJob.objects.update(created_at=NOON - dt.timedelta(days=1), state="running")

    assert (resume_imports(), resume_imports()) == (1, 0)
    assert ImportJob.objects.get().state == "done"


def test_a_fault_of_ours_is_told_with_a_number_and_changes_nothing(client, admin, monkeypatch):
    monkeypatch.setattr("foundation.imports.actions.load_file", lambda *args, **given: 1 / 0)

    shown = client.get(upload(client, GOOD).url).content.decode()

    assert ImportJob.objects.get().state == "failed"
    assert f"Tell the administrator the number {ImportJob.objects.get().pk}." in shown


def test_regions_are_imported_by_administrators_only_and_everybody_is_offered_what_he_may_import(client):
    district = RegionFactory(code="990102")
    pages = [
        reverse("imports:imports"),
        reverse("imports:kind", args=["regions"]),
        reverse("imports:template", args=["regions"]),
    ]

    client.force_login(leader_of(district))
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    client.force_login(official_of(district))
    assert [client.get(page).status_code for page in pages] == [200, 403, 403]
    assert "regions" not in [kind.code for kind in client.get(pages[0]).context["kinds"]]
    assert upload(client, GOOD).status_code == 403


def test_an_import_is_seen_by_whoever_uploaded_it(client, admin):
    url = upload(client, GOOD).url
    client.force_login(admin_of("990102"))

    assert client.get(url).status_code == 404


def test_an_unknown_kind_is_not_found(client, admin):
    assert client.get(reverse("imports:kind", args=["nonsense"])).status_code == 404


@pytest.mark.parametrize("code", ["regions", "organisations", "users"])
def test_a_template_holds_the_headers_an_example_and_an_explanation(client, admin, tmp_path, code):
    path = tmp_path / "template.xlsx"
    path.write_bytes(client.get(reverse("imports:template", args=[code])).content)

    book = CalamineWorkbook.from_path(str(path))
    rows = book.get_sheet_by_index(0).to_python()
    assert len(book.sheet_names) == 2
    assert (len(rows), rows[0][0]) == (2, {"users": "登录名"}.get(code, "编码"))


def test_the_template_itself_can_be_imported(client, admin, tmp_path):
    filled = client.get(reverse("imports:template", args=["organisations"])).content

    client.post(reverse("imports:kind", args=["organisations"]), {"file": SimpleUploadedFile("a.xlsx", filled)})

    assert list(Organisation.objects.values_list("code", "name", "region_id")) == [("DW001", "城市管理局", "990102")]


def test_the_list_of_imports_asks_the_database_as_often_for_three_as_for_one(client, admin):
    counts = []
    for more in (1, 2):
        for _number in range(more):
            upload(client, GOOD)
        client.get(reverse("imports:imports"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("imports:imports"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_page_of_a_job_that_is_not_counted_yet_opens(client, admin):
    job = ImportJob.objects.create(
        kind="organisations", file_name="单位.csv", file_path="x.csv", created_by=admin, created_at=NOON
    )

    assert client.get(reverse("imports:job", args=[job.pk])).status_code == 200
