"""Carries work that is for later: a row in the cause's own transaction, delivered after it.

News that subjects announce and jobs of the clock end up as rows (`receipt`, `job_slot`). The relay
reads which are due and sends a message that names the row; the worker runs what the row says. The
messages are hints: losing all of them loses nothing.
"""
