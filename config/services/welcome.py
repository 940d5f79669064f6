"""What the person at the terminal reads when both regions answer."""

from collections.abc import Mapping

from config.services.folders import DataFolder

TRY_FIRST = (
    "Sign in with one tap as Hana, a member of Harbour Lights, and log an hour of work.",
    "As a keeper, look at the common purse and confirm money that has come in.",
    "As the care circle, freeze the November round, approve it by two, and pay it out.",
    "Book the cargo bike for tomorrow; try the same day again as Jo.",
    "Two minutes later look at the other region's hub: the new totals have arrived.",
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
