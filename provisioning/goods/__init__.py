"""One Cloak: things held in common, and the days on which someone has them.

A thing is booked by the day. The database itself keeps two bookings of one thing apart.
"""
