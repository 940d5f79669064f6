"""What can be heard about payments."""

from unions.news import Announcement

payment_paid = Announcement("payment_id")
payment_refused = Announcement("payment_id")
payment_undone = Announcement("payment_id")
