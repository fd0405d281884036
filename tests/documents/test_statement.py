"""Statements from plain text and Word."""

import io
import zipfile

import docx
import pytest
from markdown_it import MarkdownIt

from lorpack.documents import read_statement
from lorpack.errors import DocumentError


def word(build):
    document = docx.Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def changed(data, name, content=None, edit=None):
    """The archive *data* with the part *name* added or edited."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for entry in old.infolist():
            body = old.read(entry)
            new.writestr(entry.filename, edit(body) if edit and entry.filename == name else body)
        if content is not None:
            new.writestr(name, content)
    return buffer.getvalue()


def code_of(data, name="statement.docx"):
    with pytest.raises(DocumentError) as caught:
        read_statement(data, name)
    assert caught.value.hint
    return caught.value.code


PLAIN = word(lambda document: document.add_paragraph("Hello"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text(encoding):
    assert read_statement("Grüße\r\nfrom *here*".encode(encoding), "a.md") == (
        "Grüße\nfrom *here*",
        [],
    )


def test_word_becomes_markdown():
    def build(document):
        document.add_heading("Why surgery", 2)
        paragraph = document.add_paragraph("I ")
        paragraph.add_run("really ").bold = True
        paragraph.add_run("mean").bold = True
        paragraph.add_run(" it, ")
        paragraph.add_run("always").italic = True
        paragraph.add_run(".")
        secret = paragraph.add_run("SECRET")
        secret.font.hidden = True
        document.add_paragraph("One", style="List Bullet")
        document.add_paragraph("Two", style="List Bullet")
        document.add_paragraph("First", style="List Number")
        document.add_table(1, 1).cell(0, 0).text = "In a table"

    text, notices = read_statement(word(build), "s.docx")
    assert text == (
        "## Why surgery\n\nI **really mean** it, *always*.\n\n- One\n- Two\n\n1. First\n\n"
        "In a table\n"
    )
    assert notices == []


@pytest.mark.parametrize(
    "line",
    ["# no heading", "- no list", "1. no list", "1986) was", "*stars* and _lines_", "<b>&amp;</b>",
     "a `code` [x](y) ~~z~~ | \\ back", "=== ---", "> quote", "+ plus"],
)  # fmt: skip
def test_word_text_is_escaped(line):
    text, _ = read_statement(word(lambda document: document.add_paragraph(line)), "s.docx")
    tokens = MarkdownIt("commonmark").parse(text)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    kinds = {child.type for child in tokens[1].children}
    assert kinds <= {"text", "text_special"}
    assert "".join(child.content for child in tokens[1].children) == line


def test_a_word_document_may_have_marks_of_direction():
    marked = word(
        lambda document: document.add_paragraph("Name \u200fعبد الله\u200f \u202ain\u202c")
    )
    assert read_statement(marked, "s.docx") == ("Name عبد الله in\n", [])


def test_word_tracked_changes_are_taken_as_accepted():
    def edit(body):
        return body.replace(
            b"<w:t>Hello</w:t></w:r>",
            b"<w:t>Hello</w:t></w:r><w:ins w:id='1' w:author='x'><w:r><w:t> you</w:t></w:r></w:ins>"
            b"<w:del w:id='2' w:author='x'><w:r><w:delText>gone</w:delText></w:r></w:del>",
        )

    text, notices = read_statement(changed(PLAIN, "word/document.xml", edit=edit), "s.docx")
    assert text == "Hello you\n"
    assert [notice.code for notice in notices] == ["LOR737"]


def test_word_refusals():
    rels = "word/_rels/document.xml.rels"
    part = (
        b'<Relationship Id="x9" Type="http://x/subDocument" Target="http://evil/t.docx" '
        b'TargetMode="External"/></Relationships>'
    )
    assert code_of(changed(PLAIN, "word/vbaProject.bin", b"x")) == "LOR732"
    assert code_of(changed(PLAIN, "word/big.xml", b"\0" * (60 * 2**20))) == "LOR732"
    assert code_of(changed(PLAIN, "word/bomb.xml", b"\0" * (20 * 2**20))) == "LOR732"
    many = changed(PLAIN, "word/x", b"")
    for index in range(1):
        many = changed(many, f"word/{index}", b"")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for index in range(201):
            archive.writestr(f"word/{index}", b"")
    assert code_of(buffer.getvalue()) == "LOR732"
    assert code_of(PLAIN[: len(PLAIN) // 2]) == "LOR732"
    entity = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    )
    assert code_of(changed(PLAIN, "word/document.xml", edit=lambda _: entity)) == "LOR732"
    external = changed(PLAIN, rels, edit=lambda body: body.replace(b"</Relationships>", part))
    assert code_of(external) == "LOR732"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Grüße".encode("cp1252"), "LOR731"),
        (b"{\\rtf1 x}", "LOR733"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "LOR733"),
        (b"%PDF-1.7", "LOR733"),
        (b"a" * 100_001, "LOR734"),
        ("a\u202eb".encode(), "LOR735"),
        (b"a\0b", "LOR735"),
        (b"PK\x03\x04", "LOR732"),
    ],
)
def test_refusals(data, code):
    assert code_of(data, "s.md") == code


SAVE = "Open it and save it as .docx, as PDF, or as plain text in UTF-8."
CONTROL = "Delete the text around it and type it anew, or paste it as plain text."


@pytest.mark.parametrize(
    ("data", "code", "message", "hint"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "LOR733",
         "s.md is an old Word document (.doc), which is not read.", SAVE),
        (b"{\\rtf1 x}", "LOR733", "s.md is a rich text document (.rtf), which is not read.", SAVE),
        (b"PK\x03\x04" + b" " * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "LOR733",
         "s.md is an OpenDocument text (.odt), which is not read.", SAVE),
        (b"%PDF-1.7", "LOR733", "s.md is PDF, which holds no text to read.",
         "Supply the statement as .md, .txt, .docx or PDF."),
        (b"\n\n\xe9\n\xe9", "LOR731", "s.md is not UTF-8 text (line 3); it looks like Windows-1252.",
         "Save it as UTF-8: in Notepad, File > Save As > Encoding: UTF-8."),
        (b"\n\xe9\n", "LOR731", "s.md is not UTF-8 text (line 2); it looks like Windows-1252.",
         "Save it as UTF-8: in Notepad, File > Save As > Encoding: UTF-8."),
        (b"a" * 100_001, "LOR734", "s.md has 100,001 characters; at most 100,000 are taken.",
         "Check that it is the right file: a statement has about 5,000 characters."),
        (b"a\r\nb\rc\nd\x1b\n\n", "LOR735",
         "s.md has an invisible control character (U+001B) in line 4.", CONTROL),
        (b"\0", "LOR735", "s.md has an invisible control character (U+0000) in line 1.", CONTROL),
        ("\n\u202e".encode(), "LOR735",
         "s.md has an invisible control character (U+202E) in line 2.", CONTROL),
        ("\f\n\f\u202d".encode(), "LOR735",
         "s.md has an invisible control character (U+202D) in line 2.", CONTROL),
        (b"\v", "LOR735", "s.md has an invisible control character (U+000B) in line 1.", CONTROL),
    ],
)  # fmt: skip
def test_a_refusal_says_what_it_is_where_and_what_to_do(data, code, message, hint):
    with pytest.raises(DocumentError) as caught:
        read_statement(data, "s.md")
    assert (caught.value.code, caught.value.message, caught.value.hint) == (code, message, hint)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a" * 100_000, "a" * 100_000),
        (b"a\r\nb\rc\n\td\n", "a\nb\nc\n\td\n"),
        ("e\u0301".encode(), "é"),
        ("é\n".encode("utf-16-be").join((b"\xfe\xff", b"")), "é\n"),
        (b"<html>&amp;", "<html>&amp;"),
        (b"", ""),
        ("a\u200bb\u00a0c".encode(), "a\u200bb\u00a0c"),
        ("\u200fعبد\u200f \u200ea\u061c".encode(), "عبد a"),
        ("\u202ab\u202b\u202cc \u2066d\u2067\u2068\u2069".encode(), "bc d"),
        (b"one\ftwo\n\fthree", "one\n\ntwo\n\n\nthree"),
    ],
)
def test_a_text_is_taken_as_it_stands_with_plain_line_ends(data, text):
    assert read_statement(data, "s.md") == (text, [])
