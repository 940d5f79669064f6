"""A field's input is described by its error and its hint."""

from django import forms

from unions.templatetags.fields import lines, widget


class Ask(forms.Form):
    """A form of two fields."""

    amount = forms.IntegerField(label="How much?")
    care = forms.BooleanField(label="Care")


def test_an_input_without_trouble_is_described_by_its_hint_alone() -> None:
    shown = widget(Ask()["amount"], hint="A guess is fine.")
    assert 'class="input"' in shown
    assert 'aria-describedby="id_amount_helptext"' in shown
    assert "aria-invalid" not in shown


def test_an_input_in_trouble_says_so_and_points_to_the_error() -> None:
    shown = widget(Ask({"amount": "x"})["amount"])
    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_amount_error"' in shown


def test_a_checkbox_keeps_its_own_size() -> None:
    assert 'class="input"' not in widget(Ask()["care"])


def test_a_labels_lines() -> None:
    assert lines("The care circle\nAmina and Bo") == ["The care circle", "Amina and Bo"]
