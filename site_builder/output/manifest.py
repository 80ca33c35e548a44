"""`manifest-sha256.txt`: every file of ours with its SHA-256, as `sha256sum -c` and BagIt (RFC 8493) have it."""

import re
from pathlib import Path

FILE = "manifest-sha256.txt"


def listing(files: dict[str, bytes]) -> bytes:
    """Address → SHA-256 as the manifest's bytes."""
    return "".join(f"{digest.hex()}  {address}\n" for address, digest in sorted(files.items())).encode()


def read_manifest(folder: Path) -> dict[str, bytes]:
    """Address → SHA-256 of the files that a build made; empty where there is no manifest."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    entries = (line.partition("  ") for line in lines)
    return {
        address: bytes.fromhex(digest)
        for digest, _, address in entries
        if _HEX.fullmatch(digest) and address and ".." not in address.split("/") and not address.startswith("/")
    }


_HEX = re.compile(r"[0-9a-f]{64}")


def move_listing(staged: Path, manifest: Path) -> None:
    """Put the manifest into its place, if it says anything new."""
    try:
        same = manifest.read_bytes() == staged.read_bytes()
    except OSError:
        same = False
    if not same:
        staged.replace(manifest)
