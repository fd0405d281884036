"""Building packets: what has changed is built, each in a limited child process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from os import cpu_count
from pathlib import Path

from lorpack.advice.check import findings_of
from lorpack.advice.privacy import IgnoredFinding, ignored
from lorpack.batch.inputs import digest_of
from lorpack.batch.manifest import (
    Entry,
    entry_of,
    findings_in,
    is_current,
    read_manifest,
    remove_superseded,
    update_manifest,
)
from lorpack.batch.model import (
    ApplicationResult,
    BuildRequest,
    OnProgress,
    Outcome,
    PacketResult,
    Progress,
)
from lorpack.batch.outputs import check_distinct, output_folder
from lorpack.batch.pool import run
from lorpack.batch.work import build_job
from lorpack.errors import LorpackError, OutputError, UsageError
from lorpack.files import is_hopeless, make_folder, sweep, write_atomic
from lorpack.findings import Finding, Place, Severity, errors_in
from lorpack.naming import packet_name
from lorpack.packet.model import Packet
from lorpack.profiles.application import Application, LetterWriter, Loaded
from lorpack.profiles.load import apply_ignores, load


@dataclass(frozen=True)
class _Job:
    """One packet to build: where it goes, and why it is not left as it is."""

    application: Application
    writer: LetterWriter
    folder: Path
    path: str
    digest: str
    reason: str
    previous: Entry | None
    ignored: tuple[IgnoredFinding, ...]


@dataclass(frozen=True)
class _Desk:
    """One application on its way: what was loaded, the manifest so far, the results so far."""

    loaded: Loaded
    output: Path
    entries: dict[str, Entry]
    results: list[PacketResult]
    findings: list[Finding]
    ignored: tuple[IgnoredFinding, ...]


def build(
    folders: Sequence[Path], request: BuildRequest, on_progress: OnProgress | None = None
) -> list[ApplicationResult]:
    """Build the packets of the applications in *folders*.

    What is wrong with one packet never stops another: it is a FAILED result with its
    findings. Raises UsageError (an unknown writer, two applications with one output folder),
    DependencyError (no Pango) and OutputError (nothing can be written at all).
    """
    check_distinct(folders)
    desks = [_desk(folder, request) for folder in folders]
    _known(request.writers, desks)
    jobs = [job for desk in desks for job in _sorted_out(desk, request)]
    settled = [result for desk in desks for result in desk.results]
    total = len(jobs) + len(settled)
    by_folder = {desk.loaded.folder: desk for desk in desks}
    for done, result in enumerate(settled, 1):
        _tell(on_progress, done, total, result)
    if not request.dry_run:
        _prepare(desks, request.output)
    outcomes = _planned(jobs) if request.dry_run else _built(jobs, request)
    for done, (job, result, entry) in enumerate(outcomes, len(settled) + 1):
        desk = by_folder[job.application.folder]
        desk.results.append(result)
        if entry:
            update_manifest(desk.output, job.application.id, {job.writer.id: entry}, None)
        _tell(on_progress, done, total, result)
    return [_reported(desk) for desk in desks]


def _prepare(desks: Sequence[_Desk], output: Path) -> None:
    """Make sure that results can be written, before hours of work, and tidy up after earlier runs."""
    make_folder(output)
    for desk in desks:
        if desk.output.is_dir():
            for folder in (desk.output, *filter(Path.is_dir, desk.output.iterdir())):
                sweep(folder)
        writers = _writer_ids(desk.loaded)
        if desk.loaded.application and desk.entries.keys() - set(writers):
            update_manifest(desk.output, desk.loaded.folder.name, {}, writers)


def _tell(on_progress: OnProgress | None, done: int, total: int, result: PacketResult) -> None:
    if on_progress:
        on_progress(Progress(done, total, result))


def _known(wanted: Sequence[str], desks: Sequence[_Desk]) -> None:
    ids = sorted({name for desk in desks for name in _writer_ids(desk.loaded)})
    for name in wanted:
        if name not in ids:
            close = get_close_matches(name, ids, 1)
            hint = f"did you mean `{close[0]}`? " if close else ""
            raise UsageError(
                f"no letter writer has the id `{name}`",
                f"{hint}there are: {', '.join(ids) or 'none'}",
            )


def _writer_ids(loaded: Loaded) -> list[str]:
    here = [writer.id for writer in loaded.application.writers] if loaded.application else []
    return [*here, *loaded.broken]


def _desk(folder: Path, request: BuildRequest) -> _Desk:
    loaded = load(folder)
    output = output_folder(request.output, folder)
    hidden = tuple(ignored(loaded.application)) if loaded.application else ()
    return _Desk(loaded, output, read_manifest(output), [], findings_of(loaded), hidden)


def _sorted_out(desk: _Desk, request: BuildRequest) -> Iterator[_Job]:
    """The packets to build; the others get their result at once."""
    application, name = desk.loaded.application, desk.loaded.folder.name

    def wanted(writer_id: str) -> bool:
        return not request.writers or writer_id in request.writers

    for writer_id in filter(wanted, desk.loaded.broken):
        desk.results.append(PacketResult(name, writer_id, Outcome.FAILED, "the profile has errors"))
    for writer in application.writers if application else ():
        if not wanted(writer.id):
            continue
        job = _job(application, writer, desk, force=request.force)  # type: ignore[arg-type]
        if job.reason:
            yield job
        else:
            desk.results.append(_unchanged(job, desk.entries[writer.id]))


def _job(application: Application, writer: LetterWriter, desk: _Desk, *, force: bool) -> _Job:
    family = application.applicant.name.family
    file = packet_name(family, writer.profile.name.family, application.id, writer.id)
    path, digest = f"{writer.id}/{file}", digest_of(application, writer)
    entry = desk.entries.get(writer.id)
    if force:
        reason = "asked for"
    elif is_current(desk.output, entry, path, digest):
        reason = ""
    elif not entry:
        reason = "new"
    elif entry["inputs"] != digest:
        reason = "inputs changed"
    else:
        reason = "the packet is missing or was changed"
    concerned = tuple(one for one in desk.ignored if one.finding.writer in ("", writer.id))
    return _Job(application, writer, desk.output, path, digest, reason, entry, concerned)


def _unchanged(job: _Job, entry: Entry) -> PacketResult:
    return PacketResult(
        job.application.id,
        job.writer.id,
        Outcome.UNCHANGED,
        "nothing changed",
        job.folder / job.path,
        entry["pages"],
        entry["generated_pages"],
        entry["bytes"],
        findings_in(entry),
    )


Settled = tuple[_Job, PacketResult, Entry | None]


def _planned(jobs: Sequence[_Job]) -> Iterator[Settled]:
    for job in jobs:
        yield job, _result(job, Outcome.PLANNED, job.reason), None


def _built(jobs: Sequence[_Job], request: BuildRequest) -> Iterator[Settled]:
    if not jobs:
        return
    workers = min(request.jobs or cpu_count() or 1, len(jobs))
    calls = [(job.application.folder, job.writer.id) for job in jobs]
    for key, outcome in run(build_job, calls, workers, request.seconds_per_packet):
        yield _settled(jobs[key], outcome)


def _settled(job: _Job, outcome: Packet | LorpackError) -> Settled:
    if isinstance(outcome, LorpackError):
        return _failed(job, outcome.message, outcome.hint)
    if not outcome.data:
        result = _result(job, Outcome.FAILED, _why(outcome))
        return job, replace(result, findings=outcome.findings), None
    try:
        write_atomic(job.folder / job.path, outcome.data)
    except OutputError as error:
        if is_hopeless(error):
            raise
        return _failed(job, error.message, error.hint)
    remove_superseded(job.folder, job.previous, job.path)
    result = replace(
        _result(job, Outcome.BUILT, job.reason),
        path=job.folder / job.path,
        pages=outcome.pages,
        generated=outcome.generated,
        size=len(outcome.data),
        findings=outcome.findings,
    )
    return job, result, entry_of(job.writer.id, job.path, outcome, job.digest, job.ignored)


def _why(packet: Packet) -> str:
    errors = errors_in(packet.findings)
    return f"{errors[0].code}: {errors[0].message}" if errors else "no reason given"


def _result(job: _Job, outcome: Outcome, reason: str) -> PacketResult:
    return PacketResult(job.application.id, job.writer.id, outcome, reason)


def _failed(job: _Job, message: str, hint: str) -> Settled:
    finding = Finding(
        "LOR803", Severity.ERROR, f"the packet could not be built: {message}", Place(job.writer.file), hint,
        job.writer.id,
    )  # fmt: skip
    return job, replace(_result(job, Outcome.FAILED, message), findings=(finding,)), None


def _reported(desk: _Desk) -> ApplicationResult:
    order = {name: number for number, name in enumerate(_writer_ids(desk.loaded))}
    packets = sorted(desk.results, key=lambda result: order.get(result.writer, 0))
    findings = _each_once(desk.findings, [one for packet in packets for one in packet.findings])
    if desk.loaded.application:
        findings = apply_ignores(findings, desk.loaded.application.settings)
    return ApplicationResult(desk.loaded.folder, tuple(packets), tuple(findings))


def _each_once(checked: Sequence[Finding], built: Sequence[Finding]) -> list[Finding]:
    """All findings, each once: what check told already is not told again by the packets.

    What several packets say of a file that they share concerns the application.
    """
    told = {(one.code, str(one.place)) for one in checked}
    kept = dict.fromkeys(checked)
    seen: set[tuple[str, ...]] = set()
    for one in built:
        shared = one if one.place.file.startswith("writers/") else replace(one, writer="")
        key = (shared.code, str(shared.place), shared.writer, shared.message)
        if (one.code, str(one.place)) not in told and key not in seen:
            seen.add(key)
            kept[shared] = None
    return sorted(kept, key=lambda one: one.sort_key)
