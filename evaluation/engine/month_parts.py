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
