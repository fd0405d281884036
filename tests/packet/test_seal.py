"""An encrypted packet: what opens it, what does not, and what a password may be."""

import copy
import hashlib
import pickle
import shutil
import subprocess
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from lorpack.errors import RenderError, UsageError
from lorpack.packet import seal
from lorpack.packet.seal import Password, is_encrypted, opens, sealed, sealed_digest

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


def test_a_packet_that_does_not_open_again_is_not_given(plain, monkeypatch):
    monkeypatch.setattr(seal, "opens", lambda data, password: False)
    with pytest.raises(RenderError) as caught:
        sealed(plain, Password(WORD))
    assert caught.value.message == "the encrypted packet does not open again"
    assert caught.value.hint == "please report this"


def test_a_packet_that_an_empty_password_opens_is_not_sealed(plain):
    half = BytesIO()
    with pikepdf.open(BytesIO(plain)) as pdf:
        pdf.save(half, encryption=pikepdf.Encryption(user="", owner=WORD))
    assert not opens(half.getvalue(), Password(WORD))


def test_a_packet_damaged_behind_its_password_does_not_open(packet):
    assert not opens(packet.replace(b"/Encrypt", b"/Encrypx"), Password(WORD))
    assert not opens(b"%PDF-1.7\n", Password(WORD))


def test_a_sealed_packet_is_packed_as_the_plain_one_was_meant_to_be(plain):
    """Its objects stand in streams, which are packed, and its metadata is not in the clear."""
    packet = sealed(plain, Password(WORD))
    assert b"/ObjStm" in packet
    assert b"/EncryptMetadata false" not in packet
    with pikepdf.open(BytesIO(packet), password=WORD) as pdf:
        assert pdf.pages[0].Contents.stream_dict.get("/Filter") == "/FlateDecode"
        assert pdf.user_password_matched
        assert pdf.owner_password_matched


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("a\u3000b", "a b"),
        ("a\u200bb", "a b"),
        ("a\u200db", "ab"),
        ("a\ufe0fb", "ab"),
        ("שלום", "שלום"),
        ("ש1ש", "ש1ש"),
        (" ", " "),
        ("~!'\"", "~!'\""),
    ],
)
def test_what_is_typed_is_prepared_as_readers_prepare_it(text, prepared):
    assert Password(text).reveal() == prepared


@pytest.mark.parametrize(
    "text",
    [
        "a\u0221b",  # unassigned in Unicode 3.2
        "a\x7fb",
        "a\u06ddb",
        "a\ue000b",
        "a\ufffeb",
        "a\ufffdb",
        "a\u2ff0b",
        "a\u0340b" + "\u206a",
        "a\U000e0001b",
        "\u05d0a\u05d0",
        "1\u05d0",
        "\u05d01",
    ],
)
def test_what_any_reader_forbids_is_refused_with_what_to_do(text):
    with pytest.raises(UsageError) as caught:
        Password(text)
    assert caught.value.message == "the password has a character that not every PDF reader takes"
    assert caught.value.hint == (
        "use letters, digits, spaces and punctuation, in one direction of writing"
    )


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "the password is empty", "choose one that you can say on the phone"),
        ("a" * 128, "the password is longer than 127 bytes", "PDF readers take no more"),
    ],
)
def test_a_password_of_a_wrong_length_is_told(text, message, hint):
    with pytest.raises(UsageError) as caught:
        Password(text)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_the_digest_of_a_sealed_packet_stays_what_it_is():
    """Else every encrypted packet would be built again after an update."""
    assert sealed_digest("a") == hashlib.sha256(b"aes-256-r6 a").hexdigest()


def test_only_what_says_so_is_encrypted():
    assert is_encrypted({"encrypted": True})
    for entry in (
        {},
        {"encrypted": False},
        {"encrypted": 1},
        {"encrypted": "true"},
        {"Encrypted": True},
    ):
        assert not is_encrypted(entry)
