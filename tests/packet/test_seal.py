"""An encrypted packet: what opens it, what does not, and what a password may be."""

import copy
import pickle
import shutil
import subprocess
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from lorpack.errors import UsageError
from lorpack.packet.seal import Password, opens, sealed, sealed_digest

WORD = "correct horse battery"
SECRET = b"Sealed-Marker"


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A PDF with the marker in its title, its metadata and on its page, all uncompressed."""
    data = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Contents = pdf.make_stream(b"% " + SECRET)
        pdf.docinfo["/Title"] = SECRET.decode()
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = SECRET.decode()
        pdf.save(data, compress_streams=False)
    assert data.getvalue().count(SECRET) == 3
    return data.getvalue()


@pytest.fixture(scope="module")
def packet(plain) -> bytes:
    return sealed(plain, Password(WORD))


def test_qpdf_opens_it_with_the_password_and_not_without(packet):
    for wrong in ("", "wrong", WORD.upper(), WORD + " "):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(packet), password=wrong)
    with pikepdf.open(BytesIO(packet), password=WORD) as pdf:
        assert len(pdf.pages) == 1
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        methods = {pdf.encryption.stream_method, pdf.encryption.string_method}
        assert {method.name for method in methods} == {"aesv3"}
        assert pdf.trailer.Encrypt.get("/EncryptMetadata", True)
        assert all(pdf.allow)
        assert str(pdf.docinfo["/Title"]) == SECRET.decode()


def test_pypdf_opens_it_with_the_password_and_not_without(packet):
    reader = PdfReader(BytesIO(packet))
    assert reader.is_encrypted
    assert not reader.decrypt("")
    assert not reader.decrypt("wrong")
    assert reader.decrypt(WORD)
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert reader.metadata.title == SECRET.decode()


@pytest.mark.skipif(not shutil.which("qpdf"), reason="the program qpdf is not installed")
def test_the_program_qpdf_finds_it_sound(packet, tmp_path):
    path = tmp_path / "sealed.pdf"
    path.write_bytes(packet)
    (tmp_path / "word").write_text(WORD)
    call = ["qpdf", "--check", f"--password-file={tmp_path / 'word'}", str(path)]
    assert subprocess.run(call, capture_output=True, check=False).returncode == 0
    assert subprocess.run(
        ["qpdf", "--check", str(path)], capture_output=True, check=False
    ).returncode


def test_neither_text_nor_metadata_nor_password_can_be_read_in_its_bytes(packet):
    assert SECRET not in packet
    assert WORD.encode() not in packet
    assert b"/Encrypt" in packet


def test_the_same_packet_sealed_twice_differs(plain, packet):
    assert sealed(plain, Password(WORD)) != packet


def test_whether_a_password_opens_it(plain, packet):
    assert opens(packet, Password(WORD))
    assert not opens(packet, Password("wrong"))
    assert not opens(plain, Password(WORD))
    assert not opens(b"", Password(WORD))


def test_a_sealed_packet_is_never_taken_for_a_plain_one():
    assert sealed_digest("a") != "a"
    assert sealed_digest("a") == sealed_digest("a") != sealed_digest("b")


@pytest.mark.parametrize(
    "text", ["x", "é" * 63, "a" * 127, "пароль", "密码", "שלום", "zwei Wörter", 'a"b\\c)d(']
)
def test_any_language_opens_it(plain, text):
    packet = sealed(plain, Password(text))
    with pikepdf.open(BytesIO(packet), password=text) as pdf:
        assert len(pdf.pages) == 1
    assert PdfReader(BytesIO(packet), password=text).pages[0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("e\u0301te\u0301", "été"),
        ("a\u00a0b", "a b"),
        ("I\u00adX", "IX"),
        ("ﬁn", "fin"),
        ("Ⅸ", "IX"),
    ],
)
def test_two_spellings_of_one_password_are_one(typed, meant):
    assert Password(typed).reveal() == meant


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("\u00ad", "empty"),
        ("a" * 128, "longer than 127 bytes"),
        ("é" * 64, "longer than 127 bytes"),
        ("ab\ncd", "a character that"),
        ("ab\0", "a character that"),
        ("a\u202eb", "a character that"),
        ("\ud800", "a character that"),
        ("\U0001f511", "a character that"),
        ("aש", "a character that"),
        ("ש1", "a character that"),
    ],
)
def test_a_password_that_not_every_reader_takes_is_refused_and_not_quoted(text, words):
    with pytest.raises(UsageError, match=words) as caught:
        Password(text)
    assert not text or text not in str(caught.value.args) + caught.value.hint


def test_a_password_does_not_show_itself_nor_leave_its_process():
    password = Password(WORD)
    assert {repr(password), str(password), f"{password}", f"{[password]}"[1:-1]} == {"***"}
    for leave in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="stays in its process"):
            leave(password)
    assert not hasattr(password, "__dict__")
