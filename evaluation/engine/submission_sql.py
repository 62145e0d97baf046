"""The statements of a submission: one reads what it is held against, one writes all of it."""

OPEN = "state IN ('found', 'assigned', 'rectified', 'returned', 'suspended') AND NOT (item = '')"

# What is known of each submission: an earlier answer to it, its site, its drawn check, the daily system in force.
# Each is looked up by its key: a plan made while the tables were empty would otherwise read all of them for good.
READ = """
SELECT q.n, prior.id, prior.inspector_id, prior.score, prior.state,
       site.id, site.type_id, site.region_id, site.district_id, site.organisation_id, site.state,
       site.longitude::float8, site.latitude::float8,
       chosen.id, chosen.state, chosen.site_id, chosen.inspector_id, chosen."on", system.id
FROM json_to_recordset($1) AS q(n int, client_id uuid, site text, check_id bigint)
LEFT JOIN LATERAL (SELECT * FROM evaluation_check WHERE client_id = q.client_id LIMIT 1) prior ON true
LEFT JOIN LATERAL (SELECT * FROM evaluation_site WHERE code = q.site LIMIT 1) site ON true
LEFT JOIN LATERAL (SELECT * FROM evaluation_check WHERE id = q.check_id LIMIT 1) chosen ON true
LEFT JOIN LATERAL (
    SELECT s.id FROM evaluation_indicatorsystem s
    WHERE s.code = 'daily' AND s.state = 'published'
        AND (s.region_id IS NULL OR starts_with(site.district_id, s.region_id))
    ORDER BY length(s.region_id) DESC NULLS LAST, s.id LIMIT 1
) system ON true
ORDER BY q.n
"""

# Of two submissions of one drawn check only one finds it drawn; of two with one client_id only one is inserted.
# Whatever hangs on a header is written for the headers that made it, in the same statement.
HEADER_AND_ITEMS = """
WITH sent AS MATERIALIZED (
    SELECT * FROM json_to_recordset($1) AS s(
        n int, check_id bigint, site_id bigint, district_id text, region_id text, organisation_id bigint, day date,
        month date, system_id bigint, client_id uuid, started_at timestamptz, finished_at timestamptz,
        longitude numeric, latitude numeric, accuracy numeric, earned numeric, possible numeric, score numeric,
        remark text, before jsonb, after jsonb)
), taken AS (
    UPDATE evaluation_check c SET state = 'submitted', inspector_id = $6, "on" = s.day, system_id = s.system_id,
        client_id = s.client_id, started_at = s.started_at, finished_at = s.finished_at, received_at = $7,
        longitude = s.longitude, latitude = s.latitude, accuracy = s.accuracy,
        earned = s.earned, possible = s.possible, score = s.score, remark = s.remark
    FROM sent s
    WHERE c.id = ANY(ARRAY(SELECT check_id FROM sent WHERE check_id IS NOT NULL)) AND c.id = s.check_id
        AND c.state = 'drawn'
    RETURNING s.n, c.id
), added AS (
    INSERT INTO evaluation_check (site_id, district_id, region_id, organisation_id, "on", state, inspector_id,
        system_id, client_id, started_at, finished_at, received_at, longitude, latitude, accuracy, earned, possible,
        score, remark, reason)
    SELECT s.site_id, s.district_id, s.region_id, s.organisation_id, s.day, 'submitted', $6, s.system_id,
        s.client_id, s.started_at, s.finished_at, $7, s.longitude, s.latitude, s.accuracy, s.earned, s.possible,
        s.score, s.remark, ''
    FROM sent s WHERE s.check_id IS NULL ON CONFLICT (client_id) DO NOTHING RETURNING client_id, id
), header AS MATERIALIZED (
    SELECT taken.id, s.* FROM taken JOIN sent s USING (n)
    UNION ALL SELECT added.id, s.* FROM added JOIN sent s USING (client_id)
), item AS (
    INSERT INTO evaluation_checkitem
        (check_id, indicator_id, option, count, value, not_applicable, earned, possible, failed, note)
    SELECT h.id, a.indicator_id, a.option, a.count, a.value, a.na, a.earned, a.possible, a.failed, a.note
    FROM json_to_recordset($2) AS a(n int, indicator_id bigint, option text, count int, value numeric, na boolean,
        earned numeric, possible numeric, failed boolean, note text)
    JOIN header h USING (n) RETURNING id, check_id, indicator_id
"""

PHOTOS_AND_PROBLEMS = f"""), photo AS (
    INSERT INTO evaluation_checkphoto (check_id, item_id, attachment_id, position)
    SELECT h.id, item.id, p.attachment_id, p.position
    FROM json_to_recordset($3) AS p(n int, indicator_id bigint, attachment_id bigint, position int)
    JOIN header h USING (n) JOIN item ON item.check_id = h.id AND item.indicator_id = p.indicator_id
), failing AS MATERIALIZED (
    SELECT f.*, h.id AS check_id, h.site_id, h.district_id, h.region_id, h.organisation_id, h.finished_at
    FROM json_to_recordset($4) AS f(n int, indicator_id bigint, code text, severity text, description text, note text)
    JOIN header h USING (n)
), problem AS (
    INSERT INTO evaluation_problem (site_id, district_id, region_id, organisation_id, item, description, severity,
        source, state, found_at, found_by_id, provisional, returns, reason)
    SELECT f.site_id, f.district_id, f.region_id, f.organisation_id, f.code, f.description, f.severity, 'check',
        'found', f.finished_at, $6, false, 0, ''
    FROM failing f ORDER BY f.site_id, f.code
    ON CONFLICT (site_id, item) WHERE {OPEN} DO UPDATE SET item = EXCLUDED.item
    RETURNING id, site_id, region_id, item, severity, (xmax = 0) AS is_new
), finding AS (
    INSERT INTO evaluation_finding (problem_id, check_item_id, found_at, note)
    SELECT problem.id, item.id, f.finished_at, f.note
    FROM failing f JOIN problem ON problem.site_id = f.site_id AND problem.item = f.code
    JOIN item ON item.check_id = f.check_id AND item.indicator_id = f.indicator_id
"""

MONTH = """), month AS (
    INSERT INTO evaluation_sitemonth AS m (site_id, district_id, month, checks, score_sum)
    SELECT h.site_id, h.district_id, h.month, 1, h.score FROM header h WHERE h.score IS NOT NULL ORDER BY h.site_id
    ON CONFLICT (site_id, month) DO UPDATE SET checks = m.checks + 1, score_sum = m.score_sum + EXCLUDED.score_sum
"""

QUESTIONS = """), flag AS (
    INSERT INTO evaluation_checkflag (check_id, district_id, kind, detail, raised_at, answer)
    SELECT h.id, h.district_id, q.kind, q.detail, $7, ''
    FROM json_to_recordset($5) AS q(n int, kind text, detail jsonb) JOIN header h USING (n)
"""

TRAIL = """), trail AS (
    INSERT INTO audit_auditentry (at, actor_id, verb, subject_type, subject_id, region_code, before, after, address)
    SELECT $7, $6, 'check.submit', 'evaluation.check', h.id::text, h.region_id, h.before, h.after, $8 FROM header h
"""

TRAIL_OF_PROBLEMS = """    UNION ALL
    SELECT $7, $6, CASE WHEN p.is_new THEN 'problem.open' ELSE 'problem.find_again' END, 'evaluation.problem',
        p.id::text, p.region_id, NULL,
        jsonb_build_object('check', f.check_id, 'item', p.item, 'severity', p.severity), $8
    FROM problem p JOIN failing f ON f.site_id = p.site_id AND f.code = p.item
"""

ANSWER = ")\nSELECT h.n, h.id, {problems} FROM header h"
PROBLEMS = "ARRAY(SELECT p.id FROM problem p WHERE p.site_id = h.site_id ORDER BY p.id)"

# Most checks find nothing wrong and have no photo: starting a statement without those parts is cheaper by a third.
WRITE = (
    HEADER_AND_ITEMS
    + PHOTOS_AND_PROBLEMS
    + MONTH
    + QUESTIONS
    + TRAIL
    + TRAIL_OF_PROBLEMS
    + ANSWER.format(problems=PROBLEMS)
)
WRITE_PLAIN = HEADER_AND_ITEMS + MONTH + TRAIL + ANSWER.format(problems="ARRAY[]::bigint[]")

# A plan is kept while the tables grow, so it may not rest on their being small when it was made.
PLANNING = "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;"

# How each statement is prepared: once for each connection, because planning it costs more than running it.
PREPARED = {
    "portal_submission_read": ("json", READ),
    "portal_submission_write_plain": ("json, json, json, json, json, bigint, timestamptz, inet", WRITE_PLAIN),
    "portal_submission_write": ("json, json, json, json, json, bigint, timestamptz, inet", WRITE),
}
