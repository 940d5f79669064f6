"""What can be heard about money that came in."""

from unions.news import Announcement

money_waits = Announcement("incoming_id")
