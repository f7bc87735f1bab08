"""Open an archive folder: its database, its lock, its transactions."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout
from sqlite_utils import Database

from archive import whole
from archive.errors import ArchiveError, LockedError
from archive.store import digests, release
from archive.store.digests import BROKEN
from archive.store.schema import migrations

SqliteError = sqlite3.Error
"""What SQLite could not do, for those who only tell it."""
DATABASE_NAME = "archive.db"
BUSY_SECONDS = 30
ROOM_TO_READ = 64 * 1024
"""Bytes beside the database that opening it takes: the index of its write-ahead log."""
ROOM = "see that the disk has room and works, then run the same command again: it goes on"
RESTORE = f"restore {DATABASE_NAME} from a backup, or crawl into a new folder"
TREES = ("media", "mirror")
"""Folders of files beside the database."""
LOCK, HOLDER = ".lock", ".lock-holder"
# The lock file itself is emptied by whoever tries to lock it, so who holds it stands beside it.


class Archive:
    """An archive folder, open: `archive.db`, `media/` and `mirror/`."""

    def __init__(self, root: Path, db: Database, lock: FileLock | None) -> None:
        self.root = root
        self.db = db
        self._lock = lock

    @classmethod
    def open(cls, root: Path) -> Archive:
        """Open an existing archive for reading.

        :raises ArchiveError: there is none at `root`, it cannot be read, or is of another release.
        """
        path = _database_in(root)
        archive = cls(root, _connect_to_read(path), None)
        try:
            release.check_readable(archive.db, path)
        except BaseException:
            archive.close()
            raise
        return archive

    @classmethod
    def reopen_for_writing(cls, root: Path) -> Archive:
        """Open an archive for writing that is there already, also one of an older release.

        :raises ArchiveError: there is none at `root`; else as `open_for_writing`.
        """
        path = _database_in(root)
        with closing(_connect_to_read(path)) as db:
            release.check_kept(db, path)
        return cls.open_for_writing(root)

    @classmethod
    def open_for_writing(cls, root: Path) -> Archive:
        """Open an archive, or make one, and hold its lock until `close`.

        The lock is the kernel's: it is free again when the process dies.

        :raises LockedError: another run is writing to it.
        :raises ArchiveError: the folder or the database cannot be written, or is another program's.
        """
        try:
            whole.make_folder(root)
            lock = FileLock(root / LOCK, timeout=0)
            lock.acquire()
        except Timeout as error:
            raise LockedError(
                f"{root}: another run{_holder(root)} is writing to this archive; wait for it"
            ) from error
        except OSError as error:
            raise ArchiveError(
                f"{root}: cannot be written ({error.strerror}); choose another folder "
                "with --archive or [archive] path"
            ) from error
        _note_holder(root)
        try:
            db = _connect(root / DATABASE_NAME)
        except BaseException:
            lock.release()
            raise
        archive = cls(root, db, lock)
        try:
            release.check_maker(db, root / DATABASE_NAME)
            for tree in TREES:
                whole.sweep(root / tree)
            _prepare(db, root)
        except BaseException:
            archive.close()
            raise
        return archive

    @property
    def is_locked(self) -> bool:
        """Whether it is open for writing, and nobody else's."""
        return self._lock is not None

    @property
    def mirror_root(self) -> Path:
        """Folder of the offline pages."""
        return self.root / "mirror"

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """All writes inside are kept together, or none of them is."""
        # sqlite-utils' atomic() begins with a plain BEGIN, which fails at once on a read-then-write
        # while another process writes; BEGIN IMMEDIATE waits for BUSY_SECONDS instead.
        connection = self.db.conn
        try:
            connection.execute("BEGIN IMMEDIATE")
            with self.db.atomic():
                yield self.db
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            _roll_back(connection)
            raise unwritable(self.root, error) from error
        except BaseException:
            _roll_back(connection)
            raise

    def discard_if_empty(self) -> None:
        """Take back the files of an archive in which no blog was ever kept; nothing else."""
        if self.db.table("blogs").count:
            return
        self.close()
        files = (DATABASE_NAME, f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-shm", LOCK, HOLDER)
        for name in files:
            (self.root / name).unlink(missing_ok=True)
        if not any(self.root.iterdir()):
            self.root.rmdir()

    def close(self) -> None:
        """Close the database and free the lock."""
        self.db.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _note_holder(root: Path) -> None:
    with suppress(OSError):  # only for the sentence that the next one reads
        (root / HOLDER).write_text(str(os.getpid()), "ascii")


def _holder(root: Path) -> str:
    try:
        pid = (root / HOLDER).read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ""
    return f" (process {pid})" if pid.isdecimal() else ""


def _connect(path: Path) -> Database:
    # Autocommit: sqlite-utils 4 and our own BEGIN IMMEDIATE decide where transactions start.
    return Database(_opened(path, str(path)))


def _database_in(root: Path) -> Path:
    path = root / DATABASE_NAME
    if not path.is_file():
        raise ArchiveError(
            f"{root}: no archive there (no {DATABASE_NAME}); make one with 'blogarchive crawl URL'"
        )
    return path


def _connect_to_read(path: Path) -> Database:
    if _is_fixed(path):
        return Database(connect_read_only(path))
    try:
        return _connect(path)
    except ArchiveError:
        if not _is_settled(path):
            raise
        # A full disk has no room for the files that a WAL database is read with.
        return Database(_connect_alone(path))


def log_of(path: Path) -> Path:
    """The write-ahead log beside a database."""
    return path.with_name(f"{path.name}-wal")


def connect_read_only(path: Path) -> sqlite3.Connection:
    """Open a database that nothing is written to, on a read-only medium too.

    :raises ArchiveError: it is no SQLite database, or cannot be read.
    """
    # On a read-only medium SQLite cannot make the files that a WAL database is read with.
    if _is_fixed(path):
        return _connect_alone(path)
    try:
        return _reading(_opened(path, f"{path.absolute().as_uri()}?mode=ro"))
    except ArchiveError:
        if not _is_settled(path):
            raise
        return _connect_alone(path)


def _connect_alone(path: Path) -> sqlite3.Connection:
    return _reading(_opened(path, f"{path.absolute().as_uri()}?mode=ro&immutable=1"))


def _reading(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA query_only = ON")
    return connection


def _is_settled(path: Path) -> bool:
    """Whether all of a database is in its one file, and no room is left to open it as usual."""
    log = log_of(path)
    is_whole = not log.exists() or log.stat().st_size == 0
    return is_whole and shutil.disk_usage(path.parent).free < ROOM_TO_READ


def _is_fixed(path: Path) -> bool:
    return not os.access(path.parent, os.W_OK) and not log_of(path).exists()


def _opened(path: Path, address: str) -> sqlite3.Connection:
    with ExitStack() as undo:
        try:
            connection = sqlite3.connect(
                address, timeout=BUSY_SECONDS, isolation_level=None, uri=address != str(path)
            )
            undo.callback(connection.close)
            connection.execute("PRAGMA foreign_keys = ON")
            # Without it INSERT OR REPLACE would take rows away unseen by the triggers of guards.py.
            connection.execute("PRAGMA recursive_triggers = ON")
            # Somebody else's file must not run code of its choosing: SQLite's advice on such files.
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("SELECT count(*) FROM sqlite_master")
        except BROKEN as error:
            raise ArchiveError(
                f"{path}: cannot be opened as an SQLite database ({error}){_hint(error)}"
            ) from error
        undo.pop_all()
    return connection


def _hint(error: Exception) -> str:
    # Damage is a DatabaseError itself; these come from the disk, the folder or another process.
    return f"; {ROOM if isinstance(error, sqlite3.OperationalError) else RESTORE}"


def _prepare(db: Database, root: Path) -> None:
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        is_older = bool(migrations.pending(db))
        if is_older:
            migrations.apply(db)
            with db.atomic():
                digests.renew(db)
        digests.watch(db)
    except sqlite3.Error as error:
        raise unwritable(root, error) from error


def unwritable(root: Path, error: Exception) -> ArchiveError:
    """Say what SQLite could not do, and how to go on."""
    return ArchiveError(f"{root / DATABASE_NAME}: cannot be read or written ({error}); {ROOM}")


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        with suppress(sqlite3.Error):  # a disk that fails still: SQLite undoes it on opening
            connection.execute("ROLLBACK")
