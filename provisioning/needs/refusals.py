"""How a no about needs and rounds is named."""

from django.utils.translation import gettext_lazy as _

from provisioning.refusals import ProvisioningRefused


class NotAsked(ProvisioningRefused):
    """What was typed is no need."""

    code = "need-not-asked"
    message = _("A need has an amount, a word for what it is, and at least one person.")


class NotYourNeed(ProvisioningRefused):
    """A reader of needs stands too near to this one."""

    code = "need-too-near"
    message = _("This need is yours, or its asker wants others to look at it.")


class NobodyMissing(ProvisioningRefused):
    """The person has nothing to say yes or no to."""

    code = "need-no-assent-open"
    message = _("There is nothing left here to say yes or no to.")


class AssentMissing(ProvisioningRefused):
    """A joint need waits for its people."""

    code = "need-assent-missing"
    message = _("Not everyone whom this need covers has said yes yet. It counts once they have.")


class WordsMissing(ProvisioningRefused):
    """A question, an answer or a reason without words."""

    code = "words-missing"
    message = _("Say it in a few words, please. Nothing was changed.")


class NeedBeingCounted(ProvisioningRefused):
    """The need stands in a round that is closed for counting, or handed out and not paid yet."""

    code = "need-being-counted"
    message = _(
        "This need stands in a round that is being counted or paid. It stays as it is until then."
    )


class MoneyOnItsWay(ProvisioningRefused):
    """A payment for the need has been decided and not been made yet."""

    code = "need-money-on-its-way"
    message = _("Money for this is on its way to you. Withdraw the rest once it is there.")


class RoundInWork(ProvisioningRefused):
    """A union has one round at a time."""

    code = "round-in-work"
    message = _("A round is in work already. Finish it first.")


class NothingToDivide(ProvisioningRefused):
    """No accepted need is open."""

    code = "round-without-needs"
    message = _("No accepted need is open. A round needs at least one.")


class TooManyNeeds(ProvisioningRefused):
    """More needs than one round may hold."""

    code = "round-too-large"
    message = _("These are more needs than one round can hold.")


class ReceivesFromRound(ProvisioningRefused):
    """Who receives from a round does not approve it."""

    code = "round-own"
    message = _("You receive from this round, so two others approve it.")


class ApprovedAlready(ProvisioningRefused):
    """Nobody counts twice."""

    code = "round-approved-already"
    message = _("You have said yes to this round. The second yes comes from someone else.")


class ApprovalsMissing(ProvisioningRefused):
    """Fewer than two have said yes."""

    code = "round-approvals-missing"
    message = _("Two people of the care circle approve a round before it is handed out.")


class WindowOpen(ProvisioningRefused):
    """Members may still object."""

    code = "round-window-open"
    message = _("Members may still object. If nobody does, the round is decided after that.")


class ObjectionOpen(ProvisioningRefused):
    """An objection waits for its answer."""

    code = "round-objection-open"
    message = _("An objection waits for an answer. The round is decided after that.")


class ObjectionsClosed(ProvisioningRefused):
    """The time to object is over, or has not come."""

    code = "round-no-objections-now"
    message = _("Objections are possible while a round is proposed. Talk to the care circle.")


class OwnObjection(ProvisioningRefused):
    """Somebody else answers an objection."""

    code = "objection-own"
    message = _("Somebody else answers your objection.")
