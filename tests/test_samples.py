"""Every sample application, built and read back: what a stranger sees first must be right."""

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from lorpack.advice.check import check
from lorpack.batch.build import build
from lorpack.batch.model import BuildRequest, Outcome
from lorpack.markup import to_plain
from lorpack.profiles.load import find_applications, load
from lorpack.resources import samples_dir

SAMPLES = find_applications([samples_dir()])
WRITERS = [(folder, writer.id) for folder in SAMPLES for writer in load(folder).application.writers]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    output = tmp_path_factory.mktemp("samples")
    results = build(SAMPLES, BuildRequest(output, jobs=1))  # Other tests use the other cores.
    return {(r.folder, p.writer): p for r in results for p in r.packets}


def squash(text: str) -> str:
    """Letters and digits only: how lines wrap and marks are drawn does not count."""
    return re.sub(r"[^\w]", "", text).casefold()


def pages_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_there_are_four_applications_and_eighteen_writers():
    assert len(SAMPLES) == 4
    assert len(WRITERS) == 18


MEANT = {"kirill-wozniak-sharma": ["LOR301"]}
"""The findings that a sample is meant to show; sample_profiles/README.md says why."""


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_samples_have_only_the_findings_that_are_meant(folder):
    assert [finding.code for finding in check(folder)] == MEANT.get(folder.name, [])


@pytest.mark.parametrize(
    ("folder", "writer"), WRITERS, ids=lambda value: getattr(value, "name", value)
)
class TestPacket:
    def test_is_built_without_a_complaint(self, built, folder, writer):
        packet = built[folder, writer]
        assert packet.outcome is Outcome.BUILT
        assert packet.findings == ()
        assert 2 <= packet.generated <= 4

    def test_is_sound(self, built, folder, writer):
        with pikepdf.open(built[folder, writer].path) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert len(pdf.pages) == built[folder, writer].pages
            assert "/Names" not in pdf.Root or set(pdf.Root.Names.keys()) <= {"/Dests"}
            assert "/StructTreeRoot" in pdf.Root

    def test_holds_every_fact_that_belongs_in_it(self, built, folder, writer):
        application = load(folder).application
        profile = next(w.profile for w in application.writers if w.id == writer)
        applicant, target = application.applicant, application.applicant.target(profile.target)
        text = squash("".join(pages_of(built[folder, writer].path)))
        facts = [
            applicant.name.printed, applicant.school.name, profile.name.printed,
            profile.position, profile.letter.letter_id, profile.why_you,
            profile.growth, profile.context, target.goals, *target.themes, *profile.learned,
            *profile.emphasis, *(profile.qualities or applicant.qualities),
            *(point.text for point in profile.brag),
            *(part for case in profile.cases for part in (case.problem, case.part, case.outcome, case.learned)),
            *(part for entry in profile.feedback for part in (entry.said, entry.did)),
            *(talk.title for talk in profile.presentations),
            *(line for rotation in profile.rotations for line in (rotation.service, *rotation.responsibilities)),
            *(line for project in profile.projects
              for line in (project.name, project.question, project.role, *project.methods, *project.results)),
            *(activity.name for activity in profile.activities),
            *(program.why for program in (profile.programs or target.programs) if profile.share_programs),
        ]  # fmt: skip
        for char in squash(profile.name.native or ""):
            assert char in text  # readers order Arabic and Devanagari each in their own way
        missing = [fact for fact in facts if fact and squash(to_plain(fact)) not in text]
        assert missing == []
        assert sum(bool(fact) for fact in facts) > 20

    def test_says_what_is_recorded_about_the_waiver(self, built, folder, writer):
        profile = next(w.profile for w in load(folder).application.writers if w.id == writer)
        text = squash("".join(pages_of(built[folder, writer].path)))
        said = "ihavewaivedmyrighttoseethisletter" in text
        assert said is (profile.letter.waived is True)

    def test_no_page_is_nearly_empty(self, built, folder, writer):
        lengths = [len(squash(page)) for page in pages_of(built[folder, writer].path)]
        generated = lengths[: built[folder, writer].generated]
        assert min(generated) > 450, generated
