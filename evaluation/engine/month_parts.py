"""What a month's statements join to the checks: survey answers, and points given and taken by decision."""

# Satisfaction by party; below the scheme's fewest answers it is undefined.
ANSWERS = """
        SELECT 'region' AS kind, code AS region, NULL::bigint AS organisation, count(*) AS answers, avg(score) AS mean
        FROM evaluation_surveyanswer CROSS JOIN LATERAL unnest(ARRAY[left(region_id, 6), left(region_id, 9),
            left(region_id, 12)]) WITH ORDINALITY AS level(code, place)
        WHERE district_id = %(district)s AND month = %(first)s AND score IS NOT NULL
          AND length(region_id) >= (ARRAY[6, 9, 12])[place]
        GROUP BY code
        UNION ALL
        SELECT 'organisation', NULL, organisation_id, count(*), avg(score) FROM evaluation_surveyanswer
        WHERE district_id = %(district)s AND month = %(first)s AND score IS NOT NULL AND organisation_id IS NOT NULL
        GROUP BY organisation_id
"""

# What was decided about a party: adjustments judged among all of the year, so that no project is rewarded twice, and
# what the missed deadlines of an organisation cost by policy. Each is kept with the result, counted or not.
DECIDED = """
        SELECT kind, region, organisation,
               coalesce(sum(points) FILTER (WHERE what = 'bonus' AND counts), 0) AS bonus,
               coalesce(sum(points) FILTER (WHERE what = 'deduction' AND counts), 0) AS deduction,
               jsonb_agg(jsonb_build_object('key', key, 'kind', what, 'points', points::text, 'on', day,
                   'project', project, 'reason', reason, 'document', document, 'problem', problem,
                   'counts', counts) ORDER BY day, key COLLATE "C") AS rows
        FROM (
            SELECT party_kind AS kind, region_id AS region, organisation_id AS organisation, kind AS what, points,
                   "on" AS day, project, reason, document_id AS document, NULL::bigint AS problem, month,
                   'adjustment:' || id AS key,
                   kind = 'deduction' OR project = '' OR row_number() OVER (
                       PARTITION BY party_kind, region_id, organisation_id, kind, project
                       ORDER BY points DESC, "on", ('adjustment:' || id) COLLATE "C") = 1 AS counts
            FROM evaluation_adjustment
            WHERE district_id = %(district)s AND withdrawn_at IS NULL
              AND "on" >= date_trunc('year', %(first)s::date) AND "on" < date_trunc('year', %(first)s::date) + '1 year'
            UNION ALL
            SELECT 'organisation', NULL, l.organisation_id, 'deduction', l.points,
                   (l.due_at AT TIME ZONE 'Asia/Shanghai')::date, '', '', NULL, l.problem_id, %(first)s::date,
                   'lapse:' || l.id, true
            FROM evaluation_lapse l JOIN evaluation_problem p ON p.id = l.problem_id
            WHERE l.district_id = %(district)s AND l.points > 0 AND p.state <> 'cancelled'
              AND l.due_at >= %(first_moment)s AND l.due_at < %(after_moment)s
        ) AS given
        WHERE month = %(first)s
        GROUP BY kind, region, organisation
"""

# The progress reports whose day, after granted extensions, lies in the month, each with its credit: 1 filed in time and
# accepted or under review, 0.5 filed late, 0 missing, draft or returned. A withdrawn subject owes nothing any more.
REPORTS_DUE = """
    SELECT r.id AS report_id, r.region_id, r.organisation_id, r.due_on, filed.filed_on, r.state,
           CASE WHEN r.state NOT IN ('submitted', 'accepted') THEN 0 WHEN filed.filed_on <= r.due_on THEN 1
                ELSE 0.5 END AS credit
    FROM campaigns_progressreport r
    CROSS JOIN LATERAL (SELECT (r.first_submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS filed_on) AS filed
    WHERE r.district_id = %(district)s AND r.due_on BETWEEN %(first)s AND %(last)s
      AND (r.first_submitted_at IS NOT NULL OR NOT EXISTS (
          SELECT 1 FROM campaigns_subject s WHERE s.id = r.subject_id AND s.state = 'withdrawn'))
"""

STORED_REPORTS = """
    SELECT report_id, region_id, organisation_id, due_on, filed_on, state, credit
    FROM evaluation_assessmentreport WHERE assessment_id = %(assessment)s
"""

STORE_REPORTS = (
    "INSERT INTO evaluation_assessmentreport "
    "(assessment_id, report_id, region_id, organisation_id, due_on, filed_on, state, credit) "
    "SELECT %(assessment)s, report_id, region_id, organisation_id, due_on, filed_on, state, credit "
    f"FROM ({REPORTS_DUE}) AS report"
)

# What the reports of each party come to; who files as an organisation counts for its place too.
REPORTED = """
        SELECT 'region' AS kind, code AS region, NULL::bigint AS organisation, count(*) AS reports,
               sum(credit) AS credit, count(*) FILTER (WHERE credit = 1) AS in_time,
               count(*) FILTER (WHERE credit = 0.5) AS late
        FROM report CROSS JOIN LATERAL unnest(ARRAY[left(region_id, 6), left(region_id, 9),
            left(region_id, 12)]) WITH ORDINALITY AS level(code, place)
        WHERE length(region_id) >= (ARRAY[6, 9, 12])[place] GROUP BY code
        UNION ALL
        SELECT 'organisation', NULL, organisation_id, count(*), sum(credit), count(*) FILTER (WHERE credit = 1),
               count(*) FILTER (WHERE credit = 0.5)
        FROM report WHERE organisation_id IS NOT NULL GROUP BY organisation_id
"""
