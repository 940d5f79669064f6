"""Addresses of this subject."""

from django.urls import path

from provisioning.needs.api import needs as api_needs
from provisioning.needs.views import allocation_lines, allocation_rounds, care_desk, needs

ROUND = "rounds/<uuid:round_id>/"

pages = [
    path("needs/", needs.index, name="needs.index"),
    path("needs/new/", needs.create, name="needs.create"),
    path("needs/mine/", needs.mine, name="needs.mine"),
    path("needs/<uuid:need_id>/", needs.show, name="needs.show"),
    path("needs/<uuid:need_id>/sent/", needs.sent, name="needs.sent"),
    path("needs/<uuid:need_id>/answer/", needs.answer, name="needs.answer"),
    path("needs/<uuid:need_id>/withdraw/", needs.withdraw, name="needs.withdraw"),
    path("needs/<uuid:need_id>/release/", needs.release, name="needs.release"),
    path("needs/<uuid:need_id>/assent/", needs.assent, name="needs.assent"),
    path("needs/<uuid:need_id>/decline/", needs.decline, name="needs.decline"),
    path("care/", care_desk.index, name="care_desk.index"),
    path("care/<uuid:need_id>/", care_desk.show, name="care_desk.show"),
    path("care/<uuid:need_id>/read/", care_desk.read, name="care_desk.read"),
    path("care/<uuid:need_id>/accept/", care_desk.accept, name="care_desk.accept"),
    path("care/<uuid:need_id>/ask-back/", care_desk.ask_back, name="care_desk.ask_back"),
    path("rounds/", allocation_rounds.index, name="allocation_rounds.index"),
    path("rounds/new/", allocation_rounds.create, name="allocation_rounds.create"),
    path(ROUND, allocation_rounds.show, name="allocation_rounds.show"),
    path(f"{ROUND}freeze/", allocation_rounds.freeze, name="allocation_rounds.freeze"),
    path(f"{ROUND}propose/", allocation_rounds.propose, name="allocation_rounds.propose"),
    path(f"{ROUND}approve/", allocation_rounds.approve, name="allocation_rounds.approve"),
    path(f"{ROUND}carry-out/", allocation_rounds.carry_out, name="allocation_rounds.carry_out"),
    path(f"{ROUND}stop/", allocation_rounds.stop, name="allocation_rounds.stop"),
    path(f"{ROUND}sheet/", allocation_rounds.sheet, name="allocation_rounds.sheet"),
    path(f"{ROUND}object/", allocation_rounds.object_to, name="allocation_rounds.object_to"),
    path(
        f"{ROUND}objections/<uuid:objection_id>/answer/",
        allocation_rounds.answer,
        name="allocation_rounds.answer",
    ),
    path(f"{ROUND}again/", allocation_rounds.work_out, name="allocation_rounds.work_out"),
    path(f"{ROUND}input.json", allocation_rounds.export, name="allocation_rounds.export"),
    path("lines/<uuid:line_id>/why/", allocation_lines.why, name="allocation_lines.why"),
]
api = [
    path("needs/", api_needs.index, name="needs.index"),
    path("needs/mine/", api_needs.mine, name="needs.mine"),
]
