"""A process that opens strangers' files shuts itself in: the files it may read, where it may write, and no network.

`shut_in` is called by such a process before it opens anything. Landlock lets it read the program, the machine's libraries
and fonts, and what it is given, and write where it is told; a seccomp filter takes away the network and the calls by
which one process looks into another or changes the machine. What is forbidden fails like a missing right (EACCES), so
that a parser which asks for it ends as it does on any machine without it.

The kernel may have neither (Linux before 5.13, a container that forbids them): the limits of memory and time and the
empty environment remain, and `bars` tells what holds. The list of forbidden calls is a list of bad ones, as an allowed list of a
Python process with its libraries would be every call there is; the files, which matter more, are a list of allowed ones.

``python -m circulars.cage --write FOLDER … -- PROGRAM …`` shuts itself in and becomes that program.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import socket
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import landlock

try:
    import pyseccomp
except (ImportError, RuntimeError, OSError):  # libseccomp is not installed
    pyseccomp = None

_ROOT = Path(__file__).resolve().parents[1]
_NO_NEW_PRIVILEGES = 38  # prctl(2), PR_SET_NO_NEW_PRIVS
_PROGRAM = ("circulars", "ocr", "templates")
"""Folders of ours that such a process needs; the office's own folder may lie beside them and is not among them."""
_MACHINE = (
    *("/usr", "/lib", "/lib64", "/bin", "/opt", "/etc/alternatives", "/etc/fonts", "/etc/libreoffice"),
    *(
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/etc/timezone",
        "/etc/mime.types",
        "/etc/papersize",
        "/etc/passwd",
        "/etc/group",
    ),
    *(
        "/sys/devices/system",
        "/sys/fs/cgroup",
        "/etc/nsswitch.conf",
        "/proc/cpuinfo",
        "/proc/meminfo",
        "/proc/stat",
        "/proc/sys/vm",
    ),
    *("/var/lib/libreoffice", "/var/spool/libreoffice", "/var/cache/fontconfig"),
)
"""Programs, libraries, fonts, and what a library asks of the machine; of ``/etc`` nothing that holds a secret."""
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_FONTS = (".fonts", ".local/share/fonts", ".fontconfig", ".cache/fontconfig")
_FORBIDDEN = (
    *("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp"),  # looking into another process
    *("io_uring_setup", "io_uring_enter", "io_uring_register"),  # everything else, past this list
    *("mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "open_by_handle_at", "name_to_handle_at"),
    *("bpf", "perf_event_open", "userfaultfd", "keyctl", "add_key", "request_key"),
    *("kexec_load", "init_module", "finit_module", "delete_module", "reboot", "swapon", "swapoff", "acct", "quotactl"),
)


@lru_cache(maxsize=1)
def bars() -> tuple[str, ...]:
    """What this machine's kernel gives a process to shut itself in with: ``landlock``, ``seccomp``, both or nothing."""
    found = []
    with suppress(OSError, AttributeError):
        if landlock.landlock_abi_version() >= 1:
            found.append("landlock")
    with suppress(AttributeError, RuntimeError, OSError):
        pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        found.append("seccomp")
    return tuple(found)


def shut_in(
    readable: Iterable[Path] = (),
    writable: Iterable[Path] = (),
    pipes: Iterable[Path] = (),
    programs: Iterable[Path] = (),
) -> None:
    """From here on this process and those it starts read only the program and `readable`, and write only in `writable`.

    `pipes` are folders where it may make named sockets, and then it may open sockets of this machine; else none at all.
    `programs` are folders of programs that it may run, beside those of the machine.
    Threads that run already are not shut in: call it first. Does nothing where the kernel has no such bars.
    """
    ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    piped = tuple(pipes)
    if "landlock" in bars():
        _bar_files(readable, writable, piped, programs)
    if "seccomp" in bars():
        _bar_calls(kept=(socket.AF_UNIX,) if piped else ())


def _bar_files(
    readable: Iterable[Path], writable: Iterable[Path], pipes: Sequence[Path], programs: Iterable[Path]
) -> None:
    access = landlock.FSAccess
    look = access.READ_FILE | access.READ_DIR
    rules = landlock.Ruleset()
    _allow(rules, [*_interpreter(), *map(Path, _MACHINE), *programs], look | access.EXECUTE)
    _allow(rules, [*(_ROOT / name for name in _PROGRAM), *(Path.home() / name for name in _FONTS), *readable], look)
    _allow(rules, [Path("/proc/self")], look)
    _allow(rules, map(Path, _DEVICES), access.READ_FILE | access.WRITE_FILE)
    _allow(rules, writable, access.all() & ~access.EXECUTE)
    _allow(rules, pipes, access.MAKE_SOCK)
    rules.apply()


def _allow(rules: landlock.Ruleset, places: Iterable[Path], access: landlock.FSAccess) -> None:
    """A file takes only rights of files; a place that is not there needs none."""
    for place in places:
        if place.exists():
            rights = access if place.is_dir() else access & landlock.FSAccess.all_file()
            rules.allow(place, rules=rights & rules.restrict_rules)


def _interpreter() -> list[Path]:
    """Where Python and its libraries lie; not the folder of the checkout, beside which an office may lie."""
    places = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *sys.path}
    return [Path(one) for one in sorted(places) if one and Path(one).resolve() != _ROOT]


def _bar_calls(kept: Sequence[int]) -> None:
    bar = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    refused = pyseccomp.ERRNO(errno.EACCES)
    for name in _FORBIDDEN:
        with suppress(RuntimeError, OSError, ValueError):  # a call that this machine does not have
            bar.add_rule(refused, name)
    for family in range(socket.AF_UNIX, _MOST_FAMILIES):
        if family not in kept:
            bar.add_rule(refused, "socket", pyseccomp.Arg(0, pyseccomp.EQ, family))
    bar.load()


_MOST_FAMILIES = 64
"""Kinds of sockets that any Linux has (46 today) and some to come; 0 is none."""


def _main(words: Sequence[str]) -> int:
    rest = list(words)
    places: dict[str, list[Path]] = {"--read": [], "--write": [], "--pipes": []}
    while len(rest) > 1 and rest[0] in places:
        places[rest[0]].append(Path(rest[1]))
        rest = rest[2:]
    if len(rest) < _PROGRAM_AFTER_DASHES or rest[0] != "--":
        sys.stderr.write("usage: python -m circulars.cage [--read|--write|--pipes PLACE] -- PROGRAM ...\n")
        return 2
    program = shutil.which(rest[1])
    if program is None:
        sys.stderr.write(f"{rest[1]}: no such program\n")
        return 127
    shut_in(places["--read"], places["--write"], places["--pipes"], _program_folders(rest[1:]))
    return os.execv(program, rest[1:])


def _program_folders(words: Sequence[str]) -> set[Path]:
    """Folders of the programs that a command names by their whole path or alone (a shell that starts another)."""
    found = [shutil.which(word) for word in words if not word.startswith("-")]
    return {folder for one in found if one for folder in (Path(one).parent, Path(one).resolve().parent)}


_PROGRAM_AFTER_DASHES = 2


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
