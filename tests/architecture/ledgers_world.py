"""What the doors of ledgers name: a ledger of one's own, entries that wait, count and may end, a photo, limits."""

from typing import Any

from campaigns.kinds.sealing import seal
from campaigns.models import LedgerPhoto
from foundation.accounts.choices import Role
from tests.factories import RegionFactory
from tests.factories.ledgers import CeremonyLimitFactory, LedgerEntryFactory, ledger


def ledger_things(*, here: Any, district: Any, office: Any, file: Any, secret: str) -> dict[str, Any]:
    """One of each, in the first district; entries are the organisation's, so that its official may act."""
    own = ledger("moral_lectures", region=district, name=f"{secret}台账", name_en=f"{secret} ledger")
    own.figures = [*own.figures, {"code": f"{own.code}.{district.pk}-1", "name": "场次", "of": "count"}]
    own.save()
    theme = {"held_on": "2026-10-14", "theme": secret, "steps": ["sing"], "speaker": "model", "attendance": 3}
    about = {"kind": own, "region": office.region, "organisation": office, "values": theme}
    verified = LedgerEntryFactory(**about)
    register = ledger("one_stop_services")
    item = {"item": secret, "mode": ["one_net"], "opened_on": "2026-10-14"}
    village = RegionFactory(code=f"{district.pk}001001")
    ceremony = {"kind": "wedding", "declared_on": "2026-10-01", "event_on": "2026-10-14", "planned_tables": "8"}
    return {
        "ledger": own,
        "shipped_ledger": ledger("councils"),
        "ledger_entry": LedgerEntryFactory(**about, waiting=True),
        "verified_entry": verified,
        "register_entry": LedgerEntryFactory(kind=register, region=office.region, organisation=office, values=item),
        "ceremony": LedgerEntryFactory(
            kind=ledger("ceremonies"),
            region=village,
            values=ceremony,
            stage="declare",
            verified_stage="declare",
            sealed=seal({"household": secret}),
            entered_by=here[Role.OFFICIAL],
        ),
        "ledger_photo": LedgerPhoto.objects.create(entry=verified, field="photos", attachment=file),
        "limit": CeremonyLimitFactory(region=district),
    }
