"""What keepers say about money that the books refused."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commonpurse.intake.models.incoming_payment import REASON_LENGTH_MAX
from commonpurse.intake.rules.incoming import IncomingState


class PutAsideForm(forms.Form):
    """Why it is put aside."""

    why = forms.CharField(label=_("What became of it?"), max_length=REASON_LENGTH_MAX)


class IncomingFilterForm(forms.Form):
    """Which are shown."""

    state = forms.ChoiceField(
        choices=[(state.value, state.value) for state in IncomingState], required=False
    )
    after = forms.UUIDField(required=False)
