"""A whole season, day by day, for every sample: from the first rotation day to Match Day."""

import email
import hashlib
import re
import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from email.policy import default as modern
from pathlib import Path

import pytest
from click.testing import CliRunner

from lorpack.batch.inputs import digest_of
from lorpack.batch.manifest import entry_of, update_manifest
from lorpack.batch.owner import Owner
from lorpack.cli import main
from lorpack.messages.catalogue import CATALOGUE, Form, Kind
from lorpack.packet.model import Packet
from lorpack.profiles.journal import read_journal
from lorpack.profiles.load import load
from lorpack.profiles.progress import Event
from lorpack.resources import samples_dir
from lorpack.schedule.agenda import agenda
from lorpack.schedule.moments import Moment
from lorpack.schedule.policy import policy_of
from lorpack.schedule.standing import Stage, Standing, standing

pytestmark = pytest.mark.slow

SAMPLES = sorted(path.parent for path in samples_dir().glob("*/applicant.yaml"))
MATCH_DAY = date(2028, 3, 17)
DATES = """\
    portal_opens: 2027-06-03
    programs_review: 2027-09-29
    deadline: 2027-09-22
    match_day: 2028-03-17
"""
ANSWERS = ("agreed", "agreed late", "wants_draft", "hesitant", "declined")
"""What the writers do, one after the other: say yes, say yes after the follow-up, and so on."""
ANSWERING = (
    Moment.SEND_PACKET, Moment.ANSWER_HESITATION, Moment.ANSWER_DECLINE, Moment.ANSWER_DRAFT,
)  # fmt: skip
"""What answers somebody who has just written may be said on any day."""
PACKET = b"%PDF-1.7 the packet of "


@dataclass
class Season:
    """One application on its way through the days, and everything that was said."""

    folder: Path
    output: Path
    said: list[tuple[date, str, Kind]] = field(default_factory=list)
    done: Counter[tuple[str, Moment, int]] = field(default_factory=Counter)
    stands: dict[str, Standing] = field(default_factory=dict)

    def __post_init__(self):
        self.application = load(self.folder).application
        order = [writer.id for writer in self.application.writers]
        self.answer = {name: ANSWERS[at % len(ANSWERS)] for at, name in enumerate(order)}

    def run(self, *arguments):
        result = CliRunner().invoke(main, [str(one) for one in arguments])
        assert result.exit_code == 0, (arguments, result.output)
        return result

    def track(self, writer, event, day, *more):
        self.run("track", writer, event, self.folder, "--today", day, *more)
        journal = read_journal(self.folder, self.answer)
        assert not journal.findings
        self.application = replace(self.application, log=journal.entries)
        self.stands.clear()

    def now(self, writer):
        if writer not in self.stands:
            self.stands[writer] = standing(writer, self.application.log)
        return self.stands[writer]

    def live(self, day):
        """What the applicant does on *day*, as `lorpack today` says; then the writers move."""
        for task in agenda(self.application, day):
            if task.day > day or not task.event:
                continue
            if task.event == "asked":
                self.write(day, task.writer, task.moment)
                self.track(task.writer, "asked", day, "--how", "email")
            else:
                self.write(day, task.writer, task.moment)
                self.track(task.writer, task.event, day)
            self.done[task.writer, task.moment, task.number] += 1
        for writer in self.application.writers:
            self.move(writer, day)

    def move(self, writer, day):
        """What the letter writer does on *day*."""
        now, way = self.now(writer.id), self.answer[writer.id]
        since = (day - now.history[-1].on).days if now.history else 0
        if now.stage in (Stage.ASKED, Stage.UPDATE_REQUESTED) and since == 2:
            if way == "agreed late" and not now.followed_up:
                return
            first = "agreed" if way == "agreed late" else way
            self.track(writer.id, first, day)
        elif (
            now.stage is Stage.WANTS_DRAFT
            and now.history[-1].event is Event.ANSWERED
            and since == 3
        ):
            self.track(writer.id, "agreed", day)
        elif now.stage.is_waiting and self.is_ready(writer.id, now, day):
            self.track(writer.id, "uploaded", day)

    def is_ready(self, writer, now, day):
        """One uploads after the first reminder, one when it is overdue, one before any."""
        reminders = {"agreed": 1, "agreed late": 3}.get(self.answer[writer], 0)
        if reminders:
            return len(now.reminded) == reminders and day > now.reminded[-1]
        return now.packet_sent is not None and day > now.packet_sent + timedelta(days=5)

    def write(self, day, writer, moment):
        """Write what is due, read it again, and keep in mind that it was said."""
        self.run("messages", self.folder, "-w", writer, "--due", "-o", self.output, "--today", day)
        for path in sorted(self.output.rglob(f"{writer}/messages/*.txt")):
            kind = Kind(path.stem[3:])
            if CATALOGUE[kind].moment is moment:
                self.check(writer, kind, path)
                self.said.append((day, writer, kind))
                path.unlink()

    def check(self, writer_id, kind, path):
        """The draft, parsed by the standard library: recipient, subject, bodies, attachments."""
        writer = next(one for one in self.application.writers if one.id == writer_id)
        draft = path.with_suffix(".eml")
        if CATALOGUE[kind].form is not Form.EMAIL:
            assert not draft.exists()
            return
        message = email.message_from_bytes(draft.read_bytes(), policy=modern)
        assert [one.addr_spec for one in message["To"].addresses] == [writer.profile.contact.email]
        assert message["X-Unsent"] == "1"
        text = path.read_text(encoding="utf-8")
        assert f"Subject: {message['Subject']}\n" in text
        body = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
        assert body.strip() in text
        assert "<html" in message.get_body(("html",)).get_content()
        names = [part.get_filename() for part in message.iter_attachments()]
        wanted = CATALOGUE[kind].packet
        assert any("LOR-packet" in name for name in names) is wanted, (kind, names)
        for part in message.iter_attachments():
            if "LOR-packet" in part.get_filename():
                assert part.get_content() == PACKET + writer_id.encode()
        form = writer.profile.letter.request_form
        assert (Path(form).name in names) is wanted if form else len(names) == wanted
        draft.unlink()


@pytest.fixture(params=SAMPLES, ids=lambda folder: folder.name)
def season(request, tmp_path):
    """A sample whose letters are still to be asked for, with dates and a packet for everyone."""
    folder = tmp_path / request.param.name
    shutil.copytree(request.param, folder)
    for path in (folder / "writers").glob("*.yaml"):
        path.write_text(re.sub(r"\n  agreed_by: .*", "", path.read_text("utf-8")), "utf-8")
    profile = folder / "applicant.yaml"
    profile.write_text(
        re.sub(r"(\n    letters_by: .*\n)", rf"\1{DATES}", profile.read_text("utf-8")), "utf-8"
    )
    season = Season(folder, tmp_path / "output")
    for writer in season.application.writers:
        name = f"{writer.id}/X-LOR-packet-for-{writer.id}.pdf"
        place = season.output / folder.name
        (place / writer.id).mkdir(parents=True)
        data = PACKET + writer.id.encode()
        (place / name).write_bytes(data)
        entry = entry_of(
            writer.id, name, Packet((), data, 1, 1), digest_of(season.application, writer)
        )
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        update_manifest(place, Owner(""), {writer.id: entry}, None)
    return season


def first_day(application):
    """The first day of a rotation of the last two years before the season."""
    starts = [
        rotation.start.first_day
        for writer in application.writers
        for rotation in writer.profile.rotations
        if rotation.start and rotation.start.first_day.year >= 2026
    ]
    return min(starts)


def test_a_season(season):
    day = first_day(season.application)
    while day <= MATCH_DAY + timedelta(days=14):
        season.live(day)
        day += timedelta(days=1)

    again = {key: count for key, count in season.done.items() if count > 1}
    assert not again, "each step comes once"
    said = Counter((writer, kind) for _, writer, kind in season.said)
    assert not [key for key, count in said.items() if count > 1], "each message comes once"
    policy = policy_of(season.application.settings.reminders)
    for writer in season.application.writers:
        now = season.now(writer.id)
        kinds = {kind for name, kind in said if name == writer.id}
        asks = {Kind.REQUEST, Kind.UPDATE_REQUEST}
        assert kinds & asks
        before = [one for one in now.reminded if not now.uploaded or one <= now.uploaded]
        assert list(now.reminded) == before, "no reminder after the upload"
        reminders = [kind for kind in (Kind.REMINDER, Kind.FINAL_REMINDER) if kind in kinds]
        assert len(reminders) <= policy.max_reminders
        way = season.answer[writer.id]
        if way in ("hesitant", "declined"):
            assert now.uploaded is None
            wanted = {"hesitant": Kind.REPLY_HESITANT, "declined": Kind.REPLY_DECLINED}[way]
            assert wanted in kinds
            continue
        assert now.stage is Stage.UPLOADED, (writer.id, way, now)
        assert kinds >= {Kind.THANKS, Kind.THANKS_CARD, Kind.INTERVIEW_UPDATE, Kind.MATCH_UPDATE}
        assert (Kind.FOLLOW_UP in kinds) is (way == "agreed late")
        assert (Kind.REPLY_DRAFT in kinds) is (way == "wants_draft")
        assert now.thanked
        assert now.card_sent
        assert now.assigned
        assert now.interviews_told
        assert now.match_told
    for day, writer, kind in season.said:
        assert day.weekday() < 5 or CATALOGUE[kind].moment in ANSWERING, (day, writer, kind)
