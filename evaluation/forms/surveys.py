"""Surveys and questionnaires as forms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region
from foundation.web.reach import ReachField

from ..choices import QuestionKind
from ..models import Question, Questionnaire, Survey
from ..queries.surveys import options_of

DAY = {"type": "date"}


class SurveyForm(forms.ModelForm):
    """Who is asked what, from when to when."""

    class Meta:
        model = Survey
        field_classes = {"region": ReachField, "organisation": ReachField}
        fields = ["title", "questionnaire", "region", "asks_place", "organisation", "starts_on", "ends_on"]
        widgets = {
            "starts_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        }
        help_texts = {
            "asks_place": _("Answers then count for the street or town that is chosen, too."),
            "organisation": _("Only where its visitors are asked; their answers count for the organisation, too."),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = user.region_scope("code", roles=[Role.ADMIN])
        self.fields["region"].queryset = Region.objects.filter(mine, level__gte=RegionLevel.DISTRICT).order_by("code")
        if self.initial.get("region") is None:
            self.initial["region"] = Region.objects.districts().filter(mine).order_by("code").first()
        self.fields["questionnaire"].queryset = Questionnaire.objects.visible_to(user).in_force().order_by("code", "pk")
        self.fields["organisation"].queryset = Organisation.objects.visible_to(user).open().order_by("code")

    def clean(self) -> Any:
        """A place below a village cannot be chosen; a survey that asks for one lies above it."""
        told: dict[str, Any] = super().clean() or {}
        region = told.get("region")
        if region and told.get("asks_place") and region.level != RegionLevel.DISTRICT:
            self.add_error("asks_place", _("Only a survey of a whole district asks for the street or town."))
        return told


class QuestionForm(forms.ModelForm):
    """One question; options of a choice one on a line, the English behind a bar."""

    choices = forms.CharField(
        label=_("Options"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    class Meta:
        model = Question
        fields = ["text", "text_en", "kind", "counts", "required"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [" | ".join(filter(None, [one["name"], one.get("name_en")])) for one in self.instance.options]
        self.fields["choices"].initial = "\n".join(lines)
        self.fields["choices"].help_text = _("For a choice: one option a line, its English after “|”.")

    def clean(self) -> Any:
        """Two options at least make a choice."""
        told: dict[str, Any] = super().clean() or {}
        lines = [line.split("|") for line in (told.get("choices") or "").splitlines() if line.strip()]
        told["options"] = [
            {"code": f"o{n}", "name": parts[0].strip(), "name_en": parts[1].strip() if len(parts) > 1 else ""}
            for n, parts in enumerate(lines, 1)
        ]
        if told.get("kind") == QuestionKind.CHOICE and len(told["options"]) < 2:
            self.add_error("choices", _("A choice has at least two options."))
        if told.get("kind") == QuestionKind.FIVE_POINT:
            told["options"] = []
        if told.get("counts") and (told.get("kind") != QuestionKind.FIVE_POINT or not told.get("required")):
            self.add_error("counts", _("Only a five-point question that must be answered counts as satisfaction."))
        return told

    def told(self) -> dict[str, Any]:
        """The question as the action takes it."""
        names = ("kind", "text", "text_en", "options", "counts", "required")
        return {name: self.cleaned_data[name] for name in names}


QuestionForms = forms.formset_factory(QuestionForm, extra=2, max_num=20, validate_max=True, can_delete=True)


class NameForm(forms.ModelForm):
    """What a questionnaire is called."""

    class Meta:
        model = Questionnaire
        fields = ["name", "name_en"]


class AnswerForm(forms.Form):
    """A questionnaire as a resident sees it: big choices, nothing about who he is."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(survey.questionnaire.questions.order_by("position"))
        if survey.asks_place:
            below = Region.objects.filter(parent=survey.region_id).order_by("code")
            self.fields["place"] = forms.ModelChoiceField(label=_("Your street or town"), queryset=below)
        for question in self.questions:
            self.fields[f"q{question.pk}"] = forms.ChoiceField(
                label=str(question),
                choices=options_of(question, get_language() or ""),
                required=question.required,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose an answer.")},
            )
        self.fields["website"] = forms.CharField(
            label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": -1})
        )

    def clean_website(self) -> str:
        """People do not see this field; programs fill it in."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty."))
        return ""

    def visible_questions(self) -> list[Any]:
        """The bound fields that a resident sees."""
        return [field for field in self if field.name != "website"]

    def answers(self) -> dict[int, str]:
        """Options by question."""
        return {question.pk: self.cleaned_data.get(f"q{question.pk}", "") for question in self.questions}
