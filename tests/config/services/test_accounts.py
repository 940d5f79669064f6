"""As root the servers step down; as anybody else nothing is special."""

import os
import pwd
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.services import accounts, folders
from config.services.accounts import Account, can_reach, service_account
from config.services.binaries import binaries_for
from config.services.folders import FALLBACK, DataFolder, data_folder
from config.services.refusals import ServiceRefused
from tests.config.services.conftest import Hold, Holder

IS_ROOT = os.geteuid() == 0
ROOT_ONLY = pytest.mark.skipif(not IS_ROOT, reason="only root can step down to another account")


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that only we can enter."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    yield folder
    moved = data_folder(folder / "data")
    if moved.moved_from is not None:
        shutil.rmtree(moved.path, ignore_errors=True)


def test_the_servers_never_run_as_root(shared: Holder) -> None:
    for child in shared.run().children.values():
        assert Path(f"/proc/{child.pid}").stat().st_uid != 0
    if not IS_ROOT:
        assert shared.folder.account is None


def test_an_ordinary_account_is_nothing_special(
    monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1234)
    assert service_account(place) is None
    assert data_folder(place / "data") == DataFolder(place / "data")


def test_the_owner_of_the_checkout_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    someone = pwd.getpwall()[1]
    assert someone.pw_uid != 0
    owner = type(
        "Owner", (), {"stat": lambda _: os.stat_result([0] * 4 + [someone.pw_uid] + [0] * 5)}
    )
    found = service_account(owner())
    assert found == Account(someone.pw_name, someone.pw_uid, someone.pw_gid)


@pytest.mark.parametrize(
    ("named", "said"), [("no-such-account", "ONECLOAK_RUN_AS"), ("root", "PostgreSQL refuses root")]
)
def test_an_account_that_cannot_serve_is_refused(
    named: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("ONECLOAK_RUN_AS", named)
    with pytest.raises(ServiceRefused, match=said):
        service_account(Path("/"))


@ROOT_ONLY
def test_where_the_account_cannot_go_data_and_programs_move(
    closed: Path, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = service_account(Path("/"))
    assert not can_reach(account, closed / "data")
    holder = hold(closed / "data")
    assert holder.folder.path.parent == FALLBACK
    assert f"data is in {holder.folder.path}" in holder.said.read_text()
    assert list(closed.iterdir()) == []
    with holder.connect() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    holder.end()
    # A Python environment in a closed folder: what the servers run is copied beside their data.
    monkeypatch.setattr(
        "config.services.binaries.can_reach", lambda _account, place: FALLBACK in place.parents
    )
    copied = binaries_for(holder.folder)
    assert copied.postgresql.is_relative_to(holder.folder.path)
    assert (
        copied.postgresql_major() == (holder.folder.path / "pg" / "PG_VERSION").read_text().strip()
    )
    assert binaries_for(holder.folder) == copied


@ROOT_ONLY
def test_secrets_stay_with_root_when_a_shared_account_serves(shared: Holder) -> None:
    folder = shared.folder
    assert folder.account is not None
    checkout_owner = folders.ROOT.stat().st_uid
    expected = folder.account.uid if folder.account.uid == checkout_owner else 0
    assert (folder.path / "secrets").stat().st_uid == expected
    assert (folder.path / "pg").stat().st_uid == folder.account.uid


def test_a_folder_of_somebody_else_is_not_taken(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "data").mkdir()
    folder = DataFolder(place / "data", Account("other", 4321, 4321))
    monkeypatch.setattr(os, "geteuid", lambda: 1234)
    with pytest.raises(ServiceRefused, match="belongs to someone else"):
        folder.make()
    assert accounts.can_reach(None, place)


def test_a_link_in_place_of_the_socket_folder_is_refused(place: Path) -> None:
    folder = data_folder(place / "data")
    target = place / "elsewhere"
    target.mkdir()
    folder.sockets.symlink_to(target)
    try:
        with pytest.raises(ServiceRefused, match="belongs to someone else"):
            folder.make_sockets()
    finally:
        folder.sockets.unlink()
