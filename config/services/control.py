"""`manage.py down`, `status` and `reset`: what acts on a run from outside."""

import argparse
import json
import shutil
import signal
import sys
from collections.abc import Sequence

from config.services import runs
from config.services.folders import data_folder
from config.services.processes import is_running, send, wait_gone
from config.services.refusals import ServiceRefused
from config.services.servers import say

DOWN_SECONDS_MAX = 60


def down(arguments: Sequence[str]) -> int:
    """End the run of this folder, if one goes on, and wait for it."""
    argparse.ArgumentParser(prog="manage.py down", description=down.__doc__).parse_args(arguments)
    folder = data_folder()
    run = runs.running(folder)
    if run is None:
        runs.end_leftovers(folder)
        say("Nothing runs here.")
        return 0
    send(run.supervisor, signal.SIGTERM)
    if not wait_gone(run.supervisor, DOWN_SECONDS_MAX):
        raise ServiceRefused(f"Process {run.supervisor.pid} does not end; look into {folder.logs}")
    say("Ended; the data is kept.")
    return 0


def status(arguments: Sequence[str]) -> int:
    """Show each process of this folder's run; exit code 1 when one is not as it should be."""
    parser = argparse.ArgumentParser(prog="manage.py status", description=status.__doc__)
    parser.add_argument("--json", action="store_true", help="for programs")
    options = parser.parse_args(arguments)
    folder = data_folder()
    run = runs.running(folder)
    if run is None:
        sys.stdout.write("{}\n" if options.json else "Nothing runs here.\n")
        return 1
    rows = [
        {
            "process": role,
            "pid": child.pid,
            "state": _state(run, role),
            "restarts": run.restarts.get(role, 0),
        }
        for role, child in run.children.items()
    ]
    if options.json:
        shown = {"purpose": run.purpose, "pages": run.pages, "processes": rows}
        sys.stdout.write(json.dumps(shown) + "\n")
    else:
        for row in rows:
            sys.stdout.write(
                f"{row['process']:<20} {row['pid']:>8}  {row['state']:<10} "
                f"restarts {row['restarts']}\n"
            )
        for name, address in run.pages.items():
            sys.stdout.write(f"{name.title()}: {address}\n")
    return 0 if all(row["state"] == "runs" for row in rows) else 1


def reset(arguments: Sequence[str]) -> int:
    """Delete all data of this folder; only with --yes."""
    parser = argparse.ArgumentParser(prog="manage.py reset", description=reset.__doc__)
    parser.add_argument("--yes", action="store_true", help="yes, delete it")
    folder = data_folder()
    if not parser.parse_args(arguments).yes:
        raise ServiceRefused(
            f"This deletes all data in {folder.path}. If you want that: "
            "python3 start.py reset --yes"
        )
    down([])
    if folder.path.exists():
        # The lock is taken, so nothing starts in here meanwhile.
        with runs.held(folder, "reset"):
            for entry in folder.path.iterdir():
                if entry.is_dir() and not entry.is_symlink():
                    shutil.rmtree(entry)
                elif entry != folder.lock:
                    entry.unlink(missing_ok=True)
        shutil.rmtree(folder.path, ignore_errors=True)
    shutil.rmtree(folder.sockets, ignore_errors=True)
    say(f"Deleted {folder.path}")
    return 0


def _state(run: runs.Run, role: str) -> str:
    if role in run.given_up:
        return "given up"
    return "runs" if is_running(run.children[role]) else "restarting"
