"""The payments desk: ask, approve, refuse, pay."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from commonpurse.ledger.forms.moved_money import MovedMoneyForm
from commonpurse.ledger.forms.reversals import CHECK, SEND, ReversalForm
from commonpurse.ledger.rules.entries import Source
from commonpurse.refusals import PurseRefused
from commonpurse.rights import Right
from commonpurse.spending.actions import payments
from commonpurse.spending.forms.payments import RefusalForm, SpendForm
from commonpurse.spending.queries import payments as queries
from commonpurse.spending.queries.payments import DeskLine
from commonpurse.spending.refusals import PaymentsChanged
from commonpurse.spending.rules.wanted_payments import NewSpend
from unions import references
from unions.gate import gate
from unions.refusals import NotFound
from unions.standing import MemberRequest

PAGES = "commonpurse/spending/payments"
PAGE_DIGITS_MAX = 6


@gate(Right.KEEP_PAYMENTS)
def index(request: MemberRequest, union: str) -> HttpResponse:
    """What waits for keepers, oldest first, and what was settled last."""
    reader = request.standing.member
    waiting = queries.desk(reader)
    found = queries.sources(waiting, reader)
    names = references.look_up([(one.kind, one.id) for one in found], request.standing)
    page = _page(request.GET.get("page", ""))
    settled, has_more = queries.settled(reader, page=page)
    context = {
        "waiting": waiting,
        "sources": [(one, names.get((one.kind, one.id))) for one in found],
        "settled": settled,
        "more": f"?page={page + 1}#settled" if has_more else "",
    }
    return render(request, f"{PAGES}/index.html", context)


@gate(Right.KEEP_PAYMENTS)
def create(request: MemberRequest, union: str) -> HttpResponse:
    """Ask the purse to pay for something."""
    currency = request.standing.union.currency
    form = SpendForm(
        request.POST or None, currency=currency, initial={"fund": request.GET.get("fund", "")}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        said = (data["client_id"], data["words"], data["payee_words"])
        spend = NewSpend(*said, data["amount"], currency, data["fund"])
        try:
            payment = payments.request(spend=spend, by=request.standing.member)
        except PurseRefused as refusal:
            form.add_error("amount", str(refusal))
        else:
            return redirect("commonpurse:payments.show", union=union, payment_id=payment.pk)
    context = {"form": form, "currency": currency}
    status = 422 if form.errors else 200
    return render(request, f"{PAGES}/create.html", context, status=status)


@gate(Right.KEEP_PAYMENTS)
def show(request: MemberRequest, union: str, payment_id: UUID) -> HttpResponse:
    """One payment with its steps."""
    return _sheet(request, payment_id)


@gate(Right.KEEP_PAYMENTS)
@require_POST
def approve(request: MemberRequest, union: str, payment_id: UUID) -> HttpResponse:
    """One keeper's yes."""
    payments.approve(payment_id=payment_id, by=request.standing.member)
    messages.success(request, _("Your yes is saved."))
    return redirect("commonpurse:payments.index", union=union)


@gate(Right.KEEP_PAYMENTS)
@require_POST
def refuse(request: MemberRequest, union: str, payment_id: UUID) -> HttpResponse:
    """Take the money back into the purse, with a reason."""
    why = request.POST.get("why", "")
    payments.refuse(payment_id=payment_id, why=why, by=request.standing.member)
    messages.success(request, _("This is not paid. The money is back in the purse."))
    return redirect("commonpurse:payments.index", union=union)


@gate(Right.KEEP_PAYMENTS)
@require_POST
def pay(request: MemberRequest, union: str, payment_id: UUID) -> HttpResponse:
    """Say that it was paid, on which day and by which way."""
    member = request.standing.member
    queries.check_can_pay_now(payment_id, member)
    form = _paid_form(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            payments.pay(payment_id=payment_id, way=data["way"], paid_on=data["on"], by=member)
        except PurseRefused as refusal:
            form.say_no(refusal)
        else:
            messages.success(request, _("This is paid and stands in the books."))
            return redirect("commonpurse:payments.index", union=union)
    return _sheet(request, payment_id, form)


@gate(Right.KEEP_PAYMENTS)
def take_back(request: MemberRequest, union: str, payment_id: UUID) -> HttpResponse:
    """Undo what was only said to be paid: say why, check, done."""
    member, step = request.standing.member, request.POST.get("step", CHECK)
    taking = queries.taking_back(payment_id, member)
    if taking is None:
        raise NotFound
    entry, today = taking.entry, timezone.localdate()
    form = ReversalForm(request.POST or None, entry_on=entry.effective_on, today=today)
    if step == SEND and form.is_checked(step):
        try:
            payments.take_back(payment_id=payment_id, by=member, **form.asked())
        except PurseRefused as refusal:
            form.say_no(refusal)
        else:
            messages.success(request, _where_its_money_is(taking.payment))
            return redirect("commonpurse:payments.show", union=union, payment_id=payment_id)
    context = {"payment": taking.payment, "entry": entry, "no": taking.no, "form": form}
    if form.is_checked(step) and not taking.no:
        return render(request, f"{PAGES}/check.html", context)
    wrong = form.is_bound and (form.errors or taking.no)
    return render(request, f"{PAGES}/take_back.html", context, status=422 if wrong else 200)


def _where_its_money_is(undone: DeskLine) -> str:
    if undone.need_id is None:
        return _("This is undone. The money is where it was before.")
    return _("This is undone. The money stays promised, and waits to be paid again.")


@gate(Right.KEEP_PAYMENTS)
@require_POST
def approve_all(request: MemberRequest, union: str, kind: str, source_id: UUID) -> HttpResponse:
    """One keeper's yes to all payments of one decision."""
    count = payments.approve_all(source=Source(kind, source_id), by=request.standing.member)
    words = ngettext("You approved %(count)s payment.", "You approved %(count)s payments.", count)
    messages.success(request, words % {"count": count})
    return redirect("commonpurse:payments.index", union=union)


@gate(Right.KEEP_PAYMENTS)
def pay_all(request: MemberRequest, union: str, kind: str, source_id: UUID) -> HttpResponse:
    """Read over what of one decision is to be paid, then say that all of it was."""
    source, member = Source(kind, source_id), request.standing.member
    form = _paid_all_form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data, shown = form.cleaned_data, request.POST.get("shown", "")
        said = {"way": data["way"], "paid_on": data["on"]}
        try:
            count = payments.pay_all(source=source, shown=shown, by=member, **said)
        except PurseRefused as refusal:
            form.say_no(refusal)
        else:
            words = ngettext("%(count)s payment is paid.", "%(count)s payments are paid.", count)
            messages.success(request, words % {"count": count})
            return redirect("commonpurse:payments.index", union=union)
    return _reading(request, source, form)


def _reading(request: MemberRequest, source: Source, form: MovedMoneyForm) -> HttpResponse:
    """What stands there now is what will be sent next: where it is not what was read, that is
    said."""
    ready = queries.payable(source, request.standing.member)
    if ready is None:
        if not queries.exist_for(source):
            raise NotFound
        messages.info(request, _("None of these payments waits to be paid by you."))
        return redirect("commonpurse:payments.index", union=request.standing.union.slug)
    if form.is_bound and request.POST.get("shown") != ready.fingerprint:
        form.say_once(PaymentsChanged())
    pair = (source.kind, source.id)
    name = references.look_up([pair], request.standing).get(pair)
    context = {"ready": ready, "source": source, "name": name, "form": form}
    return render(request, f"{PAGES}/pay_all.html", context, status=422 if form.errors else 200)


def _sheet(
    request: MemberRequest, payment_id: UUID, form: MovedMoneyForm | None = None
) -> HttpResponse:
    """The page of one payment; with what is wrong with what was said, if anything."""
    payment = queries.show(payment_id, request.standing.member)
    if payment is None:
        raise NotFound
    context = {
        "payment": payment,
        "refusal_form": RefusalForm(),
        "form": form or _paid_form(None),
    }
    return render(request, f"{PAGES}/show.html", context, status=422 if form else 200)


def _page(text: str) -> int:
    """How many pages of what was settled are shown, at least one."""
    if not (text.isascii() and text.isdigit() and len(text) <= PAGE_DIGITS_MAX):
        return 1
    return min(max(int(text), 1), queries.SETTLED_PAGES_MAX)


def _paid_form(sent: QueryDict | None) -> MovedMoneyForm:
    return MovedMoneyForm(sent, label=_("On which day was it paid?"), today=timezone.localdate())


def _paid_all_form(sent: QueryDict | None) -> MovedMoneyForm:
    label = _("On which day were they paid?")
    return MovedMoneyForm(sent, label=label, today=timezone.localdate())
