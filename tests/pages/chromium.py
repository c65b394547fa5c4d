"""Find the Chromium that shows the pages in tests, or install Debian's: python tests/pages/chromium.py."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
ADVICE = (
    "no Chromium found; on Debian run `make test`, which installs it, or `apt-get install chromium`; "
    "elsewhere install Chromium or Google Chrome and name its program: make test CHROMIUM=/path/to/chromium"
)


def find_chromium() -> Path | None:
    """Return the program named by the variable CHROMIUM, else the first known one on this machine."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    for name in (*NAMES, *PLACES):
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


def install_chromium() -> bool:
    """Install Debian's Chromium with apt-get, as root or by sudo; False where that is not possible."""
    if os.environ.get("CHROMIUM") or not shutil.which("apt-get"):
        return False
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not is_root and not shutil.which("sudo"):
        return False
    # sudo drops the environment, so the answer to questions of packages is given behind it
    before = [*([] if is_root else ["sudo"]), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    print("no Chromium found: installing Debian's with apt-get, some 100 MB, once", flush=True)
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        if subprocess.run([*before, *step], check=False).returncode != 0:
            return False
    return find_chromium() is not None


def main() -> int:
    if find_chromium() or ("--install" in sys.argv and install_chromium()):
        return 0
    named = os.environ.get("CHROMIUM")
    print(f"error: CHROMIUM={named} is no program" if named else f"error: {ADVICE}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
