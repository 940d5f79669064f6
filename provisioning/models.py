"""Imports every noun of this app; read by Django and the admin only."""

from provisioning.contributions.models.contribution import Contribution
from provisioning.goods.models.booking import Booking
from provisioning.goods.models.shared_good import SharedGood
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import AllocationRound
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.fulfilment_reversal import FulfilmentReversal
from provisioning.needs.models.need import Need
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.models.round_approval import RoundApproval
from provisioning.needs.models.round_objection import RoundObjection

__all__ = [
    "AllocationLine",
    "AllocationRound",
    "Booking",
    "Contribution",
    "Fulfilment",
    "FulfilmentReversal",
    "Need",
    "NeedCover",
    "RoundApproval",
    "RoundObjection",
    "SharedGood",
]
