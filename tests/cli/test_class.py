"""A whole class on the command line: what is shown of it, and what is not."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("in_process")


def test_a_class_is_told_what_matters_and_nothing_twice(students, lorpack):
    folders = students(12)
    (folders[1] / "writers" / "chen.yaml").unlink()
    assert lorpack("build", "class").exit_code == 0
    for number in (4, 5, 6, 7):
        (folders[number] / "writers" / "chen.yaml").write_text("name: nobody\n")
    profile = folders[8] / "writers" / "chen.yaml"
    profile.write_text(profile.read_text().replace("Recompute first", "Ask first"))
    result = lorpack("build", "class", "--dry-run")
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "a08 - 1 - - - - 1 changed: writers/chen.yaml" in lines
    assert "6 applications in which nothing changed and nothing is wrong" in lines
    failed = "the profile has errors; an earlier packet is still there"
    assert [line for line in lines if line.endswith(failed)] == [
        f"a0{number}/chen {failed}" for number in (4, 5, 6, 7)
    ]
    assert lines[-1] == "without a letter writer: a01"
    assert "not done: 4 packets, each named above" in result.stderr.splitlines()
    for number in (4, 5, 6, 7):
        (folders[number] / "writers" / "chen.yaml").unlink()
    assert lorpack("build", "class").exit_code == 0
    assert lorpack("build", "class", "--dry-run").stderr.splitlines()[-1] == (
        "next: nothing is to be built; `lorpack status` says where each letter stands"
    )


def test_an_error_in_the_settings_is_the_next_thing_to_correct(make_application, lorpack):
    folder = make_application("class/ann")
    (folder / "lorpack.yaml").write_text("theme: claer\n")
    result = lorpack("build", "class/ann")
    assert (result.exit_code, result.stderr.splitlines()[-2:]) == (
        1,
        [
            "not done: ann/chen (lorpack.yaml has errors)",
            "next: correct what is named above and build again; only what is not done is built",
        ],
    )


WRONG = {
    "a typo": b"sections: {goals: false}\nthem: clear\n",
    "no YAML": b"sections: {goals: false\n",
    "no UTF-8": b"sections: {goals: false} # caf\xe9\n",
    "a folder": None,
    "a writer who is not there": b"writers: {chenn: {sections: {goals: false}}}\n",
}


@pytest.mark.parametrize(
    ("where", "what"),
    [
        *(("class/ann", what) for what in WRONG),
        # An office may name writers whom only some have.
        *(("class", what) for what in WRONG if "writer" not in what),
    ],
)
def test_nothing_goes_out_by_settings_with_errors_and_an_earlier_packet_stays(
    make_application, lorpack, where, what
):
    data = WRONG[what]
    make_application("class/ann")
    settings = Path(where) / "lorpack.yaml"
    settings.write_bytes(b"sections: {goals: false}\n")
    assert lorpack("build", "class/ann").exit_code == 0
    before = {path: path.read_bytes() for path in Path("output").rglob("*.*") if path.is_file()}
    settings.unlink()
    settings.mkdir() if data is None else settings.write_bytes(data)
    for _ in range(2):  # The second time it is known from the record of the build.
        result = lorpack("build", "class/ann")
        assert result.exit_code == (4 if data is None else 1)
        assert "lorpack.yaml has errors; an earlier packet is still there" in result.stdout
    mail = lorpack("messages", "class/ann", "--all")
    assert mail.exit_code == (4 if data is None else 1)
    assert "lorpack.yaml:" in mail.stdout
    assert "messages: 0; files: none\nnot done: ann (see its findings)" in mail.stderr
    now = {path: path.read_bytes() for path in before}
    assert {path for path in before if now[path] != before[path]} <= {
        Path("output/ann/.lorpack-build.json")
    }
    assert not list(Path("output").rglob("*.eml"))
    settings.rmdir() if data is None else settings.unlink()
    settings.write_bytes(b"sections: {goals: false}\n")
    assert "packets: 1 unchanged" in lorpack("build", "class/ann").stderr


def test_a_warning_in_the_settings_stops_nothing(make_application, lorpack):
    folder = make_application("class/ann")
    (folder / "lorpack.yaml").write_text("ignore: [{code: LOR999, reason: none}]\n")
    result = lorpack("build", "class/ann")
    assert result.exit_code == 0
    assert "LOR129 warning" in result.stdout


def test_check_says_what_a_class_lacks_most_often(students, lorpack):
    students(11)
    result = lorpack("check", "class")
    assert result.stderr.splitlines()[0].startswith("0 errors, ")
    assert "in 11 applications; most often LOR" in result.stderr
    assert "most often" not in lorpack("check", "class/a00", "class/a01").stderr
