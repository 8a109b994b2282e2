"""What a step on a run's timeline costs: ``python -m benchmarks.steps [--steps 50]``.

One flow with a real server, its steps once as tasks (`on_timeline`) and once as plain calls; CPU of the flow's process
and of the server's, which load from elsewhere on the machine does not change much, and the time on the clock.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import psutil

from flows.serving.environment import environment, free_port

ROUNDS = 3
FLOW = """
import resource, sys, time
from prefect import flow
from flows.runs.failures import on_timeline

@flow
def letter(steps: int, tasks: bool) -> None:
    for _ in range(steps):
        on_timeline("ขั้นตอน", lambda: None) if tasks else None

letter(1, True)  # what is loaded only once
for tasks in (False, True):
    for _ in range(int(sys.argv[2])):
        before, started = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
        letter(int(sys.argv[1]), tasks)
        after = resource.getrusage(resource.RUSAGE_SELF)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(tasks, spent, time.monotonic() - started, flush=True)
        input()
"""


def main() -> int:
    """Print milliseconds a step: CPU of the flow, CPU of the server, clock."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--steps", type=int, default=50)
    steps = words.parse_args().steps
    with tempfile.TemporaryDirectory(prefix="circulars-steps-") as folder:
        port = free_port(4800)
        env = {**os.environ, **environment(Path(folder), port), "PREFECT_LOGGING_LEVEL": "ERROR"}
        url = f"http://127.0.0.1:{port}/api"
        env |= {"PREFECT_API_URL": url, "PREFECT_SERVER_API_PORT": str(port), "PREFECT_SERVER_API_HOST": "127.0.0.1"}
        env |= {
            "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "false"
        }  # a bare server tells no process of ours from a browser
        server = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start"], env=env, stdout=subprocess.DEVNULL
        )
        try:
            while not _answers(url):
                time.sleep(0.5)
            _measure(steps, env, psutil.Process(server.pid))
        finally:
            server.terminate()
            server.wait(30)
    return 0


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=2).is_success
    except httpx.HTTPError:
        return False


def _measure(steps: int, env: dict[str, str], server: psutil.Process) -> None:
    command = [sys.executable, "-c", FLOW, str(steps), str(ROUNDS)]
    spent: dict[str, list[tuple[float, float, float]]] = {"False": [], "True": []}
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as flow:
        assert flow.stdin is not None and flow.stdout is not None
        before = _cpu(server)
        for line in flow.stdout:
            kind, cpu, clock = line.split()
            time.sleep(3)  # what the server does afterwards is of this round too
            now = _cpu(server)
            spent[kind].append((float(cpu), now - before, float(clock)))
            before = now
            flow.stdin.write("\n")
            flow.stdin.flush()
    # the first plain round also holds what the server did for the start
    plain, tasks = (tuple(min(column) for column in zip(*spent[kind], strict=True)) for kind in ("False", "True"))
    for name, without, with_ in zip(("CPU of the flow", "CPU of the server", "clock"), plain, tasks, strict=True):
        each = (with_ - without) / steps * 1000
        print(f"{name}: {without:.2f} s without, {with_:.2f} s with {steps} tasks: {each:.0f} ms a step")


def _cpu(process: psutil.Process) -> float:
    processes = [process, *process.children(recursive=True)]
    return sum(sum(one.cpu_times()[:2]) for one in processes)


if __name__ == "__main__":
    sys.exit(main())
