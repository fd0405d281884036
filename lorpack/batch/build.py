"""Building packets: what has changed is built, each in a limited process, and checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from lorpack.batch.crosscheck import Index, index_of
from lorpack.batch.executors import runner_for
from lorpack.batch.findings import each_once, held_back, without
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
from lorpack.batch.pool import Runner
from lorpack.batch.record import (
    Footprint,
    Record,
    Words,
    footprint_of,
    keep,
    keep_words,
    recall,
    recall_words,
)
from lorpack.batch.survey import Survey, Wanted, failed_survey, survey
from lorpack.batch.work import build_job, survey_job
from lorpack.errors import DependencyError, LorpackError, OutputError, UsageError, WorkerLost
from lorpack.files import is_hopeless, make_folder, sweep, write_atomic
from lorpack.findings import Finding, Place, Severity, errors_in
from lorpack.packet.model import Packet

_TOLD = 3
_FEW = 3
"""So many applications are read here; more are worth the start of the workers."""


@dataclass
class _Desk:
    """One application on its way: what is known of it, what it has, the results so far.

    *changed* are the files that are not as they were at the last build; None when there was none.
    """

    folder: Path
    output: Path
    footprint: Footprint
    survey: Survey
    entries: dict[str, Entry]
    changed: list[str] | None = None
    verified: str = ""
    words: dict[str, Words] | None = None
    results: dict[str, PacketResult] = field(default_factory=dict)
    waiting: int = 0

    def known_words(self) -> dict[str, Words]:
        """The words of the packets that are there, read when they are first asked for."""
        if self.words is None:
            self.words = recall_words(self.output)
        return self.words


@dataclass(frozen=True)
class _Job:
    """One packet to build, and why it is not left as it is."""

    desk: _Desk
    wanted: Wanted
    reason: str


def build(
    folders: Sequence[Path], request: BuildRequest, on_progress: OnProgress | None = None
) -> list[ApplicationResult]:
    """Build the packets of the applications in *folders*.

    What is wrong with one packet or application never stops another: it is a FAILED result with
    its findings. Raises UsageError (an unknown writer or executor, two applications with one
    output folder), DependencyError (no Pango) and OutputError (nothing can be written at all).
    """
    check_distinct(folders)
    with runner_for(request) as runner:
        desks = [*_surveyed(folders, request, runner)]
        _known(request.writers, desks)
        return _Build(request, runner, desks, on_progress).run()


def _surveyed(folders: Sequence[Path], request: BuildRequest, runner: Runner) -> Iterator[_Desk]:
    """The desk of each application, read anew where anything has changed."""
    found: dict[Path, _Desk | None] = dict.fromkeys(folders)
    unknown: dict[Path, tuple[Footprint, Record | None]] = {}
    for folder in folders:
        output = output_folder(request.output, folder)
        now, record = footprint_of(folder, request.output.resolve()), recall(output)
        if record and now.key and record.footprint.key == now.key:
            found[folder] = _Desk(
                folder, output, now, record.survey, read_manifest(output), [], record.verified
            )
        else:
            unknown[folder] = now, record
    if not request.dry_run:
        runner.make_ready(sum(_likely(now, record) for now, record in unknown.values()))
    for folder, made in _read([*unknown], request, runner):
        output, (now, record) = output_folder(request.output, folder), unknown[folder]
        changed = now.changed_since(record.footprint) if record else None
        found[folder] = _Desk(folder, output, now, made, read_manifest(output), changed)
    yield from (desk for desk in found.values() if desk)


def _likely(now: Footprint, earlier: Record | None) -> int:
    """How many packets will be built, as far as one can tell before anything is read."""
    changed = now.changed_since(earlier.footprint) if earlier else []
    own = [name for name in changed if name.startswith("writers/")]
    if own and len(own) == len(changed):
        return len(own)
    return sum(name.startswith("writers/") for name in now.files)


def _read(
    folders: Sequence[Path], request: BuildRequest, runner: Runner
) -> Iterator[tuple[Path, Survey]]:
    if len(folders) <= _FEW:
        outcomes: Iterator[tuple[int, Survey | LorpackError]] = enumerate(map(_survey, folders))
    else:
        jobs = [(folder,) for folder in folders]
        outcomes = runner.run(survey_job, jobs, request.seconds_per_packet)
    for key, outcome in outcomes:
        if isinstance(outcome, LorpackError):
            message = f"the application could not be read: {outcome.message}"
            place = Place("applicant.yaml")
            finding = Finding("LOR803", Severity.ERROR, message, place, outcome.hint)
            outcome = failed_survey(folders[key], [finding])
        yield folders[key], outcome


def _survey(folder: Path) -> Survey | LorpackError:
    try:
        return survey(folder)
    except LorpackError as error:
        return error


def _known(wanted: Sequence[str], desks: Sequence[_Desk]) -> None:
    ids = sorted({name for desk in desks for name in desk.survey.writers})
    for name in wanted:
        if name not in ids:
            close = get_close_matches(name, ids, 1)
            hint = f"did you mean `{close[0]}`? " if close else ""
            raise UsageError(
                f"no letter writer has the id `{name}`",
                f"{hint}there are: {', '.join(ids) or 'none'}",
            )


class _Build:
    """One build: the desks, the workers, and what has been done so far."""

    def __init__(
        self,
        request: BuildRequest,
        runner: Runner,
        desks: Sequence[_Desk],
        on_progress: OnProgress | None,
    ) -> None:
        self._request, self._runner, self._desks = request, runner, desks
        self._tell = on_progress
        self._done = self._total = 0
        marks = {desk.survey.application: desk.survey.marks for desk in desks}
        self._class: Index | None = index_of(marks) if len(marks) > 1 else None

    def run(self) -> list[ApplicationResult]:
        """Do it all, and say what became of every packet."""
        jobs = [job for desk in self._desks for job in self._sorted_out(desk)]
        settled = [result for desk in self._desks for result in desk.results.values()]
        self._total = len(jobs) + len(settled)
        for result in settled:
            self._report(result)
        if self._request.dry_run:
            for job in jobs:
                self._settle(job, _result(job, Outcome.PLANNED, job.reason))
        else:
            self._prepare()
            self._make(jobs)
        return [_reported(desk) for desk in self._desks]

    def _prepare(self) -> None:
        """Make sure that results can be written, before hours of work; tidy up after earlier runs."""
        make_folder(self._request.output)
        for desk in self._desks:
            if desk.output.is_dir():
                for folder in (desk.output, *filter(Path.is_dir, desk.output.iterdir())):
                    sweep(folder)
            writers = desk.survey.writers
            if desk.survey.readable and desk.entries.keys() - set(writers):
                update_manifest(desk.output, desk.survey.application, {}, writers)
            if not desk.waiting:
                self._close(desk)

    def _sorted_out(self, desk: _Desk) -> Iterator[_Job]:
        """The packets to build; the others get their result at once."""
        name, chosen = desk.survey.application, self._request.writers
        for writer in desk.survey.broken:
            if not chosen or writer in chosen:
                reason = "the profile has errors"
                desk.results[writer] = PacketResult(name, writer, Outcome.FAILED, reason)
        for wanted in desk.survey.packets:
            if chosen and wanted.writer not in chosen:
                continue
            reason = _reason(desk, wanted, force=self._request.force)
            if reason:
                desk.waiting += 1
                yield _Job(desk, wanted, reason)
            else:
                desk.results[wanted.writer] = self._unchanged(desk, wanted)

    def _unchanged(self, desk: _Desk, wanted: Wanted) -> PacketResult:
        entry = desk.entries[wanted.writer]
        result = PacketResult(
            desk.survey.application,
            wanted.writer,
            Outcome.UNCHANGED,
            "nothing changed",
            desk.output / wanted.path,
            entry["pages"],
            entry["generated_pages"],
            entry["bytes"],
            findings_in(entry),
        )
        if self._class and desk.verified != self._class.digest:
            return self._checked(desk, result, _pages(desk, wanted, entry))
        return result

    def _checked(self, desk: _Desk, result: PacketResult, pages: Sequence[str]) -> PacketResult:
        """*result*, FAILED when its *pages* hold what belongs to another applicant."""
        if self._class is None:
            return result
        found = without(desk.survey.excuses, held_back(self._class, result, pages))
        if not found:
            return result
        findings, errors = (*result.findings, *found), errors_in(found)
        if not errors:
            return replace(result, findings=findings)
        reason = f"{errors[0].code}: {errors[0].message}"
        return replace(result, outcome=Outcome.FAILED, reason=reason, findings=findings)

    def _make(self, jobs: Sequence[_Job]) -> None:
        """Build in two rounds: what hung or crashed in company is tried once more, alone."""
        seconds, lost = self._request.seconds_per_packet, []
        groups = _in_company(jobs, self._request.processes)
        longest = max(map(len, groups), default=1)
        for job, outcome in self._outcomes(groups, seconds, seconds * (longest + 1)):
            if isinstance(outcome, WorkerLost):
                lost.append(job)
            else:
                self._keep(job, outcome)
        # Whoever watches from outside can say what happened, so he is the first to act.
        for job, outcome in self._outcomes([[job] for job in lost], seconds * 1.5, seconds):
            self._keep(job, outcome)

    def _outcomes(
        self, groups: Sequence[Sequence[_Job]], each: float, all_of_them: float
    ) -> Iterator[tuple[_Job, Packet | LorpackError]]:
        """What came of every job; *each* may take so many seconds, and a group so many."""
        calls = [
            (
                group[0].desk.folder,
                group[0].desk.footprint.key,
                [job.wanted.writer for job in group],
                each,
            )
            for group in groups
        ]
        for key, outcome in self._runner.run(build_job, calls, all_of_them):
            group = groups[key]
            yield from zip(
                group, outcome if isinstance(outcome, list) else [outcome] * len(group), strict=True
            )

    def _keep(self, job: _Job, outcome: Packet | LorpackError) -> None:
        """Check, write and note down what came of *job*. Raises what concerns every packet."""
        if isinstance(outcome, DependencyError):
            raise outcome
        if isinstance(outcome, LorpackError):
            self._settle(job, _failed(job, outcome.message, outcome.hint))
            return
        result = replace(_result(job, Outcome.BUILT, job.reason), findings=outcome.findings)
        if not outcome.data:
            self._settle(job, replace(result, outcome=Outcome.FAILED, reason=_why(outcome)))
            return
        result = replace(result, generated=outcome.generated)
        result = self._checked(job.desk, result, outcome.words)
        if result.outcome is Outcome.FAILED:
            self._settle(job, replace(result, generated=0))
            return
        try:
            self._write(job, outcome)
        except OutputError as error:
            if is_hopeless(error):
                raise
            self._settle(job, _failed(job, error.message, error.hint))
            return
        made = replace(
            result,
            path=job.desk.output / job.wanted.path,
            pages=outcome.pages,
            size=len(outcome.data),
        )
        self._settle(job, made)

    def _write(self, job: _Job, packet: Packet) -> None:
        desk, wanted = job.desk, job.wanted
        write_atomic(desk.output / wanted.path, packet.data)
        remove_superseded(desk.output, desk.entries.get(wanted.writer), wanted.path)
        entry = entry_of(wanted.writer, wanted.path, packet, wanted.digest, wanted.ignored)
        update_manifest(desk.output, desk.survey.application, {wanted.writer: entry}, None)
        desk.known_words()[wanted.writer] = Words(entry["sha256"], packet.words)

    def _settle(self, job: _Job, result: PacketResult) -> None:
        desk = job.desk
        desk.results[job.wanted.writer] = result
        desk.waiting -= 1
        if not desk.waiting and not self._request.dry_run:
            self._close(desk)
        self._report(result)

    def _close(self, desk: _Desk) -> None:
        """Keep what was learned of an application whose last packet is settled."""
        clean = not any(one.outcome is Outcome.FAILED for one in desk.results.values())
        verified = self._class.digest if self._class and clean else desk.verified
        if self._request.writers:
            verified = desk.verified
        if desk.output.is_dir():
            if (desk.changed != [] or verified != desk.verified) and desk.footprint.key:
                keep(desk.output, Record(desk.survey, desk.footprint, verified))
            if desk.words:
                current = {one.writer for one in desk.survey.packets}
                keep_words(desk.output, {w: desk.words[w] for w in desk.words if w in current})
        desk.words, desk.entries = None, {}

    def _report(self, result: PacketResult) -> None:
        self._done += 1
        if self._tell:
            self._tell(Progress(self._done, self._total, result))


def _reason(desk: _Desk, wanted: Wanted, *, force: bool) -> str:
    """Why a packet is built; empty when it is there, whole, and made of the same inputs."""
    entry = desk.entries.get(wanted.writer)
    if force:
        return "asked for"
    if is_current(desk.output, entry, wanted.path, wanted.digest):
        return ""
    if not entry:
        return "new"
    if entry["inputs"] != wanted.digest:
        return _what_changed(desk, wanted.writer)
    return "the packet is missing or was changed"


def _pages(desk: _Desk, wanted: Wanted, entry: Entry) -> tuple[str, ...]:
    """The words of a packet that was built before."""
    words = desk.known_words()
    known = words.get(wanted.writer)
    if known is None or known.sha256 != entry["sha256"]:
        from lorpack.packet.finish import page_texts
        from lorpack.packet.words import words_of

        data = (desk.output / wanted.path).read_bytes()
        known = words[wanted.writer] = Words(entry["sha256"], words_of(page_texts(data)))
    return known.pages


def _what_changed(desk: _Desk, writer: str) -> str:
    """Which files are the reason to build *writer*'s packet anew, as far as that is known."""
    if desk.changed is None:
        return "inputs changed"
    own = f"writers/{writer}.yaml"
    apart = ("writers/", "progress.yaml", "templates/messages/")
    names = [one for one in desk.changed if one == own or not one.startswith(apart)]
    if not names:
        return "lorpack or one of its libraries changed"
    more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
    return f"changed: {', '.join(names[:_TOLD])}{more}"


def _in_company(jobs: Sequence[_Job], processes: int) -> list[list[_Job]]:
    """The packets of one application together, as long as there is enough for every process."""
    most = max(1, len(jobs) // (2 * processes))
    groups: list[list[_Job]] = []
    for job in jobs:
        if groups and groups[-1][0].desk is job.desk and len(groups[-1]) < most:
            groups[-1].append(job)
        else:
            groups.append([job])
    return groups


def _why(packet: Packet) -> str:
    errors = errors_in(packet.findings)
    return f"{errors[0].code}: {errors[0].message}" if errors else "no reason given"


def _result(job: _Job, outcome: Outcome, reason: str) -> PacketResult:
    return PacketResult(job.desk.survey.application, job.wanted.writer, outcome, reason)


def _failed(job: _Job, message: str, hint: str) -> PacketResult:
    writer = job.wanted.writer
    text = f"the packet could not be built: {message}"
    place = Place(f"writers/{writer}.yaml")
    finding = Finding("LOR803", Severity.ERROR, text, place, hint, writer)
    return replace(_result(job, Outcome.FAILED, message), findings=(finding,))


def _reported(desk: _Desk) -> ApplicationResult:
    packets = [desk.results[name] for name in desk.survey.writers if name in desk.results]
    built = [one for packet in packets for one in packet.findings]
    findings = without(desk.survey.excuses, each_once(desk.survey.findings, built))
    return ApplicationResult(desk.folder, tuple(packets), tuple(findings))
