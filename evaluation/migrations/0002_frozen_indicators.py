"""Indicators of a version that is published or retired never change; the database itself refuses it."""

from django.db import migrations, models

REFUSE = """
CREATE FUNCTION evaluation_refuse_frozen_indicator() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint[];
    frozen text;
BEGIN
    IF TG_TABLE_NAME = 'evaluation_indicator' THEN
        IF TG_OP <> 'INSERT' THEN changed := changed || OLD.system_id; END IF;
        IF TG_OP <> 'DELETE' THEN changed := changed || NEW.system_id; END IF;
    ELSE
        IF TG_OP <> 'INSERT' THEN
            changed := changed || (SELECT system_id FROM evaluation_indicator WHERE id = OLD.indicator_id);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            changed := changed || (SELECT system_id FROM evaluation_indicator WHERE id = NEW.indicator_id);
        END IF;
    END IF;
    SELECT code || ' ' || version INTO frozen FROM evaluation_indicatorsystem
    WHERE id = ANY(changed) AND state <> 'draft' LIMIT 1;
    IF frozen IS NOT NULL THEN
        RAISE EXCEPTION 'The indicators of % are published and never change: % is refused.', frozen, TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
TABLES = ("evaluation_indicator", "evaluation_indicator_site_types")


def trigger(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION evaluation_refuse_frozen_indicator();"
    )


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="indicatorsystem",
            name="name_en",
            field=models.CharField(blank=True, max_length=150, verbose_name="English name"),
        ),
        migrations.RunSQL(REFUSE, "DROP FUNCTION evaluation_refuse_frozen_indicator()"),
        *[migrations.RunSQL(trigger(table), f"DROP TRIGGER {table}_frozen ON {table}") for table in TABLES],
    ]
