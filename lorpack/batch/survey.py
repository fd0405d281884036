"""What is known of one application before any of its packets is built."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lorpack.batch.crosscheck import NO_MARKS, Marks
from lorpack.findings import Finding
from lorpack.profiles.folders import SETTINGS, settings_errors


@dataclass(frozen=True, slots=True)
class Excuse:
    """A finding that ``lorpack.yaml`` ignores: its *code*, everywhere or in one *file* only."""

    code: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One packet as it should be: the *path* it has in the output, the *digest* of its inputs.

    *ignored* are the findings about privacy that its maker looked at, for the manifest.
    """

    writer: str
    path: str
    digest: str
    ignored: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """One application as read: its packets, its *findings*, the writers that are *broken*.

    *readable* is False when ``applicant.yaml`` is missing or has errors; then there are no
    packets at all. While the settings have errors, every writer is broken.
    """

    application: str
    readable: bool
    packets: tuple[Wanted, ...] = ()
    broken: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    marks: Marks = NO_MARKS

    @property
    def writers(self) -> list[str]:
        """The ids of all writers, those with errors in their files last."""
        return [*(packet.writer for packet in self.packets), *self.broken]

    @property
    def why_broken(self) -> str:
        """Why there is no packet for those who are *broken*."""
        if settings_errors(self.findings):
            return f"{SETTINGS} has errors"
        return "the profile has errors"


def survey(folder: Path) -> Survey:
    """Read and check the application in *folder*, and say which packets it needs.

    Raises InputError when *folder* is no folder.
    """
    from lorpack.advice.check import findings_of
    from lorpack.advice.privacy import ignored
    from lorpack.batch.crosscheck import marks_of
    from lorpack.batch.inputs import digest_of
    from lorpack.naming import packet_name
    from lorpack.profiles.load import load

    loaded = load(folder)
    application, findings = loaded.application, tuple(findings_of(loaded))
    if application is None:
        return Survey(folder.name, False, broken=loaded.broken, findings=findings)
    family, hidden = application.applicant.name.family, ignored(application)
    packets = []
    for writer in application.writers:
        name = packet_name(family, writer.profile.name.family, application.id, writer.id)
        concerned = [one.as_dict() for one in hidden if one.finding.writer in ("", writer.id)]
        digest = digest_of(application, writer)
        packets.append(Wanted(writer.id, f"{writer.id}/{name}", digest, tuple(concerned)))
    broken = loaded.broken
    if settings_errors(findings):
        broken, packets = (*(packet.writer for packet in packets), *broken), []
    excuses = tuple(Excuse(one.code, one.file) for one in application.settings.ignore)
    return Survey(
        folder.name, True, tuple(packets), broken, findings, excuses, marks_of(application)
    )


def failed_survey(folder: Path, findings: Iterable[Finding]) -> Survey:
    """The survey of an application that could not even be looked at."""
    return Survey(folder.name, False, findings=tuple(findings))
