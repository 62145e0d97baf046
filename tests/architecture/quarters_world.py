"""What the doors of quarters name: a quarter in publicity, a material with its reviewer, an appeal, an entry."""

import datetime as dt
from typing import Any

from evaluation.models import Adjustment, AppealEvidence, EvaluationResult, MaterialEvidence, MaterialStatement
from evaluation.models.appeals import Appeal
from foundation.accounts.choices import Role
from tests.factories import RegionFactory, SchemeFactory
from tests.factories.quarters import (
    EvaluationFactory,
    MaterialReviewFactory,
    NegativeEntryFactory,
    QuarterSchemeFactory,
    ReviewerAssignmentFactory,
)


def quarter_things(*, here: Any, district: Any, office: Any, done: Any, file: Any, at: dt.datetime) -> dict[str, Any]:
    """One of each, in the first district; the quarter's party is a street, the rest is about the organisation."""
    quarter = EvaluationFactory(
        district=district, state="in_appeal", opened_at=at, appeal_until=at + dt.timedelta(days=9)
    )
    result = EvaluationResult.objects.create(
        evaluation=quarter,
        party_kind="region",
        region=RegionFactory(code=f"{district.pk}001"),
        group="x:urban",
        final=90,
    )
    material = MaterialReviewFactory(district=district, quarter=dt.date(2026, 4, 1), organisation=office)
    leaf = material.system.indicators.order_by("position").first()
    statement = MaterialStatement.objects.create(review=material, indicator=leaf, text="材料", changed_at=at)
    evidence = MaterialEvidence.objects.create(statement=statement, kind="file", label="附件", attachment=file)
    assignment = ReviewerAssignmentFactory(review=material, reviewer=here[Role.REVIEWER])
    appeal = Appeal.objects.create(
        district=district,
        party_kind="organisation",
        organisation=office,
        subject="check",
        check_record=done,
        ground="不属实",
        filed_at=at,
        filed_by=here[Role.OFFICIAL],
        due_at=at + dt.timedelta(days=5),
    )
    return {
        "quarter": quarter,
        "quarter_result": result,
        "material": material,
        "material_leaf": leaf,
        "material_evidence": evidence,
        "assignment": assignment,
        "appeal": appeal,
        "appeal_file": AppealEvidence.objects.create(appeal=appeal, attachment=file),
        "adjustment": Adjustment.objects.create(
            district=district,
            party_kind="organisation",
            organisation=office,
            month=dt.date(2020, 1, 1),
            on=dt.date(2020, 1, 31),
            kind="bonus",
            points=1,
            reason="表彰",
            document=file,
            recorded_at=at,
        ),
        "scheme_draft": SchemeFactory(region=district, state="draft"),
        "quarter_scheme_draft": QuarterSchemeFactory(region=district, state="draft"),
        "negative": NegativeEntryFactory(
            district=district, party_kind="organisation", organisation=office, document=file
        ),
    }
