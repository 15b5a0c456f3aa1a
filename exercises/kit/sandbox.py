"""A room for foreign code: no network, nothing of the disk but Python, bounded memory and time.

The walls are Linux namespaces, set up by bubblewrap (``bwrap``), which needs neither root nor
Docker. The room starts from an empty file system; only the system's libraries, the Python of the
grading environment and ``govlib`` are put into it, read only. HOME, the course folder, other
students and the tests are not hidden in there: they are not there. Where the host forbids user
namespaces, :func:`refusal` says so and nothing is run.
"""

from __future__ import annotations

import compileall
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kit.inside.limits import OURS
from kit.processes import Scales, descendants, sessions, tasks

INSIDE = Path(__file__).resolve().parent / "inside"
GOVLIB = Path(__file__).resolve().parents[2] / "govlib"
FONTS = Path(sys.prefix) / "share" / "govlib-fonts"

#: the first bubblewrap with --size and --remount-ro on every file system used here
OLDEST = (0, 7)

#: sessions of processes in a sandbox. Where the machine is shared out among sessions, many of them
#: would leave little to others; bubblewrap takes two, and a command of the shell another
MOST_SESSIONS = 4

GO_ON = (
    "Nothing was run. See 'Where the sandbox does not work' in the instructor guide: "
    "allow user namespaces, or grade in the container of exercises/Containerfile."
)


@dataclass(frozen=True)
class Limits:
    """What one sandbox may use.

    Attributes
    ----------
    memory : int
        MB of all its processes together.
    cell : float
        Seconds for one cell, and for one call that a test makes.
    total : float
        Seconds for the whole notebook.
    processes : int
        Processes at the same time, the snapshots for the tests included.
    """

    memory: int = 1500
    cell: float = 20.0
    total: float = 180.0
    processes: int = 64


def _links() -> list[str]:
    """Mount the system's programs and libraries, read only."""
    words: list[str] = []
    for name in ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64"):
        path = Path(name)
        if path.is_symlink():
            words += ["--symlink", os.readlink(name), name]
        elif path.is_dir():
            words += ["--ro-bind", name, name]
    for name in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "fonts", "alternatives"):
        words += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    pythons = {os.path.normpath(p) for p in (sys.prefix, sys.base_prefix)}
    pythons.add(os.path.realpath(sys.base_prefix))
    for prefix in sorted(p for p in pythons if not p.startswith("/usr/") and p != "/usr"):
        words += ["--ro-bind", prefix, prefix]
    return words


def command(program: str, words: list[str]) -> list[str]:
    """Return the command that runs Python in a sandbox: ``-c`` or ``-m`` and its words."""
    env = {
        "HOME": "/tmp/home",
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": "/course:/kit",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "IPYTHONDIR": "/tmp/ipython",
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    }
    apart = ["user", "ipc", "pid", "net", "uts", "cgroup-try"]
    walls = [f"--unshare-{name}" for name in apart]
    walls += ["--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    walls += ["--uid", "1000", "--gid", "1000", "--hostname", "sandbox"]
    walls += [word for pair in env.items() for word in ("--setenv", *pair)]
    walls += ["--proc", "/proc", "--dev", "/dev", "--size", str(2**26), "--tmpfs", "/dev/shm"]
    walls += ["--size", str(2**27), "--tmpfs", "/tmp"]
    walls += [word for name in ("home", "work", "matplotlib") for word in ("--dir", f"/tmp/{name}")]
    for found in FONTS.glob("fontlist*.json"):
        walls += ["--ro-bind", str(found), f"/tmp/matplotlib/{found.name}"]
    # after /tmp, in case Python or the checkout lies below it
    walls += _links()
    walls += ["--ro-bind", str(INSIDE), "/kit/inside", "--ro-bind", str(GOVLIB), "/course/govlib"]
    walls += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp/work"]
    return ["bwrap", *walls, "--", os.path.normpath(sys.executable), "-P", program, *words]


@cache
def refusal() -> str | None:
    """Return why no sandbox can be made here, in a sentence, or None if one can."""
    if not sys.platform.startswith("linux"):
        return f"Student code runs in a sandbox that needs Linux; this is {sys.platform}. {GO_ON}"
    if shutil.which("bwrap") is None:
        return f"Student code runs in a sandbox; bubblewrap (bwrap) is not installed. {GO_ON}"
    said = subprocess.run(["bwrap", "--version"], capture_output=True, text=True).stdout
    version = tuple(int(n) for n in re.findall(r"\d+", said)[:2])
    if version < OLDEST:
        return (
            f"The sandbox needs bubblewrap {OLDEST[0]}.{OLDEST[1]} or later; got {said!r}. {GO_ON}"
        )
    try:
        done = subprocess.run(
            command("-c", ["import os, socket; print('inside', os.getpid())"]),
            capture_output=True,
            text=True,
            timeout=30,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return f"The sandbox could not be started ({problem}). {GO_ON}"
    if done.returncode or not done.stdout.startswith("inside"):
        why = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        return f"This host does not let bubblewrap build a sandbox ({why}). {GO_ON}"
    return None


def make_ready() -> None:
    """Compile modules and look for fonts once, since no sandbox can keep what it has made."""
    for folder in (GOVLIB, INSIDE):
        compileall.compile_dir(folder, quiet=2)  # where it may not write, each compiles for itself
    _prepare_fonts()


def _prepare_fonts() -> None:
    if any(FONTS.glob("fontlist*.json")):
        return
    FONTS.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FONTS.parent) as folder:
        env = {**os.environ, "MPLCONFIGDIR": folder}
        code = "import matplotlib.font_manager"
        subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)
        FONTS.mkdir(exist_ok=True)
        for found in Path(folder).glob("fontlist*.json"):
            os.replace(found, FONTS / found.name)


class Box:
    """A running sandbox, the lines into it, and guards that end it when it uses too much.

    Parameters
    ----------
    program : str
        A program of ``inside``, such as ``runner``.
    lines : int
        How many lines it gets; the ends that stay here are ``self.ends``.
    limits : Limits
        What it may use.
    """

    def __init__(self, program: str, lines: int, limits: Limits) -> None:
        if (why := refusal()) is not None:
            raise RuntimeError(why)
        pairs = [socket.socketpair() for _ in range(lines)]
        self.ends, others = [a for a, _ in pairs], [b for _, b in pairs]
        self.limits, self.stopped_for = limits, ""
        fds = [str(sock.fileno()) for sock in others]
        space = str(4096)  # address space in MB; what is really used is for the guard
        most = int(limits.total) + 60
        self.process = subprocess.Popen(
            # the guard, and whoever else uses the machine, come before the student's code
            ["nice", "-n", "5", *command("-m", [f"inside.{program}", space, str(most), *fds])],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[sock.fileno() for sock in others],
            start_new_session=True,
        )
        for sock in others:
            sock.close()
        self._done = threading.Event()
        for guard in (self._count, self._weigh):
            threading.Thread(target=guard, daemon=True).start()

    def _count(self) -> None:
        """End it when it has too many processes."""
        calm, turn = tasks() + 2 * self.limits.processes, 0
        while not self._done.wait(0.02):
            # a look at all processes takes long; a jump of their number must not wait for it
            turn += 1
            if turn % 10 and tasks() < calm:
                continue
            every = descendants(self.process.pid, self.limits.processes)
            if len(every) > self.limits.processes:
                self._stop(f"more than {self.limits.processes} processes")
            elif len(sessions(every)) > MOST_SESSIONS:
                self._stop(f"more than {MOST_SESSIONS} sessions of processes")

    def _weigh(self) -> None:
        """End it when it holds too much memory; whoever weighs a process waits while that forks."""
        scales = Scales()
        while not self._done.wait(0.1):
            every = descendants(self.process.pid, self.limits.processes)
            if scales.above(self.limits.memory * 2**20, every):
                self._stop(f"more than {self.limits.memory} MB of memory")

    def _stop(self, why: str) -> None:
        if self._done.is_set():
            return
        self.stopped_for = self.stopped_for or why
        self._done.set()
        self._kill()

    def _kill(self) -> None:
        # bwrap dies, and the kernel ends all processes of its namespace with it
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def close(self) -> None:
        """End everything in it."""
        self._done.set()
        self._kill()
        self.process.wait(OURS)  # a thousand processes end one after the other
        for sock in self.ends:
            sock.close()

    def __enter__(self) -> Box:
        return self

    def __exit__(self, *problem: Any) -> None:
        self.close()


def wait_until(moment: float) -> float:
    """Return the seconds that are left, at least a tenth."""
    return max(moment - time.monotonic(), 0.1)
