"""What every step of a build works with."""

from hashlib import blake2b
from pathlib import Path

import msgspec

from site_builder.archive.restrictions.privacy import Moment
from site_builder.common.workers import WorkerPool
from site_builder.output.folder import Output
from site_builder.pipeline.inputs import Inputs
from site_builder.pipeline.options import BuildOptions
from site_builder.pipeline.state import State
from site_builder.theme.folders import PACKAGE


class BuildContext(msgspec.Struct, frozen=True):
    """An archive, the output it is built into, and what is known of the last build (`before`)."""

    root: Path
    options: BuildOptions
    before: State
    inputs: Inputs
    out: Output
    pool: WorkerPool
    moment: Moment

    def show(self, what: str, done: int, total: int) -> None:
        """Tell how far the build is."""
        if self.options.progress:
            self.options.progress(what, done, total)

    def program_fingerprint(self, *folders: Path) -> bytes:
        """The digest of the program and of these folders."""
        parts = blake2b(msgspec.msgpack.encode(self.before.request.program), digest_size=32)
        for folder in (PACKAGE, *folders):
            for file in self.inputs.walk(folder, every=True)[0]:
                parts.update(self.inputs.sha256(file) + file.name.encode(errors="replace") + b"\n")
        return parts.digest()
