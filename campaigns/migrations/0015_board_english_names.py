"""Entries of boards get their English names: those of places and organisations are looked up."""

from django.db import migrations, models

NAMES = """
UPDATE campaigns_boardentry entry SET title_en = o.name_en
FROM organisations_organisation o WHERE o.id = entry.organisation_id AND o.name = entry.title AND o.name_en <> '';
UPDATE campaigns_boardentry entry SET title_en = r.name_en
FROM organisations_region r WHERE r.code = entry.region_id AND r.name = entry.title AND entry.title_en = '';
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0014_decision_supporters")]

    operations = [
        migrations.AddField(
            model_name="boardentry",
            name="title_en",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=160, verbose_name="English name"
            ),
        ),
        migrations.AddField(
            model_name="boardentry",
            name="ground_en",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=500, verbose_name="ground in English"
            ),
        ),
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
    ]
