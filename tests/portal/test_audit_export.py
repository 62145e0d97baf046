"""The audit trail as a workbook: what the search shows, in its words, and written down itself."""

import datetime as dt
import io

import pytest
from django.db import transaction
from python_calamine import CalamineWorkbook

from foundation.accounts.actions import users
from foundation.audit.models import AuditEntry
from foundation.audit.trail import record
from portal.views import audit
from tests.factories import RegionFactory, UserFactory, admin_of

pytestmark = pytest.mark.django_db
URL = "/manage/audit/export/"
NOON = dt.datetime(2026, 11, 20, 4, 0, tzinfo=dt.UTC)


def write(verb="region.change", *, region="990102", at=NOON, **values):
    with transaction.atomic():
        return record(verb, RegionFactory(code=region, name="清河区"), at=at, **({"actor": None} | values))


def sheet(answer) -> list[list]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()
    )


def test_the_workbook_holds_what_the_search_shows_newest_first(client):
    admin, wang = admin_of("990102"), UserFactory(username="wangli", name="王力")
    write(before={"name": "旧名"}, after={"name": "新名"}, actor=wang)
    write("region.close", at=NOON + dt.timedelta(days=1), after={"name": "新清河"})
    write(region="990103")
    client.force_login(admin)

    answer = client.post(f"{URL}?verb=region")

    assert answer.status_code == 200
    head, closed, changed = sheet(answer)
    assert head == ["记录类型", "记录", "操作", "操作代码", "人员", "登录名", "地址", "时间", "变化", "区划"]
    assert [str(value) for value in closed[:7]] == ["区划", "990102", "关闭", "region.close", "系统", "", ""]
    assert [str(value) for value in closed[7:]] == ["2026-11-21 12:00:00", "名称 新清河", "990102"]
    assert [str(value) for value in changed[:7]] == ["区划", "990102", "修改", "region.change", "王力", "wangli", ""]
    assert [str(value) for value in changed[7:]] == ["2026-11-20 12:00:00", "名称 旧名 → 新名", "990102"]


def test_that_it_was_taken_out_is_the_next_entry_and_not_in_it(client):
    admin = admin_of("990102")
    write()
    client.force_login(admin)

    rows = sheet(client.post(f"{URL}?region=990102"))

    entry = AuditEntry.objects.latest("pk")
    assert len(rows) == 2
    assert (entry.verb, entry.actor, entry.region_code) == ("documents.export", admin, "990102")
    assert entry.after == {"list": "audit", "filters": "region=990102"}


def test_the_page_offers_it_with_the_filters_of_the_moment(client):
    write()
    client.force_login(admin_of("990102"))
    part = {"HX-Request": "true", "HX-Target": "list"}

    whole = client.get("/manage/audit/?verb=region").content.decode()
    exchanged = client.get("/manage/audit/?verb=region.c", headers=part).content.decode()

    assert f'action="{URL}?verb=region"' in whole
    assert '<div id="fc-actions" class="fc-actions" hx-swap-oob="true">' in exchanged
    assert f'action="{URL}?verb=region.c"' in exchanged
    assert "导出 1 行" in exchanged


def test_reading_by_get_takes_nothing_out(client):
    write()
    client.force_login(admin_of("990102"))

    assert client.get(URL).status_code == 405
    assert not AuditEntry.objects.filter(verb="documents.export").exists()


def test_too_many_entries_are_refused_with_a_sentence_and_nothing_is_written_down(client, monkeypatch):
    monkeypatch.setattr(audit, "LARGEST_EXPORT", 1)
    write(), write()
    client.force_login(admin_of("990102"))

    answer = client.post(URL, follow=True)

    assert "符合条件的记录超过 1 条。请缩短日期或选定一个地方后再导出。" in answer.content.decode()
    assert not AuditEntry.objects.filter(verb="documents.export").exists()


def test_phone_numbers_are_neither_in_the_trail_nor_in_its_workbook(client):
    admin = UserFactory(is_superuser=True)
    person = UserFactory(phone="13800005678")
    users.change(person, name="李四", phone="13911112222", email="", actor=admin, at=NOON)
    users.show_phone(person, actor=admin, at=NOON)
    client.force_login(admin)

    text = str(sheet(client.post(URL)))

    assert "user.show_phone" in text
    assert "13800005678" not in text
    assert "13911112222" not in text
