"""What is said of an unexpected error: where and of what kind, and no word of any profile."""

import sys

import pytest
from click.testing import CliRunner
from every_command import DAY, MARK

from lorpack.cli import main
from lorpack.errors import LorpackError, RenderError

CALLS = (
    ("check", "quill"),
    ("build", "quill"),
    ("messages", "quill", *DAY),
    ("track", "chen", "asked", "quill", *DAY),
    ("today", "quill", *DAY),
    ("status", "quill", *DAY),
    ("timeline", "quill", *DAY),
    ("letters", "quill"),
)


def crash(error: BaseException):
    """A function that fails with *error*, which others led to, all with words of the profile."""

    def fail(folder, **_):
        words = (folder / "applicant.yaml").read_text(encoding="utf-8")
        assert MARK in words
        error.args = (words, *error.args)
        error.add_note(f"while reading {words}")
        try:
            try:
                {}[words]
            except KeyError as first:
                raise ValueError(f"cannot use {words!r}") from first
        except ValueError:
            raise error  # noqa: B904 - implicitly chained, as a slip would be

    return fail


@pytest.fixture
def instead_of_load(monkeypatch):
    """Put a function in the place of ``load``, wherever it is used."""

    def put(function):
        import lorpack.advice.check
        import lorpack.batch.build
        import lorpack.batch.mail
        import lorpack.profiles.load

        load = lorpack.profiles.load.load
        for name, module in list(sys.modules.items()):
            if name.startswith("lorpack.") and getattr(module, "load", None) is load:
                monkeypatch.setattr(module, "load", function)

    return put


@pytest.mark.parametrize("debug", [(), ("--debug",)])
@pytest.mark.parametrize(
    "error",
    [TypeError(), LookupError(), ExceptionGroup("x", [ValueError(MARK)])],
)
@pytest.mark.parametrize("args", CALLS, ids=lambda args: args[0])
def test_no_word_of_a_profile_is_in_it(
    quill, tmp_path, monkeypatch, instead_of_load, args, error, debug
):
    monkeypatch.chdir(tmp_path)
    instead_of_load(crash(error))
    result = CliRunner().invoke(main, [*args, *debug])
    assert result.exit_code == 1
    assert f"unexpected error: {type(error).__name__}" in result.stderr
    assert "where: test_error_reports.py, line " in result.stderr
    assert MARK not in result.output
    assert ("KeyError" in result.stderr) is bool(debug)
    assert "Traceback" in result.stderr or not debug


def test_a_foreseen_error_tells_its_own_words_and_those_of_no_other(
    quill, tmp_path, monkeypatch, instead_of_load
):
    monkeypatch.chdir(tmp_path)

    def fail(folder, **_):
        try:
            raise ValueError(MARK)
        except ValueError as error:
            raise RenderError("the packet chen cannot be rendered", "build again") from error

    instead_of_load(fail)
    result = CliRunner().invoke(main, ["check", "quill", "--debug"])
    assert result.exit_code == 6
    assert "lorpack: the packet chen cannot be rendered\n" in result.stderr
    assert MARK not in result.output


def test_a_line_of_a_template_is_not_in_it(quill, tmp_path, monkeypatch, instead_of_load):
    monkeypatch.chdir(tmp_path)

    def fail(folder, **_):
        (folder / "own.txt.j2").write_text(f"{MARK} = 1 / 0", encoding="utf-8")
        exec(compile(f"{MARK} = 1 / 0", str(folder / "own.txt.j2"), "exec"))

    instead_of_load(fail)
    result = CliRunner().invoke(main, ["check", "quill", "--debug"])
    assert "  File own.txt.j2, line 1, in <module>\nZeroDivisionError\n" in result.stderr
    assert MARK not in result.output


@pytest.mark.parametrize("where", ["child", "parent"])
def test_nor_when_it_happens_in_a_child(quill, monkeypatch, where):
    from lorpack.batch import pool, work

    if where == "child":
        monkeypatch.setattr("lorpack.packet.build.build_packet", crash_of_packet)
        (error,) = work.build_job(quill, "", {"chen": ""}, 60.0)
        assert isinstance(error, LorpackError)
    else:

        class Future:
            def result(self):
                raise ValueError(MARK)

        error = pool.outcome_of(Future(), 1.0)
    assert "unexpected ValueError" in error.message
    assert MARK not in error.message + error.hint


def crash_of_packet(application, writer):
    raise ValueError(f"cannot use {application.applicant.name.family}")
