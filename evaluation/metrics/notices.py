"""Figures of the three notices."""

from .sums import Sums

STATEMENT = """
SELECT p.region_id, n.organisation_id,
    count(*) FILTER (WHERE n.kind = 'reminder') AS reminders,
    count(*) FILTER (WHERE n.kind = 'assignment') AS assignments,
    count(*) FILTER (WHERE n.kind = 'supervision') AS supervisions,
    count(*) AS issued, count(n.received_at) AS signed
FROM evaluation_notice n JOIN evaluation_problem p ON p.id = n.problem_id
WHERE n.district_id LIKE ANY (%(districts)s) AND n.issued_at >= %(begins)s AND n.issued_at < %(ends)s
GROUP BY p.region_id, n.organisation_id
"""


NOTICES = Sums(
    statement=STATEMENT,
    columns=("reminders", "assignments", "supervisions", "issued", "signed"),
    figures={
        "notices.reminders": "reminders",
        "notices.assignments": "assignments",
        "notices.supervisions": "supervisions",
        "notices.signed_rate": ("signed", "issued"),
    },
    view="evaluation:notices",
    filters={},
)
