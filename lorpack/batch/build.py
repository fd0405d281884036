"""Building packets: what has changed is built, each in a limited process, and checked."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from lorpack.batch.crosscheck import Index, doubles, index_of, unsearched
from lorpack.batch.desk import Desk, Job, digest_for, pages_of, reason_for, surveyed
from lorpack.batch.executors import runner_for
from lorpack.batch.findings import each_once, held_back, of_another, without
from lorpack.batch.manifest import (
    entry_of,
    findings_in,
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
from lorpack.batch.outputs import check_apart, check_distinct
from lorpack.batch.pool import Runner
from lorpack.batch.record import (
    Record,
    Words,
    keep,
    keep_words,
)
from lorpack.batch.survey import Wanted
from lorpack.batch.work import build_job
from lorpack.errors import DependencyError, LorpackError, OutputError, UsageError, WorkerLost
from lorpack.files import is_hopeless, make_folder, sweep, write_atomic
from lorpack.findings import Finding, Place, Severity, errors_in
from lorpack.packet.model import Packet
from lorpack.packet.seal import sealed
from lorpack.profiles.folders import APPLICANT


def build(
    folders: Sequence[Path], request: BuildRequest, on_progress: OnProgress | None = None
) -> list[ApplicationResult]:
    """Build the packets of the applications in *folders*.

    What is wrong with one packet or application never stops another: it is a FAILED result with
    its findings. Raises UsageError (an unknown writer or executor, two applications with one
    output folder), DependencyError (no Pango) and OutputError (nothing can be written at all).
    """
    check_distinct(folders)
    check_apart(folders, request.output)
    with runner_for(request) as runner:
        desks = [*surveyed(folders, request, runner)]
        _known(request.writers, desks)
        return _Build(request, runner, desks, on_progress).run()


def _known(wanted: Sequence[str], desks: Sequence[Desk]) -> None:
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
        desks: Sequence[Desk],
        on_progress: OnProgress | None,
    ) -> None:
        self._request, self._runner, self._desks = request, runner, desks
        self._tell = on_progress
        self._done = self._total = 0
        marks = {desk.survey.application: desk.survey.marks for desk in desks}
        self._class: Index | None = index_of(marks) if len(marks) > 1 else None
        doubled = doubles(marks)
        self._apart = {
            desk.survey.application: without(
                desk.survey.excuses,
                [*doubled.get(desk.survey.application, ()), *_about_class(desk, self._class)],
            )
            for desk in desks
        }
        """What is told of each application beside the others, or beside an earlier one."""

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
        return [self._reported(desk) for desk in self._desks]

    def _prepare(self) -> None:
        """Make sure that results can be written, before hours of work; tidy up after earlier runs."""
        make_folder(self._request.output)
        for desk in self._desks:
            _sweep_all(desk.output)
            if desk.survey.readable and desk.entries.keys() - set(desk.survey.writers):
                self._without_removed(desk)
            if not desk.waiting:
                self._close(desk)

    def _without_removed(self, desk: Desk) -> None:
        """Delete the packets of letter writers who are no more. Raises what concerns everybody."""
        name = desk.survey.application
        try:
            update_manifest(desk.output, desk.owner, {}, desk.survey.writers)
        except OutputError as error:
            if is_hopeless(error, self._request.output):
                raise
            text = f"the packet of a removed letter writer may still be there: {error.message}"
            finding = Finding("LOR803", Severity.ERROR, text, Place(APPLICANT), error.hint)
            self._apart[name].append(finding)

    def _sorted_out(self, desk: Desk) -> Iterator[Job]:
        """The packets to build; the others get their result at once."""
        chosen = self._request.writers
        unread = () if desk.survey.readable else desk.entries
        for writer in dict.fromkeys((*desk.survey.broken, *unread)):
            if not chosen or writer in chosen:
                desk.results[writer] = _not_made(desk, writer, desk.survey.why_broken)
        for wanted in desk.survey.packets:
            if chosen and wanted.writer not in chosen:
                continue
            if barred := self._barred(desk.survey.application, wanted.writer):
                desk.results[wanted.writer] = _not_made(desk, wanted.writer, _told(barred))
                continue
            reason = reason_for(desk, wanted, self._request)
            if reason:
                desk.waiting += 1
                yield Job(desk, wanted, reason)
            else:
                desk.results[wanted.writer] = self._unchanged(desk, wanted)

    def _barred(self, application: str, writer: str) -> list[Finding]:
        """Why nothing goes out to *writer*: identifiers of two applicants, a folder of another."""
        found = errors_in(self._apart[application])
        return [one for one in found if one.writer in ("", writer)]

    def _unchanged(self, desk: Desk, wanted: Wanted) -> PacketResult:
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
            pages = pages_of(desk, wanted, entry, self._request.password)
            return self._checked(desk, result, pages)
        told = [one for one in desk.told if one.writer == wanted.writer] if self._class else []
        return replace(result, findings=(*result.findings, *told))

    def _checked(self, desk: Desk, result: PacketResult, pages: Sequence[str]) -> PacketResult:
        """*result*, FAILED when its *pages* hold what belongs to another applicant."""
        if self._class is None:
            return result
        found = held_back(self._class, result.application, result.writer, result.generated, pages)
        found = without(desk.survey.excuses, found)
        findings, errors = (*result.findings, *found), errors_in(found)
        if not errors:
            return replace(result, findings=findings)
        return replace(_not_made(desk, result.writer, _told(errors)), findings=findings)

    def _make(self, jobs: Sequence[Job]) -> None:
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
        self, groups: Sequence[Sequence[Job]], each: float, all_of_them: float
    ) -> Iterator[tuple[Job, Packet | LorpackError]]:
        """What came of every job; *each* may take so many seconds, and a group so many."""
        calls = [
            (
                group[0].desk.folder,
                group[0].desk.footprint.key,
                {job.wanted.writer: job.wanted.digest for job in group},
                each,
            )
            for group in groups
        ]
        for key, outcome in self._runner.run(build_job, calls, all_of_them):
            group = groups[key]
            yield from zip(
                group, outcome if isinstance(outcome, list) else [outcome] * len(group), strict=True
            )

    def _keep(self, job: Job, outcome: Packet | LorpackError) -> None:
        """Check, write and note down what came of *job*. Raises what concerns every packet."""
        if isinstance(outcome, DependencyError):
            raise outcome
        if isinstance(outcome, LorpackError):
            self._settle(job, _failed(job, outcome.message, outcome.hint))
            return
        result = replace(_result(job, Outcome.BUILT, job.reason), findings=outcome.findings)
        if not outcome.data:
            failed = _not_made(job.desk, job.wanted.writer, _told(errors_in(outcome.findings)))
            self._settle(job, replace(failed, findings=outcome.findings))
            return
        result = replace(result, generated=outcome.generated)
        result = self._checked(job.desk, result, outcome.words)
        if result.outcome is Outcome.FAILED:
            self._settle(job, result)
            return
        try:
            size = self._write(job, outcome)
        except OutputError as error:
            if is_hopeless(error, self._request.output):
                raise
            self._settle(job, _failed(job, error.message, error.hint))
            return
        made = replace(
            result,
            path=job.desk.output / job.wanted.path,
            pages=outcome.pages,
            size=size,
        )
        self._settle(job, made)

    def _write(self, job: Job, packet: Packet) -> int:
        """Write *packet*, encrypted if that is wanted; give its bytes."""
        desk, wanted, password = job.desk, job.wanted, self._request.password
        if password:
            packet = replace(packet, data=sealed(packet.data, password))
            # Before the packet is there: whoever breaks off here leaves no words of it.
            if desk.known_words().pop(wanted.writer, None):
                keep_words(desk.output, desk.known_words())
        write_atomic(desk.output / wanted.path, packet.data, inside=desk.output)
        remove_superseded(desk.output, desk.entries.get(wanted.writer), wanted.path)
        digest = digest_for(wanted, self._request)
        entry = entry_of(
            wanted.writer, wanted.path, packet, digest, wanted.ignored, encrypted=bool(password)
        )
        update_manifest(desk.output, desk.owner, {wanted.writer: entry}, None)
        if not password:
            desk.known_words()[wanted.writer] = Words(entry["sha256"], packet.words)
        return len(packet.data)

    def _settle(self, job: Job, result: PacketResult) -> None:
        desk = job.desk
        desk.results[job.wanted.writer] = result
        desk.waiting -= 1
        if not desk.waiting and not self._request.dry_run:
            self._close(desk)
        self._report(result)

    def _close(self, desk: Desk) -> None:
        """Keep what was learned of an application whose last packet is settled."""
        clean = not any(one.outcome is Outcome.FAILED for one in desk.results.values())
        verified, told = desk.verified, desk.told
        if self._class and clean and not self._request.writers:
            found = [one for result in desk.results.values() for one in result.findings]
            verified = self._class.digest
            told = tuple(one for one in found if one.code == "LOR632")
        if desk.output.is_dir() and not desk.is_anothers:
            if desk.footprint.key and not (desk.is_known and verified == desk.verified):
                home = desk.owner.home
                keep(desk.output, Record(desk.survey, desk.footprint, verified, told, home))
            if self._request.password:  # What is encrypted is kept nowhere in plain words.
                for one in desk.results.values():
                    if one.outcome is not Outcome.FAILED:
                        desk.known_words().pop(one.writer, None)
            if desk.words is not None:
                current = {one.writer for one in desk.survey.packets}
                keep_words(desk.output, {w: desk.words[w] for w in desk.words if w in current})
        desk.words, desk.entries = None, {}

    def _reported(self, desk: Desk) -> ApplicationResult:
        order = dict.fromkeys([*desk.survey.writers, *desk.results])
        packets = [desk.results[name] for name in order if name in desk.results]
        built = [one for packet in packets for one in packet.findings]
        built += self._apart[desk.survey.application]
        findings = without(desk.survey.excuses, each_once(desk.survey.findings, built))
        return ApplicationResult(desk.folder, tuple(packets), tuple(findings))

    def _report(self, result: PacketResult) -> None:
        self._done += 1
        if self._tell:
            self._tell(Progress(self._done, self._total, result))


def _sweep_all(output: Path) -> None:
    """Delete what killed runs left in the folder *output* and those in it.

    Where nobody may enter, nothing is swept; whoever writes there is told why.
    """
    with suppress(OSError):
        for folder in (output, *filter(Path.is_dir, output.iterdir())):
            sweep(folder)


def _in_company(jobs: Sequence[Job], processes: int) -> list[list[Job]]:
    """The packets of one application together, as long as there is enough for every process."""
    most = max(1, len(jobs) // (2 * processes))
    groups: list[list[Job]] = []
    for job in jobs:
        if groups and groups[-1][0].desk is job.desk and len(groups[-1]) < most:
            groups[-1].append(job)
        else:
            groups.append([job])
    return groups


def _about_class(desk: Desk, own_class: Index | None) -> Iterator[Finding]:
    if own_class and not desk.survey.readable and not desk.survey.marks.own:
        yield unsearched(desk.survey.application)
    if desk.is_anothers:
        yield of_another(desk.output)


def _told(errors: Sequence[Finding]) -> str:
    return f"{errors[0].code}: {errors[0].message}" if errors else "no reason given"


def _not_made(desk: Desk, writer: str, reason: str) -> PacketResult:
    """The result of a packet that was not made; its path is that of an earlier one, if any."""
    name, earlier = desk.survey.application, desk.earlier(writer)
    return PacketResult(name, writer, Outcome.FAILED, reason, earlier)


def _result(job: Job, outcome: Outcome, reason: str) -> PacketResult:
    return PacketResult(job.desk.survey.application, job.wanted.writer, outcome, reason)


def _failed(job: Job, message: str, hint: str) -> PacketResult:
    writer = job.wanted.writer
    text = f"the packet could not be built: {message}"
    place = Place(f"writers/{writer}.yaml")
    finding = Finding("LOR803", Severity.ERROR, text, place, hint, writer)
    return replace(_not_made(job.desk, writer, message), findings=(finding,))
