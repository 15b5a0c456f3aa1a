"""Serve the built book on this machine, and build it again when a source changes.

python tools/serve.py [PORT]        default: 8000
"""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading
import webbrowser
from functools import partial
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"
BUILD = [str(Path(sys.executable).with_name("jupyter-book")), "build", ".", "-n", "--keep-going"]
WATCHED = ("book", "govlib", "_ext", "_static", "_templates", "_config.yml", "_toc.yml")
SOURCES = (".md", ".py", ".toml", ".csv", ".js", ".css", ".bib", ".yml", ".html", ".svg")


class Sources(DefaultFilter):
    """Files that the book is made of."""

    def __call__(self, change: Change, path: str) -> bool:
        """Tell whether a change to a file counts."""
        return super().__call__(change, path) and path.endswith(SOURCES)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Answer without a line for each file; a browser must not keep old pages."""

    def end_headers(self) -> None:
        """Add what keeps a browser from keeping pages."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main(port: int) -> None:
    handler = partial(Quiet, directory=str(HTML))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        print(f"The book is at {address}; Ctrl+C ends.")
        webbrowser.open(address)
        for _ in watch(*(ROOT / name for name in WATCHED), watch_filter=Sources()):
            print("A source changed; building ...")
            done = subprocess.run(BUILD, cwd=ROOT, check=False)
            print("Reload the page." if done.returncode == 0 else "The build failed; see above.")


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
    except KeyboardInterrupt:
        print()
