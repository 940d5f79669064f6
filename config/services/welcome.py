"""What the person at the terminal reads when both regions answer."""

from collections.abc import Mapping

from config.services.folders import DataFolder

TRY_FIRST = (
    "Open Northshore, be Hana with one tap, and log an hour. Repeat it, and take it back.",
    "Be Noor, of the care circle: this month's round waits for the second yes; then hand it out.",
    "Be Dev, a keeper of the purse, and approve; above 150.00 Ana does too. Pay. As Hana read why.",
    "Book the cargo bike. Be someone else and try the same day.",
    "Wait two minutes, or ask for a night as Bo; then open Westvale: the new sums are there.",
)


def welcome(folder: DataFolder, pages: Mapping[str, str]) -> str:
    """Both addresses, what to try, and how to stop."""
    width = max(map(len, pages))
    addresses = [f"  {name.title():<{width}}  {address}" for name, address in pages.items()]
    tries = [f"  {number}. {text}" for number, text in enumerate(TRY_FIRST, start=1)]
    return "\n".join(
        [
            "",
            "One Cloak is ready. All people in it are invented.",
            *addresses,
            "",
            "Try this:",
            *tries,
            "",
            f"Data and logs: {folder.path}",
            "Stop with Ctrl-C; everything is kept. Begin anew: python3 start.py reset --yes",
            "",
        ]
    )
