"""The statements that score a month; ``months`` runs them. Their rules are those of ``evaluation.scoring.parties``."""

from .month_parts import ANSWERS, DECIDED, REPORTED, REPORTS_DUE, STORED_REPORTS

# What each site brings: (site, type, region, organisation, score, checks).
# From the checks themselves when a month is scored …
SITES_FROM_CHECKS = """
    SELECT c.site_id, s.type_id, s.region_id, s.organisation_id,
           round(sum(c.score) / count(*), 15) AS score, count(*) AS checks,
           array_agg(c.id ORDER BY c.id) AS check_ids,
           encode(sha256(convert_to(
               string_agg(c.id || ':' || c.earned || '/' || c.possible, ';' ORDER BY c.id), 'UTF8')), 'hex') AS digest
    FROM evaluation_check c JOIN evaluation_site s ON s.id = c.site_id
    WHERE c.district_id = %(district)s AND c."on" BETWEEN %(first)s AND %(last)s
      AND c.state IN ('submitted', 'confirmed') AND c.score IS NOT NULL
    GROUP BY c.site_id, s.type_id, s.region_id, s.organisation_id
"""

# … and from the running sums while the month is still open.
SITES_FROM_SUMS = """
    SELECT m.site_id, s.type_id, s.region_id, s.organisation_id,
           round(m.score_sum / m.checks, 15) AS score, m.checks::bigint AS checks
    FROM evaluation_sitemonth m JOIN evaluation_site s ON s.id = m.site_id
    WHERE m.district_id = %(district)s AND m.month = %(first)s AND m.checks > 0
"""

STORED_SITES = """
    SELECT site_id, type_id, region_id, organisation_id, score, cardinality(check_ids)::bigint AS checks
    FROM evaluation_assessmentsite WHERE assessment_id = %(assessment)s
"""

# The problems whose deadline after granted extensions lies in the month: what was cancelled, merged into another or is
# suspended is left out.
PROBLEMS_DUE = """
    SELECT p.id AS problem_id, p.region_id, p.organisation_id, p.first_due_at AS due_at, p.closed_at,
           p.closed_at IS NOT NULL AND p.closed_at <= p.first_due_at AS in_time
    FROM evaluation_problem p
    WHERE p.district_id = %(district)s AND p.state NOT IN ('cancelled', 'merged', 'suspended')
      AND p.first_due_at >= %(first_moment)s AND p.first_due_at < %(after_moment)s
"""

STORED_PROBLEMS = """
    SELECT problem_id, region_id, organisation_id, due_at, closed_at, in_time
    FROM evaluation_assessmentproblem WHERE assessment_id = %(assessment)s
"""

# Every party of a district: what each site counts for, and who is listed.
PARTS = """
        SELECT 'region' AS kind, code AS region, NULL::bigint AS organisation, site.*
        FROM site CROSS JOIN LATERAL unnest(ARRAY[left(region_id, 6), left(region_id, 9), left(region_id,
            12)]) WITH ORDINALITY
             AS level(code, place)
        WHERE length(region_id) >= (ARRAY[6, 9, 12])[place]
        UNION ALL
        SELECT 'organisation', NULL, organisation_id, site.* FROM site
    """
PARTIES = """
        SELECT 'region' AS kind, code AS region, NULL::bigint AS organisation,
               coalesce(parent_id, '') || ':' || kind AS peers
        FROM organisations_region WHERE code LIKE %(under)s AND level >= 3
        UNION ALL
        SELECT 'organisation', NULL, o.id, 'organisation:' || coalesce(k.peer_group, 'other')
        FROM organisations_organisation o LEFT JOIN organisations_organisationkind k ON k.code = o.kind
        WHERE EXISTS (SELECT 1 FROM evaluation_site s WHERE s.organisation_id = o.id AND s.district_id = %(district)s)
           OR o.id IN (SELECT organisation_id FROM due)
           OR o.id IN (SELECT organisation_id FROM report WHERE organisation_id IS NOT NULL)
    """

# Streets and towns only, for the ranking of the running month.
TOWN_PARTS = """
        SELECT 'region' AS kind, left(region_id, 9) AS region, NULL::bigint AS organisation, site.*
        FROM site WHERE length(region_id) >= 9
    """
TOWN_PARTIES = """
        SELECT 'region' AS kind, code AS region, NULL::bigint AS organisation,
               coalesce(parent_id, '') || ':' || kind AS peers
        FROM organisations_region WHERE parent_id = %(district)s
    """

# One row for each party of the district, with everything a result holds. ``site`` is one of the sources above.
RESULTS = """
    WITH site AS MATERIALIZED ({sites}),
    part AS ({parts}),
    type_mean AS (
        SELECT kind, region, organisation, type_id, avg(score) AS mean, count(*) AS sites, sum(checks) AS checks
        FROM part GROUP BY kind, region, organisation, type_id
    ),
    field AS (
        SELECT kind, region, organisation, sum(coalesce(w.weight, 1) * mean) / sum(coalesce(w.weight, 1)) AS value,
               sum(sites) AS sites, sum(checks) AS checks
        FROM type_mean LEFT JOIN evaluation_schemetypeweight w ON w.site_type_id = type_id
            AND w.scheme_id = %(scheme)s
        GROUP BY kind, region, organisation
    ),
    due AS ({due}),
    mended AS (
        SELECT 'region' AS kind, code AS region, NULL::bigint AS organisation, count(*) AS due,
               count(*) FILTER (WHERE in_time) AS in_time
        FROM due CROSS JOIN LATERAL unnest(ARRAY[left(region_id, 6), left(region_id, 9), left(region_id,
            12)]) WITH ORDINALITY
             AS level(code, place)
        WHERE length(region_id) >= (ARRAY[6, 9, 12])[place] GROUP BY code
        UNION ALL
        SELECT 'organisation', NULL, organisation_id, count(*), count(*) FILTER (WHERE in_time) FROM due
            GROUP BY organisation_id
    ),
    report AS ({reports}),
    reported AS ({reported}),
    asked AS ({answers}),
    decided AS ({decided}),
    party AS ({parties}),
    components AS (
        SELECT party.*, field.value AS field, 100::numeric * mended.in_time / nullif(mended.due, 0) AS rectification,
               100::numeric * reported.credit / nullif(reported.reports, 0) AS reporting,
               CASE WHEN asked.answers >= s.min_responses THEN asked.mean END AS satisfaction,
               coalesce(asked.answers, 0) AS answers,
               least(coalesce(decided.bonus, 0), s.bonus_cap) AS bonus,
               least(coalesce(decided.deduction, 0), s.deduction_cap) AS deduction,
               coalesce(decided.rows, '[]'::jsonb) AS adjustments,
               coalesce(co.coefficient, 1) AS coefficient, coalesce(field.sites, 0) AS sites,
                   coalesce(field.checks, 0) AS checks,
               coalesce(mended.due, 0) AS due, coalesce(mended.in_time, 0) AS in_time,
               coalesce(reported.reports, 0) AS due_reports, coalesce(reported.in_time, 0) AS reports_in_time,
               coalesce(reported.late, 0) AS reports_late
        FROM party CROSS JOIN (SELECT * FROM evaluation_scheme WHERE id = %(scheme)s) AS s
        LEFT JOIN field ON field.kind = party.kind AND field.region IS NOT DISTINCT FROM party.region
             AND field.organisation IS NOT DISTINCT FROM party.organisation
        LEFT JOIN mended ON mended.kind = party.kind AND mended.region IS NOT DISTINCT FROM party.region
             AND mended.organisation IS NOT DISTINCT FROM party.organisation
        LEFT JOIN reported ON reported.kind = party.kind AND reported.region IS NOT DISTINCT FROM party.region
             AND reported.organisation IS NOT DISTINCT FROM party.organisation
        LEFT JOIN asked ON asked.kind = party.kind AND asked.region IS NOT DISTINCT FROM party.region
             AND asked.organisation IS NOT DISTINCT FROM party.organisation
        LEFT JOIN decided ON decided.kind = party.kind AND decided.region IS NOT DISTINCT FROM party.region
             AND decided.organisation IS NOT DISTINCT FROM party.organisation
        LEFT JOIN evaluation_schemecoefficient co ON co.scheme_id = %(scheme)s
             AND (co.region_id = party.region OR co.organisation_id = party.organisation)
    ),
    weighed AS (
        SELECT c.*,
            coalesce(c.field * s.field_weight, 0) + coalesce(c.rectification * s.rectification_weight, 0)
            + coalesce(c.reporting * s.reporting_weight, 0) + coalesce(c.satisfaction * s.satisfaction_weight,
                0) AS points,
            CASE WHEN s.missing = 'zero' OR c.field IS NOT NULL THEN s.field_weight ELSE 0 END
            + CASE WHEN s.missing = 'zero' OR c.rectification IS NOT NULL THEN s.rectification_weight ELSE 0 END
            + CASE WHEN s.missing = 'zero' OR c.reporting IS NOT NULL THEN s.reporting_weight ELSE 0 END
            + CASE WHEN s.missing = 'zero'
                OR c.satisfaction IS NOT NULL THEN s.satisfaction_weight ELSE 0 END AS weight,
            num_nonnulls(c.field, c.rectification, c.reporting, c.satisfaction) AS defined
        FROM components c CROSS JOIN evaluation_scheme s WHERE s.id = %(scheme)s
    ),
    composed AS (
        SELECT *, CASE WHEN defined > 0 AND weight > 0 THEN points / weight END AS composite FROM weighed
    ),
    finished AS (
        SELECT *, CASE WHEN composite IS NOT NULL
            THEN round(round(least(100, greatest(0, composite * coefficient + bonus - deduction)), 12), 2)
            END AS final FROM composed
    ),
    ranked AS (
        SELECT f.*,
            CASE WHEN f.final IS NOT NULL AND f.checks >= s.min_sample
                 THEN rank() OVER (PARTITION BY f.peers, f.final IS NOT NULL AND f.checks >= s.min_sample
                     ORDER BY f.final DESC)
            END AS place,
            count(*) FILTER (WHERE f.final IS NOT NULL
                AND f.checks >= s.min_sample) OVER (PARTITION BY f.peers) AS group_size
        FROM finished f CROSS JOIN evaluation_scheme s WHERE s.id = %(scheme)s
    )
"""

STORE_SITES = (
    "INSERT INTO evaluation_assessmentsite "
    "(assessment_id, site_id, type_id, region_id, organisation_id, score, check_ids, digest) "
    "SELECT %(assessment)s, site_id, type_id, region_id, organisation_id, score, check_ids, digest "
    f"FROM ({SITES_FROM_CHECKS}) AS site"
)

STORE_PROBLEMS = (
    "INSERT INTO evaluation_assessmentproblem "
    "(assessment_id, problem_id, region_id, organisation_id, due_at, closed_at, in_time) "
    "SELECT %(assessment)s, problem_id, region_id, organisation_id, due_at, closed_at, in_time "
    f"FROM ({PROBLEMS_DUE}) AS due"
)

STORED = RESULTS.format(
    sites=STORED_SITES,
    due=STORED_PROBLEMS,
    reports=STORED_REPORTS,
    reported=REPORTED,
    answers=ANSWERS,
    decided=DECIDED,
    parts=PARTS,
    parties=PARTIES,
)
FROM_SUMS = RESULTS.format(
    sites=SITES_FROM_SUMS,
    due=PROBLEMS_DUE,
    reports=REPORTS_DUE,
    reported=REPORTED,
    answers=ANSWERS,
    decided=DECIDED,
    parts=TOWN_PARTS,
    parties=TOWN_PARTIES,
)

STORE_RESULTS = (
    STORED
    + """
    INSERT INTO evaluation_result (assessment_id, party_kind, region_id, organisation_id, "group", field,
        rectification, reporting,
        satisfaction, coefficient, composite, bonus, deduction, final, rank, group_size, previous_final,
            previous_rank, checks, sites,
        due_problems, closed_in_time, answers, adjustments, due_reports, reports_in_time, reports_late)
    SELECT %(assessment)s, r.kind, r.region, r.organisation, r.peers, round(r.field, 15), round(r.rectification, 15),
        round(r.reporting, 15), round(r.satisfaction, 15), r.coefficient, round(r.composite, 15),
        r.bonus, r.deduction, r.final, r.place, r.group_size, before.final, before.rank, r.checks, r.sites,
        r.due, r.in_time, r.answers, r.adjustments, r.due_reports, r.reports_in_time, r.reports_late
    FROM ranked r
    LEFT JOIN evaluation_result before ON before.assessment_id = %(before)s
         AND before.region_id IS NOT DISTINCT FROM r.region
             AND before.organisation_id IS NOT DISTINCT FROM r.organisation
    """
)

# A city's districts: their own results of the month, ranked against each other.
STORE_DISTRICTS = """
    WITH own AS (
        SELECT DISTINCT ON (r.region_id) r.* FROM evaluation_result r
        JOIN evaluation_assessment a ON a.id = r.assessment_id AND a.region_id = r.region_id
        WHERE r.party_kind = 'region' AND a.month = %(first)s AND length(r.region_id) = 6
          AND a.state IN ('published', 'draft', 'approved')
        ORDER BY r.region_id, a.state = 'published' DESC, a.version DESC
    ),
    party AS (
        SELECT code, coalesce(parent_id, '') || ':' || kind AS peers FROM organisations_region
        WHERE code LIKE %(under)s AND level = 3
    )
    INSERT INTO evaluation_result (assessment_id, party_kind, region_id, organisation_id, "group", field,
        rectification, reporting,
        satisfaction, coefficient, composite, bonus, deduction, final, rank, group_size, previous_final,
            previous_rank, checks, sites,
        due_problems, closed_in_time, answers, adjustments, due_reports, reports_in_time, reports_late)
    SELECT %(assessment)s, 'region', p.code, NULL, p.peers, own.field, own.rectification, own.reporting,
        own.satisfaction,
        coalesce(own.coefficient, 1), own.composite, coalesce(own.bonus, 0), coalesce(own.deduction, 0), own.final,
        CASE WHEN own.final IS NOT NULL AND own.checks >= s.min_sample THEN rank() OVER (
            PARTITION BY p.peers, own.final IS NOT NULL AND own.checks >= s.min_sample ORDER BY own.final DESC) END,
        count(*) FILTER (WHERE own.final IS NOT NULL AND own.checks >= s.min_sample) OVER (PARTITION BY p.peers),
        before.final, before.rank, coalesce(own.checks, 0), coalesce(own.sites, 0), coalesce(own.due_problems, 0),
        coalesce(own.closed_in_time, 0), coalesce(own.answers, 0), coalesce(own.adjustments, '[]'::jsonb),
        coalesce(own.due_reports, 0), coalesce(own.reports_in_time, 0), coalesce(own.reports_late, 0)
    FROM party p CROSS JOIN evaluation_scheme s LEFT JOIN own ON own.region_id = p.code
    LEFT JOIN evaluation_result before ON before.assessment_id = %(before)s AND before.region_id = p.code
    WHERE s.id = %(scheme)s
"""

# One hash over all results and all site means, and the sites whose checks no longer are what they were.
DIGEST = """
    SELECT encode(sha256(convert_to(coalesce(
        (SELECT string_agg(concat_ws('|', party_kind, region_id, organisation_id, field, rectification, reporting,
            satisfaction,
             coefficient, bonus, deduction, final, rank, checks, sites, nullif(answers, 0),
             nullif(adjustments::text, '[]')), E'\\n' ORDER BY party_kind, region_id,
                 organisation_id)
         FROM evaluation_result WHERE assessment_id = %(assessment)s), '')
        || E'\\n--\\n' || coalesce(
        (SELECT string_agg(concat_ws('|', site_id, score, digest), E'\\n' ORDER BY site_id)
         FROM evaluation_assessmentsite WHERE assessment_id = %(assessment)s), '')
        || coalesce(E'\\n--\\n' ||
        (SELECT string_agg(concat_ws('|', problem_id, in_time), E'\\n' ORDER BY problem_id)
         FROM evaluation_assessmentproblem WHERE assessment_id = %(assessment)s), '')
        || coalesce(E'\\n--\\n' ||
        (SELECT string_agg(concat_ws('|', report_id, credit), E'\\n' ORDER BY report_id)
         FROM evaluation_assessmentreport WHERE assessment_id = %(assessment)s), ''), 'UTF8')), 'hex')
"""

CHANGED_CHECKS = """
    SELECT s.site_id FROM evaluation_assessmentsite s
    CROSS JOIN LATERAL (
        SELECT encode(sha256(convert_to(
            string_agg(c.id || ':' || c.earned || '/' || c.possible, ';' ORDER BY c.id), 'UTF8')), 'hex') AS now
        FROM evaluation_check c WHERE c.id = ANY(s.check_ids)
    ) AS seen
    WHERE s.assessment_id = %(assessment)s AND seen.now IS DISTINCT FROM s.digest
"""
