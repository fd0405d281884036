"""``lorpack build``: transcripts over made-up results, and one real build."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lorpack.batch.model import ApplicationResult, Outcome, PacketResult, Progress
from lorpack.cli import main
from lorpack.cli.packets import size
from lorpack.cli.verdict import code_of_build, concerns
from lorpack.errors import DependencyError, OutputError, UsageError
from lorpack.findings import Finding, Place, Severity


def _finding(code, severity=Severity.ERROR, file="writers/chen.yaml", writer="chen"):
    return Finding(code, severity, f"message of {code}", Place(file), "", writer)


def _done(writer="chen", outcome=Outcome.BUILT, app="ada", **extra):
    path = Path(f"output/{app}/{writer}/Example-LOR-packet.pdf").absolute()
    values = {"path": path, "pages": 11, "generated": 7, "size": 148_210} | extra
    return PacketResult(app, writer, outcome, "new", **values)


def _failed(writer="patel", *codes, reason="LOR711: the CV is locked", app="ada"):
    findings = tuple(_finding(code, writer=writer) for code in codes)
    return PacketResult(app, writer, Outcome.FAILED, reason, findings=findings)


def _result(*packets, findings=(), app="ada"):
    every = (*findings, *(finding for packet in packets for finding in packet.findings))
    return ApplicationResult(Path(app).absolute(), packets, every)


@pytest.fixture
def built(monkeypatch, application):
    """Let build give these results; the requests it got are in the list."""
    requests = []

    def put(*results):
        def build(folders, request, on_progress=None):
            requests.append((folders, request, on_progress))
            return list(results)

        monkeypatch.setattr("lorpack.batch.build.build", build)
        return requests

    return put


def test_packets_are_listed(lorpack, transcript, built):
    """A table on stdout, the sum and the next step on stderr."""
    built(_result(_done(), _done("okonkwo", Outcome.UNCHANGED, pages=4, generated=4, size=999)))
    out = """\
    ada
      writer   pages  generated  supplied    size  outcome    file
      chen        11          7         4  148 kB  built      output/ada/chen/Example-LOR-packet.pdf
      okonkwo      4          4         0    1 kB  unchanged  output/ada/okonkwo/Example-LOR-packet.pdf
    """
    err = """\
    packets: 1 built, 1 unchanged; no findings in 1 application
    next: open each packet and read it once; you send it yourself, lorpack sends nothing
    """
    transcript(lorpack("build", "ada"), 0, out, err)


def test_a_failure_is_named_with_its_reason(lorpack, transcript, built):
    """Findings first, then the table; what was not done stands at the end."""
    built(_result(_done(), _failed("patel", "LOR711")))
    out = """\
    ada/writers/chen.yaml: LOR711 error: message of LOR711

    ada
      writer  pages  generated  supplied    size  outcome  file
      chen       11          7         4  148 kB  built    output/ada/chen/Example-LOR-packet.pdf
      patel       -          -         -       -  failed   LOR711: the CV is locked
    """
    err = """\
    packets: 1 built, 1 failed; 1 error, 0 warnings in 1 application
    not done: ada/patel (LOR711: the CV is locked)
    next: correct what is named above and build again; only what is not done is built
    """
    transcript(lorpack("build", "ada"), 4, out, err)


def test_dry_run(lorpack, transcript, built):
    """--dry-run says why each packet would be built."""
    requests = built(_result(PacketResult("ada", "chen", Outcome.PLANNED, "inputs changed")))
    out = """\
    ada
      writer  pages  generated  supplied  size  outcome  file
      chen        -          -         -     -  planned  inputs changed
    """
    err = """\
    packets: 1 planned; no findings in 1 application
    next: the same command without --dry-run builds them
    """
    transcript(lorpack("build", "ada", "--dry-run"), 0, out, err)
    assert requests[0][1].dry_run


def test_no_writers(lorpack, transcript, built):
    """Without a writer there is nothing to build, and that is said."""
    built(_result())
    err = """\
    packets: none; no findings in 1 application
    next: add a letter writer as writers/<name>.yaml
    """
    transcript(lorpack("build", "ada"), 0, "without a letter writer: ada\n", err)


def test_an_application_that_cannot_be_used(lorpack, transcript, built):
    """It has no packets, only errors; it is named as not done."""
    built(_result(findings=[_finding("LOR116", file="applicant.yaml", writer="")]))
    out = """\
    ada/applicant.yaml: LOR116 error: message of LOR116

    no packets
      ada  message of LOR116
    """
    err = """\
    packets: none; 1 error, 0 warnings in 1 application
    not done: ada (message of LOR116)
    next: correct what is named above and build again; only what is not done is built
    """
    transcript(lorpack("build", "ada"), 1, out, err)


def test_options_become_the_request(lorpack, built, application):
    """Every option reaches the builder; folders are absolute, since `.` has no name."""
    requests = built(_result(_done()))
    lorpack("build", "ada", "-w", "chen", "-w", "patel", "-o", "out", "-j", "3", "--force")
    folders, request, on_progress = requests[0]
    assert folders == [application]
    assert (request.writers, request.output, request.jobs) == (("chen", "patel"), Path("out"), 3)
    assert (request.force, request.dry_run, on_progress) == (True, False, None)


def test_the_current_folder_has_a_name(lorpack, built, application, monkeypatch):
    """Inside an application, `lorpack build` still knows what it is called."""
    requests = built(_result(_done()))
    monkeypatch.chdir(application)
    lorpack("build")
    assert requests[0][0][0].name == "ada"


def test_json(lorpack, built):
    """JSON: applications with packets and findings."""
    built(_result(_done(), _failed("patel", "LOR711")))
    result = lorpack("build", "ada", "--format", "json")
    (application,) = json.loads(result.stdout)["applications"]
    assert application["path"] == "ada"
    assert application["packets"][0] == {
        "application": "ada",
        "writer": "chen",
        "outcome": "built",
        "reason": "new",
        "path": "output/ada/chen/Example-LOR-packet.pdf",
        "earlier": None,
        "pages": 11,
        "generated": 7,
        "supplied": 4,
        "size": 148_210,
    }
    assert application["packets"][1]["path"] is None
    assert application["findings"][0]["code"] == "LOR711"
    assert result.exit_code == 4


DOC, PROFILE, CRASH = ("LOR711",), (), ("LOR803",)
UNUSABLE = _result(findings=[_finding("LOR116", file="applicant.yaml")], app="ben")
NO_FILE = _result(findings=[_finding("LOR701", file="applicant.yaml")], app="ben")
WARNED = _finding("LOR753", Severity.WARNING)


@pytest.mark.parametrize(
    ("results", "strict", "code"),
    [
        ([], False, 0),
        ([_result(_done())], False, 0),
        ([_result(_done(outcome=Outcome.PLANNED))], True, 0),
        ([_result(_done(), findings=[WARNED])], False, 0),
        ([_result(_done(), findings=[WARNED])], True, 1),
        ([_result(_done(), findings=[_finding("LOR601")])], False, 1),
        ([_result(_done(), findings=[_finding("LOR701")])], False, 4),
        ([_result(_failed("a", *PROFILE))], False, 1),
        ([_result(_done(), _failed("a", *PROFILE))], False, 6),
        ([_result(_done(outcome=Outcome.UNCHANGED), _failed("a", *CRASH))], False, 6),
        ([_result(_failed("a", *CRASH))], False, 6),
        ([_result(_failed("a", *DOC))], False, 4),
        ([_result(_done(), _failed("a", *DOC))], False, 4),
        ([_result(_done(), _failed("a", *DOC), _failed("b", *CRASH))], False, 6),
        ([_result(_failed("a", *DOC), _failed("b", *PROFILE))], False, 1),
        ([_result(_failed("a", *DOC, "LOR601"))], False, 1),
        ([_result(_failed("chen"), findings=[_finding("LOR102", file="lorpack.yaml")])], False, 4),
        ([UNUSABLE], False, 1),
        ([NO_FILE], False, 4),
        ([UNUSABLE, _result(_done())], False, 6),
        ([UNUSABLE, _result(_failed("a", *DOC))], False, 1),
        ([_result(), _result(_done())], False, 0),
    ],
)
def test_exit_codes(results, strict, code):
    """4 when all failures are documents, 6 when others are done, 1 for findings."""
    assert code_of_build(results, strict=strict) == code


@pytest.mark.parametrize(
    ("file", "writer", "expected"),
    [
        ("writers/chen.yaml", "chen", True),
        ("writers/patel.yaml", "patel", False),
        ("writers/patel.yaml", "", False),
        ("applicant.yaml", "", True),
        ("applicant.yaml", "patel", False),
        ("applicant.yaml", "chen", True),
    ],
)
def test_findings_of_other_writers_do_not_matter(file, writer, expected):
    """With -w chen, an error in patel's file is not shown and does not fail the build."""
    finding = _finding("LOR601", file=file, writer=writer)
    assert concerns(finding, ("chen",)) is expected
    assert concerns(finding, ())


def test_one_writer_is_not_failed_by_another(lorpack, built):
    """The exit code of `build -w chen` is chen's."""
    other = _finding("LOR601", file="writers/patel.yaml", writer="patel")
    built(_result(_done(), findings=[other]))
    assert lorpack("build", "ada").exit_code == 1
    result = lorpack("build", "ada", "-w", "chen")
    assert result.exit_code == 0
    assert "LOR601" not in result.stdout


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("no letter writer has the id `chan`", "did you mean `chen`?"), 2),
        (DependencyError("Pango is not installed"), 3),
        (OutputError("cannot write output", "choose another"), 5),
    ],
)
def test_errors_of_the_builder(lorpack, monkeypatch, application, error, code):
    """What stops the whole build ends in its own exit code."""

    def build(*_):
        raise error

    monkeypatch.setattr("lorpack.batch.build.build", build)
    result = lorpack("build", "ada")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(f"lorpack: {error.message}\n")


def test_unknown_writer_for_real(lorpack, application):
    """The writer that was meant is named."""
    result = lorpack("build", "ada", "-w", "chan")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "chan" in result.stderr.splitlines()[0]
    assert "did you mean" in result.stderr.splitlines()[1]


def test_progress_on_a_terminal(lorpack, monkeypatch, built):
    """On a terminal the builder gets a callback, and a name with markup does no harm."""
    monkeypatch.setattr("lorpack.cli.progress.is_terminal", lambda _: True)
    requests = built(_result(_done()))
    assert lorpack("build", "ada").exit_code == 0
    from lorpack.cli.progress import progress

    assert requests[0][2] is not None
    with progress() as move:
        move(Progress(1, 2, _done(app="[bold]\x1b[2J")))


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "1 kB"), (999, "1 kB"), (148_210, "148 kB"), (999_499, "999 kB"), (2_345_678, "2.3 MB")],
)
def test_size(number, text):
    """Sizes as mail programs show them."""
    assert size(number) == text


@pytest.mark.slow
def test_a_real_build(lorpack, application):
    """From profiles to a packet, then unchanged; an output that is no folder is exit code 5."""
    result = lorpack("build", "ada")
    assert result.exit_code == 0, result.stderr
    assert list(Path("output/ada/chen").glob("Example-LOR-packet-for-Chen.pdf"))
    again = lorpack("build", "ada")
    assert "packets: 1 unchanged" in again.stderr
    Path("blocked").write_text("")
    result = lorpack("build", "ada", "-o", "blocked")
    assert result.exit_code in (2, 5)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--executor", "dask"], "--executor dask and --scheduler go together"),
        (["--scheduler", "tcp://10.0.0.5:8786"], "--executor dask and --scheduler go together"),
        (["--executor", "no_such_module:make"], "the executor no_such_module:make cannot be made"),
        (["--password-fd", "3"], "--password-fd goes with --encrypt"),
        *(
            (["--timeout", given], "--timeout")
            for given in ("0", "0.9", "nan", "inf", "1e300", "3601")
        ),
    ],
)
def test_options_that_cannot_be_meant(make_application, tmp_path, options, words):
    folder = make_application()
    result = CliRunner().invoke(main, ["build", str(folder), "-o", str(tmp_path / "out"), *options])
    assert result.exit_code == 2
    assert words in result.stderr
    assert not list(tmp_path.glob("out/**/*.pdf"))
