"""Addresses of the pages of ledgers."""

from django.urls import path

from ..views import ledger_acts, ledger_entries, ledger_gaps, ledger_kinds, ledgers

BASE = "creations/ledgers/"
ENTRY = f"{BASE}entries/<int:pk>/"
KIND = f"{BASE}<int:pk>/"
urlpatterns = [
    path(BASE, ledgers.ledger_list, name="ledgers"),
    path(f"{BASE}define/", ledger_kinds.ledger_define, name="ledger-define"),
    path(f"{BASE}limits/", ledger_kinds.ledger_limits, name="ledger-limits"),
    path(f"{BASE}limits/<int:pk>/end/", ledger_kinds.ledger_limit_end, name="ledger-limit-end"),
    path(f"{BASE}entries/", ledgers.ledger_entries, name="ledger-entries"),
    path(f"{BASE}entries/export/", ledgers.ledger_export, name="ledger-entries-export"),
    path(f"{BASE}entries/verify/", ledger_acts.ledger_verify_many, name="ledger-verify-many"),
    path(ENTRY, ledger_entries.ledger_entry, name="ledger-entry"),
    path(f"{ENTRY}edit/", ledger_entries.ledger_entry_edit, name="ledger-entry-edit"),
    path(f"{ENTRY}stage/", ledger_entries.ledger_entry_stage, name="ledger-entry-stage"),
    path(f"{ENTRY}correct/", ledger_entries.ledger_entry_correct, name="ledger-entry-correct"),
    path(f"{ENTRY}verify/", ledger_acts.ledger_entry_verify, name="ledger-entry-verify"),
    path(f"{ENTRY}return/", ledger_acts.ledger_entry_return, name="ledger-entry-return"),
    path(f"{ENTRY}withdraw/", ledger_acts.ledger_entry_withdraw, name="ledger-entry-withdraw"),
    path(f"{ENTRY}reverse/", ledger_acts.ledger_entry_reverse, name="ledger-entry-reverse"),
    path(f"{ENTRY}end/", ledger_acts.ledger_entry_end, name="ledger-entry-end"),
    path(f"{ENTRY}people/", ledger_acts.ledger_entry_reveal, name="ledger-entry-reveal"),
    path(f"{BASE}photos/<int:pk>/", ledger_entries.ledger_photo, name="ledger-photo"),
    path(
        f"{BASE}photos/<int:pk>/thumbnail/",
        ledger_entries.ledger_photo,
        {"variant": "thumbnail"},
        name="ledger-photo-thumbnail",
    ),
    path(KIND, ledgers.ledger, name="ledger"),
    path(f"{KIND}export/", ledgers.ledger_export, name="ledger-export"),
    path(f"{KIND}gaps/", ledger_gaps.ledger_gaps, name="ledger-gaps"),
    path(f"{KIND}gaps/export/", ledger_gaps.ledger_gaps_export, name="ledger-gaps-export"),
    path(f"{KIND}enter/", ledger_entries.ledger_enter, name="ledger-enter"),
    path(f"{KIND}definition/", ledger_kinds.ledger_definition, name="ledger-definition"),
    path(f"{KIND}change/", ledger_kinds.ledger_change, name="ledger-change"),
    path(f"{KIND}fields/new/", ledger_kinds.ledger_field, name="ledger-field-new"),
    path(f"{KIND}fields/<slug:code>/", ledger_kinds.ledger_field, name="ledger-field"),
    path(f"{KIND}fields/<slug:code>/retire/", ledger_kinds.ledger_field_retire, name="ledger-field-retire"),
    path(f"{KIND}figures/new/", ledger_kinds.ledger_figure, name="ledger-figure-new"),
    path(f"{KIND}figures/drop/", ledger_kinds.ledger_figure_drop, name="ledger-figure-drop"),
    path(f"{KIND}take-over/", ledger_kinds.ledger_take_over, name="ledger-take-over"),
    path(f"{KIND}retire/", ledger_kinds.ledger_retire, name="ledger-retire"),
    path(f"{KIND}restore/", ledger_kinds.ledger_restore, name="ledger-restore"),
]
