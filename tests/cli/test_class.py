"""A whole class on the command line: what is shown of it, and what is not."""

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
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        1,
        "next: correct the errors above and build again",
    )


def test_check_says_what_a_class_lacks_most_often(students, lorpack):
    students(11)
    result = lorpack("check", "class")
    assert result.stderr.splitlines()[0].startswith("0 errors, ")
    assert "in 11 applications; most often LOR" in result.stderr
    assert "most often" not in lorpack("check", "class/a00", "class/a01").stderr
