"""What this subject tells others."""

from unions.news import Announcement

night_wanted = Announcement("membership_id")
