"""Names of files and folders: inside their folder, each its own, on every file system."""

import re
import unicodedata

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from text_sinks import application

from lorpack.batch.build import build
from lorpack.batch.model import BuildRequest
from lorpack.batch.outputs import check_distinct, output_folder
from lorpack.cli import main
from lorpack.errors import UsageError
from lorpack.naming import LONGEST, ascii_name, folder_name, is_reserved, packet_name
from lorpack.profiles.load import load

DEVICES = ["CON", "con.txt", "PRN", "aux", "NUL", "nul.tar.gz", "COM1", "lpt9", "COM¹", "CONIN$"]
ODD = [
    "", ".", "..", "../..", "/etc/passwd", "..\\..\\x", "C:\\x", "a:b", "a. ", " a", "-rf", "~", "a/b", "a\0b", "a\nb",
    "José", "Jose\u0301", "JOSÉ", "王小明", "王小红", "محمد", "👩🏽‍⚕️", "\u202egnp.exe", "a\u200bb", "x" * 10_000, "王" * 3_000, "Ó" * 126,
    "\ud800", "$(id)", "a|b", "a?b*", 'a"b', "<b>", "%00", "thumbs.db", *DEVICES,
]  # fmt: skip
NAMES = (
    st.text(max_size=200)
    | st.sampled_from(ODD)
    | st.text(st.characters(categories=["Mn", "Lo", "Cf", "Zs"]), max_size=400)
)


def is_valid_everywhere(name: str) -> bool:
    """What NTFS, APFS, ext4, the shells of Windows and old archives agree on."""
    return (
        0 < len(name.encode()) <= LONGEST
        and not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
        and name.strip(" .") == name
        and name not in (".", "..")
        and not name.startswith("-")
        and not is_reserved(name)
        and name == unicodedata.normalize("NFC", name)
    )


@given(NAMES, NAMES, NAMES, NAMES)
def test_a_packet_has_a_name_that_every_system_takes(applicant, writer, application_id, writer_id):
    name = packet_name(applicant, writer, application_id, writer_id)
    assert is_valid_everywhere(name)
    assert name.isascii()
    assert name.endswith(".pdf")


@given(NAMES)
def test_a_folder_has_a_name_that_every_system_takes(name):
    assert is_valid_everywhere(folder_name(name))


@given(NAMES, NAMES)
def test_two_folders_that_differ_stay_two(one, other):
    if (
        unicodedata.normalize("NFC", one).casefold()
        != unicodedata.normalize("NFC", other).casefold()
    ):
        assert folder_name(one) != folder_name(other)


def test_an_ordinary_name_of_a_folder_is_kept():
    for name in ("amara-okafor", "Okafor, Amara (2028)", "José", "王小明", "class_of.2028"):
        assert folder_name(name) == name
    assert folder_name("Jose\u0301") == "José"


@pytest.mark.parametrize("name", DEVICES)
def test_a_device_is_no_name(name):
    assert is_reserved(name)
    assert (
        ascii_name(name.partition(".")[0], "fallback") != name.partition(".")[0]
        or "¹" in name
        or "$" in name
    )
    assert folder_name(name) != name


@pytest.mark.parametrize("stem", ["con", "nul", "com1", "lpt1", "aux", "prn"])
def test_a_letter_writer_is_no_device(stem, tmp_path):
    made, _ = application(tmp_path / "quill", lambda path, _: "x")
    (made.folder / "writers" / "chen.yaml").rename(made.folder / "writers" / f"{stem}.yaml")
    loaded = load(made.folder)
    (found,) = [one for one in loaded.findings if one.code == "LOR213"]
    assert (found.place.file, loaded.broken) == (f"writers/{stem}.yaml", (stem,))
    assert found.hint == f"rename it to dr-{stem}.yaml"


FAMILIES = {
    "a": "王",
    "b": "陈",
    "c": "José",
    "d": "Jose\u0301",
    "e": "CON",
    "f": "x" * 300,
    "g": "محمد",
    "h": "-",
}


def test_writers_of_any_names_have_packets_of_their_own(tmp_path):
    made, _ = application(tmp_path / "quill", lambda path, _: "x")
    text = (made.folder / "writers" / "chen.yaml").read_text(encoding="utf-8")
    (made.folder / "writers" / "chen.yaml").unlink()
    for id, family in FAMILIES.items():
        changed = re.sub(r'("family": )"x"', rf'\1"{family}"', text, count=1)
        (made.folder / "writers" / f"{id}.yaml").write_text(changed, encoding="utf-8")
    (result,) = build([made.folder], BuildRequest(tmp_path / "out", dry_run=True))
    assert len(result.packets) == len(FAMILIES)
    names = {
        id: packet_name(made.applicant.name.family, family, made.id, id)
        for id, family in FAMILIES.items()
    }
    assert len({f"{id}/{name}".casefold() for id, name in names.items()}) == len(FAMILIES)
    assert all(is_valid_everywhere(part) for id, name in names.items() for part in (id, name))


@pytest.mark.parametrize(("one", "other"), [("ada", "ADA"), ("Ada", "aDa")])
@pytest.mark.parametrize("command", [("build",), ("messages",), ("timeline", "--ics")])
def test_two_applications_of_one_name_are_an_error_before_anything_is_written(
    one, other, command, tmp_path
):
    for place, name in (("x", one), ("y", other)):
        application(tmp_path / place / name, lambda path, _: "x")
    result = CliRunner().invoke(
        main, [*command, str(tmp_path / "x"), str(tmp_path / "y"), "-o", str(tmp_path / "out")]
    )
    assert result.exit_code == 2
    assert "would both be written" in result.stderr
    assert not (tmp_path / "out").exists()


def test_the_folders_of_output_go_by_these_names(tmp_path):
    for name in ODD:
        if name and "\0" not in name and "/" not in name:
            assert is_valid_everywhere(output_folder(tmp_path, tmp_path / name).name)
    with pytest.raises(UsageError):
        check_distinct([tmp_path / "a" / "José", tmp_path / "b" / "Jose\u0301"])
