"""Addresses of the pages of quarters, materials, the negative list and appeals."""

from django.urls import path, re_path

from ..views import appeals, evaluation_results, evaluations, materials, negatives, reviewers

urlpatterns = [
    path("evaluations/", evaluations.evaluation_list, name="evaluations"),
    path("evaluations/export/", evaluations.evaluation_export, name="evaluation-export"),
    path("evaluations/prepare/", evaluations.evaluation_prepare, name="evaluation-prepare"),
    path("evaluations/years/", evaluation_results.evaluation_years, name="evaluation-years"),
    path("evaluations/<int:pk>/", evaluations.evaluation, name="evaluation"),
    path("evaluations/<int:pk>/open/", evaluations.evaluation_open, name="evaluation-open"),
    path("evaluations/<int:pk>/approve/", evaluations.evaluation_approve, name="evaluation-approve"),
    path("evaluations/<int:pk>/publish/", evaluations.evaluation_publish, name="evaluation-publish"),
    path("evaluations/<int:pk>/correct/", evaluations.evaluation_correct, name="evaluation-correct"),
    path("evaluations/<int:pk>/document/", evaluations.evaluation_document, name="evaluation-document"),
    path("evaluations/<int:pk>/publicity/", evaluation_results.evaluation_publicity, name="evaluation-publicity"),
    path("evaluations/results/<int:pk>/", evaluation_results.evaluation_result, name="evaluation-result"),
    path("materials/", materials.material_list, name="materials"),
    path("materials/ask/", materials.material_ask, name="material-ask"),
    path("materials/<int:pk>/", materials.material, name="material"),
    path("materials/<int:pk>/file/", materials.material_file, name="material-filing"),
    path("materials/<int:pk>/return/", materials.material_return, name="material-return"),
    path("materials/<int:pk>/reviewers/", reviewers.review_assign, name="review-assign"),
    path("materials/<int:pk>/<int:indicator>/write/", materials.material_write, name="material-write"),
    path("materials/<int:pk>/<int:indicator>/attach/", materials.material_attach, name="material-attach"),
    path("materials/evidence/<int:pk>/", materials.material_evidence, name="material-file"),
    path("materials/evidence/<int:pk>/detach/", materials.material_detach, name="material-detach"),
    path("reviews/", reviewers.review_list, name="reviews"),
    path("reviews/<int:pk>/", reviewers.review_work, name="review-work"),
    path("reviews/<int:pk>/release/", reviewers.review_release, name="review-release"),
    path("appeals/", appeals.appeal_list, name="appeals"),
    re_path(
        r"^appeals/new/(?P<kind>result|check|item|problem)/(?P<pk>\d{1,18})/$", appeals.appeal_new, name="appeal-new"
    ),
    path("appeals/<int:pk>/", appeals.appeal, name="appeal"),
    path("appeals/<int:pk>/answer/", appeals.appeal_answer, name="appeal-answer"),
    path("appeals/files/<int:pk>/", appeals.appeal_file, name="appeal-file"),
    path("negative-list/", negatives.negative_list, name="negatives"),
    path("negative-list/new/", negatives.negative_new, name="negative-new"),
    path("negative-list/<int:pk>/withdraw/", negatives.negative_withdraw, name="negative-withdraw"),
    path("negative-list/<int:pk>/document/", negatives.negative_document, name="negative-document"),
]
