"""What someone says who joins, or who invites or adds another."""

from django import forms
from django.utils.translation import gettext_lazy as _

from unions.people.rules.names import NAME_CHARS_MAX, clean


class NameForm(forms.Form):
    """One field: the name someone goes by here."""

    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=NAME_CHARS_MAX,
        widget=forms.TextInput({"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        """The cleaned name; at least one visible character."""
        name = clean(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("A name needs at least one letter."))
        return name


class InvitationForm(forms.Form):
    """Whom the link is for; only the inviter reads it."""

    called = forms.CharField(
        label=_("Who is it for?"),
        help_text=_("A name for your own list. You may leave it empty."),
        max_length=NAME_CHARS_MAX,
        required=False,
    )


class DependantForm(NameForm):
    """A child or someone else who depends on a member."""

    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        help_text=_("You may leave it empty."),
        min_value=1900,
        max_value=2100,
        required=False,
    )

    field_order = ("name", "birth_year")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["name"].label = _("What are they called?")


class TokenForm(forms.Form):
    """What a program is called that acts for its owner."""

    name = forms.CharField(label=_("What is the token for?"), max_length=60)
