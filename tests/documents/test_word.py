"""What is read of a Word document, word by word, and up to which size."""

import io
import struct
import zipfile
from itertools import count, repeat

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lorpack.documents import read_statement, word
from lorpack.documents.commonmark import Block, Item, inline, joined
from lorpack.errors import DocumentError
from lorpack.findings import Severity

MAIN, NUMBERING = "word/document.xml", "word/numbering.xml"
TOO_LARGE = "it unpacks to more than a text can be"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def parts():
    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


PARTS = parts()


def document(body="", more=None, compression=zipfile.ZIP_DEFLATED):
    """A Word document with *body* in it, and with *more* parts; one that is None is left out."""
    main = PARTS[MAIN].replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in {**PARTS, MAIN: main, **(more or {})}.items():
            if data is not None:
                archive.writestr(name, data)
    return out.getvalue()


def text_of(body, more=None):
    return read_statement(document(body, more), "s.docx")[0]


def refusal(data):
    with pytest.raises(DocumentError) as caught:
        read_statement(data, "s.docx")
    assert caught.value.code == "LOR732"
    assert caught.value.hint == (
        "Open it in Word, choose File > Save As > Word Document (.docx) or PDF, and use that."
    )
    before, why = caught.value.message.split(": ", 1)
    assert before == "The Word document s.docx is refused"
    return why.removesuffix(".")


def run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, style="", numbered=""):
    head = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        head += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbered}"/></w:numPr>'
    return f"<w:p><w:pPr>{head}</w:pPr>{''.join(runs)}</w:p>"


BOLD, ITALIC, BOTH = "<w:b/>", "<w:i/>", "<w:b/><w:i/>"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([("plain", "")], "plain"),
        ([("bold", BOLD)], "**bold**"),
        ([("italic", ITALIC)], "*italic*"),
        ([("both", BOTH)], "***both***"),
        ([("one ", BOLD), ("two", BOLD)], "**one two**"),
        ([("one", BOLD), (" ", ""), ("two", BOLD)], "**one two**"),
        ([("one", BOLD), (" ", ITALIC), ("two", "")], "**one** two"),
        ([(" ", ""), ("one", BOLD)], "**one**"),
        ([("a", ""), (" one ", BOLD), ("b", "")], "a **one** b"),
        ([("one", BOLD), ("two", "")], "**one**two"),
        ([("one", ""), ("two", BOLD)], "one**two**"),
        ([("one", BOLD), ("two", ITALIC)], "**one**two"),
        ([("one", BOLD), (" two", ITALIC)], "**one** *two*"),
        ([("one,", BOLD), ("two", "")], "one,two"),
        ([("one,", BOLD), (" two", "")], "**one,** two"),
        ([("one,", BOLD), (", two", "")], "**one,**, two"),
        ([("one,", BOLD), ("two", ITALIC)], "one,*two*"),
        ([("one", ""), ("(two)", BOLD)], "one(two)"),
        ([("one ", ""), ("(two)", BOLD)], "one **(two)**"),
        ([("one-", ""), ("(two)", BOLD)], "one-**(two)**"),
        ([("*", ""), ("two", BOLD)], "\\*two"),
        ([("a*b", BOLD)], "**a\\*b**"),
        ([("a  b", "")], "a b"),
        ([("x", "<w:vanish/>"), ("y", "")], "y"),
        ([("a\u00a0b\u00adc\td", "")], "a bc d"),
        ([("1. x", "")], "1\\. x"),
        ([("123456789) x", "")], "123456789\\) x"),
        ([("1234567890. x", "")], "1234567890. x"),
        ([("12 x", "")], "12 x"),
        ([("a - b", "")], "a - b"),
        ([("==", "")], "\\=="),
    ],
)
def test_the_looks_of_words_are_kept_where_commonmark_can_say_them(runs, text):
    found = text_of(paragraph(*(run(*each) for each in runs)))
    assert found == f"{text}\n"


@pytest.mark.parametrize(
    ("style", "prefix"),
    [("Heading1", "# "), ("Heading3", "### "), ("Heading6", "###### "), ("Heading9", "###### "),
     ("Title", "# "), ("ListBullet", "- "), ("ListBullet2", "- "), ("ListNumber", "1. "),
     ("Normal", ""), ("Quote", ""), ("NoSuchStyle", "")],
)  # fmt: skip
def test_a_style_becomes_its_mark(style, prefix):
    assert text_of(paragraph(run("words"), style=style)) == f"{prefix}words\n"


def numbering(*kinds):
    """Definitions of which numbering 1, 2, ... counts as *kinds* say, at its first level."""
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{at + 50}"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/></w:lvl>'
        f'<w:lvl w:ilvl="1"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>'
        for at, kind in enumerate(kinds, 1)
    )
    numbers = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at + 50}"/></w:num>'
        for at, _ in enumerate(kinds, 1)
    )
    return {NUMBERING: f"<w:numbering {NAMESPACE}>{levels}{numbers}</w:numbering>".encode()}


KINDS = numbering("decimal", "bullet", "none", "upperRoman")


@pytest.mark.parametrize(
    ("number", "prefix"), [("1", "1. "), ("2", "- "), ("3", "- "), ("4", "1. "), ("9", "- ")]
)
def test_a_numbered_paragraph_counts_where_its_definition_does(number, prefix):
    assert text_of(paragraph(run("words"), numbered=number), KINDS) == f"{prefix}words\n"
    styled = paragraph(run("words"), numbered=number, style="ListBullet")
    assert text_of(styled, KINDS) == f"{prefix}words\n"


def test_numbering_without_a_definition_is_a_bullet():
    numberless = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>words</w:t></w:r></w:p>"
    assert text_of(numberless, KINDS) == "- words\n"
    hollow = f'<w:numbering {NAMESPACE}><w:num w:numId="1"/></w:numbering>'.encode()
    numbered = paragraph(run("words"), numbered="1")
    assert text_of(numbered, {NUMBERING: hollow}) == "- words\n"
    relations = "word/_rels/document.xml.rels"
    without = PARTS[relations].replace(b"relationships/numbering", b"relationships/other")
    assert text_of(numbered, {relations: without}) == "- words\n"


def test_blocks_are_apart_and_items_of_one_list_together():
    body = (
        paragraph(run("One"), run("Two", "<w:vanish/>"), style="Heading2")
        + paragraph(run("a"), style="ListBullet")
        + paragraph("<w:r><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", style="ListBullet")
        + paragraph("<w:r><w:t>d</w:t><w:br/><w:br/><w:t> e </w:t></w:r>", style="ListNumber")
        + paragraph()
        + paragraph(run("f"), style="ListNumber")
        + paragraph("<w:r><w:t>g</w:t><w:br/><w:t># h</w:t></w:r>")
        + paragraph("<w:r><w:t>i</w:t><w:br/><w:t>j</w:t></w:r>", style="Heading1")
    )
    assert text_of(body) == (
        "## One\n\n- a\n- b\\\n  c\n\n1. d\\\n   e\n2. f\n\ng\\\n\\# h\n\n# i j\n"
    )


def test_a_look_over_a_line_break_is_left_out():
    assert text_of(
        paragraph(f"<w:r><w:rPr>{BOLD}</w:rPr><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>")
    ) == ("a\\\nb\n")


def test_a_table_is_read_cell_by_cell_and_a_merged_cell_once():
    def cell(text, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"

    wide = cell("wide", '<w:gridSpan w:val="2"/>')
    table = (
        "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
        f"<w:tr>{wide}</w:tr><w:tr>{cell('left')}{cell('right')}</w:tr></w:tbl>"
    )
    assert text_of(table + paragraph(run("after"))) == "wide\n\nleft\n\nright\n\nafter\n"


def test_an_empty_document_has_no_text():
    assert read_statement(document(), "s.docx") == ("", [])


@pytest.mark.parametrize(
    ("inside", "left_out"),
    [
        ("<w:drawing/>", "pictures or text boxes"),
        ("<w:pict/>", "pictures or text boxes"),
        ("<w:object/>", "embedded objects"),
        ("<w:footnoteReference w:id='1'/>", "footnotes"),
        ("<w:endnoteReference w:id='1'/>", "footnotes"),
        ("<w:commentReference w:id='1'/>", "comments"),
        ('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r>'
         "<m:t>x=5</m:t></m:r></m:oMath>", "formulas"),
        ('<w:sym w:font="Symbol" w:char="F0E6"/>', "symbols of unusual fonts"),
        ('<w:sym w:font="Webdings" w:char="F041"/>', "symbols of unusual fonts"),
        ("<w:sym/>", "symbols of unusual fonts"),
        ("<w:drawing/><w:object/><w:commentReference w:id='1'/>",
         "pictures or text boxes and embedded objects and comments"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_told(inside, left_out):
    body = f"<w:p><w:r><w:t>words</w:t>{inside}</w:r></w:p>"
    text, (notice,) = read_statement(document(body), "s.docx")
    assert text == "words\n"
    assert (notice.code, notice.severity) == ("LOR736", Severity.WARNING)
    assert notice.message == f"s.docx: only the running text is taken, not its {left_out}."
    assert notice.hint == "If they matter, supply the statement as PDF."


def test_moved_and_boxed_and_deleted_text_is_not_running_text():
    body = paragraph(
        run("kept"),
        f"<w:del w:id='1'>{run('deleted')}</w:del>",
        f"<w:moveFrom w:id='2'>{run('moved')}</w:moveFrom>",
        f"<w:r><w:pict><w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent></w:pict></w:r>",
    )
    text, notices = read_statement(document(body), "s.docx")
    assert text == "kept\n"
    assert [(one.code, one.severity) for one in notices] == [
        ("LOR736", Severity.WARNING), ("LOR737", Severity.INFO),
    ]  # fmt: skip
    assert notices[1].message == "s.docx has tracked changes; they are taken as accepted."
    assert notices[1].hint == (
        "Accept or reject them in Word: Review > Accept > Accept All Changes."
    )


def noise(size):
    """Bytes that do not pack; no XML."""
    return b"\xa7" * size


def test_so_many_parts_are_read_and_not_one_more():
    more = {f"word/{n}": b"" for n in range(200 - len(PARTS))}
    assert read_statement(document("", more), "s.docx") == ("", [])
    assert refusal(document("", {**more, "word/x": b""})) == TOO_LARGE


def test_so_many_bytes_are_unpacked_and_not_one_more():
    rest = 50 * 2**20 - sum(map(len, PARTS.values()))
    stored = zipfile.ZIP_STORED
    assert read_statement(document("", {"word/x": noise(rest)}, stored), "s.docx") == ("", [])
    assert refusal(document("", {"word/x": noise(rest + 1)}, stored)) == TOO_LARGE


def test_so_much_xml_is_read_and_not_a_byte_more():
    rest = 8 * 2**20 - sum(len(PARTS[name]) for name in PARTS if name.endswith((".xml", ".rels")))
    for name in ("word/x.xml", "word/X.XML", "word/x.rels"):
        fits = {name: b"<x>".ljust(rest)}
        assert read_statement(document("", fits, zipfile.ZIP_STORED), "s.docx") == ("", [])
        over = {name: b"<x>".ljust(rest + 1)}
        assert refusal(document("", over, zipfile.ZIP_STORED)) == TOO_LARGE


def test_what_is_read_and_unpacks_to_a_hundred_times_its_size_is_refused_when_it_is_large():
    part = "word/x.xml"
    rest = 2**20 - sum(len(PARTS[name]) for name in PARTS if name.endswith((".xml", ".rels")))
    assert refusal(document("", {part: b"<x>".ljust(2**20)})) == TOO_LARGE
    assert read_statement(document("", {part: b"<x>".ljust(rest)}), "s.docx") == ("", [])
    assert refusal(document("", {part: b"<x>".ljust(rest + 1)})) == TOO_LARGE


def test_a_blank_picture_that_nobody_reads_may_be_large():
    assert read_statement(document("", {"word/media/a.emf": bytes(2**21)}), "s.docx") == ("", [])


def test_parts_that_overlap_are_refused():
    """More packed bytes than the file has: one part under many names."""
    out = io.BytesIO(document("", {"word/x": noise(2**10)}, zipfile.ZIP_STORED))
    with zipfile.ZipFile(out, "a") as archive:
        (entry,) = (each for each in archive.filelist if each.filename == "word/x")
        for number in range(100, 190):
            other = zipfile.ZipInfo(f"word/{number}")
            other.header_offset, other.CRC = entry.header_offset, entry.CRC
            other.file_size = other.compress_size = entry.file_size
            archive.filelist.append(other)
        archive._didModify = True
    assert refusal(out.getvalue()) == TOO_LARGE


def test_a_part_that_stands_twice_is_refused():
    out = io.BytesIO(document())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(MAIN, b"<x/>")
    assert refusal(out.getvalue()) == "it holds a part twice"


def test_a_part_that_says_it_is_shorter_than_it_is_is_damaged():
    data = bytearray(document("", {"word/x.xml": b"<x/>" * 99}, zipfile.ZIP_STORED))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/x.xml"))
    struct.pack_into("<L", data, at + 24, 8)
    assert refusal(bytes(data)) == "it is damaged or encrypted"


MANY = "it has more paragraphs than a text can have"


def test_so_many_paragraphs_are_read_and_not_one_more():
    stored = zipfile.ZIP_STORED
    assert read_statement(document("<w:p/>" * 5_000, None, stored), "s.docx") == ("", [])
    assert refusal(document("<w:p/>" * 5_001, None, stored)) == MANY


def test_so_many_runs_are_read_and_not_one_more(monkeypatch):
    runs = document(f"<w:p>{'<w:r/>' * 50_001}</w:p>", None, zipfile.ZIP_STORED)
    assert refusal(runs) == MANY
    monkeypatch.setattr(word, "_MAX_RUNS", 50)
    assert text_of(f"<w:p>{'<w:r/>' * 50}</w:p>") == ""
    assert refusal(document(f"<w:p>{'<w:r/>' * 51}</w:p>")) == MANY


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("word/../x", b"", "the path of a part in it leads out of the archive"),
        ("..\\x", b"", "the path of a part in it leads out of the archive"),
        ("/x", b"", "the path of a part in it leads out of the archive"),
        ("\\x", b"", "the path of a part in it leads out of the archive"),
        ("word/VBAProject.bin", b"", "it has macros or controls"),
        ("word/ActiveX/x.bin", b"", "it has macros or controls"),
        ("word/x.xml", b"x<x/>", "its XML has an unusual encoding"),
        ("word/x.XML", b"", "its XML has an unusual encoding"),
        ("word/x.xml", b"<?xml encoding='UTF-7'?>", "its XML has an unusual encoding"),
        ("word/x.xml", b'<?xml ENCODING = "latin-1"?>', "its XML has an unusual encoding"),
        ("word/x.xml", b"<" + b" " * 189 + b"encoding='x", "its XML has an unusual encoding"),
        ("word/x.xml", b"<x/><!DOCTYPE x>", "its XML declares a document type"),
        ("word/x.xml", b"<x/><!ENTITY x>", "its XML declares a document type"),
        ("word/x.rels", b"<\0!\0D\0O\0C\0T\0Y\0P\0E\0", "its XML declares a document type"),
    ],
)
def test_a_part_that_is_no_text_is_refused(name, data, why):
    assert refusal(document("", {name: data})) == why


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("word/x..xml", b"<x/>"),
        ("word/activex", b""),
        ("word/x.bin", b"<!DOCTYPE"),
        ("word/x.xml", b"\xef\xbb\xbf \r\n\t<x/>"),
        ("word/x.xml", "<?xml encoding='utf-16'?>".encode("utf-16")),
        ("word/x.xml", b'<?xml encoding="UTF-8"?><x/>'),
        ("word/x.xml", b"<" + b" " * 190 + b"encoding='x"),
        ("word/x.xml", b"<macroEnabled/>"),
    ],
)
def test_a_part_that_only_looks_odd_is_let_through(name, data):
    assert read_statement(document("", {name: data}), "s.docx") == ("", [])


def test_macros_are_refused_by_the_list_of_kinds_too():
    kinds = "[Content_Types].xml"
    edited = PARTS[kinds].replace(b"</Types>", b"<!-- macroEnabled --></Types>")
    assert refusal(document("", {kinds: edited})) == "it has macros"


DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"


@pytest.mark.parametrize(
    ("named", "kind", "fine"),
    [
        ('Override PartName="/word/document.dat"', DOCUMENT, False),
        ('Default Extension="d&#97;t"', DOCUMENT, False),
        ('Override PartName="/word/x.XML"', DOCUMENT, True),
        ('Default Extension="vml"', VML, True),
        ('Default Extension="svg"', "image/svg+xml", True),
    ],
)
def test_a_part_whose_name_hides_that_it_is_xml_is_refused(named, kind, fine):
    """It would be read in full, and counted by no limit."""
    kinds = "[Content_Types].xml"
    more = f'<{named} ContentType="{kind}"/><!-- note --></Types>'.encode()
    data = document("", {kinds: PARTS[kinds].replace(b"</Types>", more)})
    if fine:
        assert read_statement(data, "s.docx") == ("", [])
    else:
        assert refusal(data) == "the name of a part in it hides its kind"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("hyperlink", None),
        ("attachedTemplate", None),
        ("image", None),
        *((kind, "it loads a part of itself from elsewhere")
          for kind in ("xhyperlink", "aFChunk", "subDocument", "oleObject", "frame", "footnotes")),
    ],
)  # fmt: skip
def test_a_document_may_link_and_not_load(kind, why):
    relations = "word/_rels/document.xml.rels"
    link = (
        f'<Relationship Id="x9" Type="http://x/{kind}" Target="https://a.example/" '
        'TargetMode="External"/></Relationships>'
    )
    edited = PARTS[relations].replace(b"</Relationships>", link.encode())
    data = document("", {relations: edited})
    if why:
        assert refusal(data) == why
    else:
        assert read_statement(data, "s.docx") == ("", [])


def test_a_document_saved_as_strict_says_so():
    """The other kind of Word document, whose names all differ."""
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strict = PARTS["_rels/.rels"].replace(
        office, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    assert refusal(document("", {"_rels/.rels": strict})) == (
        "it is saved as “Strict Open XML Document”, which is not read"
    )
    assert text_of(paragraph(run("http://purl.oclc.org/ooxml/"))) == "http://purl.oclc.org/ooxml/\n"


def test_a_document_without_its_main_part_is_damaged():
    assert refusal(document("", {MAIN: b"<x/>"})) == "it is damaged"
    assert refusal(b"PK\x03\x04") == "it is damaged or encrypted"
    assert refusal(document("", {"word/x.xml": b"<x/>"})[:-30]) == "it is damaged or encrypted"


def sdt(inside):
    return f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    "around",
    [
        sdt,
        lambda inside: sdt(sdt(inside)),
        lambda inside: f'<w:customXml w:element="x">{inside}</w:customXml>',
        lambda inside: f"<w:moveTo w:id='1'>{inside}</w:moveTo>",
        lambda inside: f"<w:unheard-of>{inside}</w:unheard-of>",
    ],
)
def test_paragraphs_in_whatever_stands_around_them_are_read(around):
    row = f"<w:tr>{around('<w:tc>' + paragraph(run('cell')) + '</w:tc>')}</w:tr>"
    inner = f"<w:tr><w:tc>{around(paragraph(run('in a cell')))}<w:p/></w:tc></w:tr>"
    table = f"<w:tbl>{around(row)}{inner}</w:tbl>"
    body = around(paragraph(run("one")) + paragraph(run("two"))) + around(table)
    text, notices = read_statement(document(body + paragraph(run("last"))), "s.docx")
    assert text == "one\n\ntwo\n\ncell\n\nin a cell\n\nlast\n"
    assert notices == []


def test_a_paragraph_that_was_put_in_as_a_whole_is_read():
    body = f"<w:ins w:id='1' w:author='x'>{paragraph(run('put in'))}</w:ins>"
    text, notices = read_statement(document(body), "s.docx")
    assert text == "put in\n"
    assert [notice.code for notice in notices] == ["LOR737"]


def test_a_cell_over_several_rows_is_read_once_and_what_it_covers_is_told():
    def row(merge, inside):
        return f"<w:tr><w:tc><w:tcPr><w:vMerge{merge}/></w:tcPr>{inside}</w:tc></w:tr>"

    top = row(' w:val="restart"', paragraph(run("tall")))
    clear = document(f"<w:tbl>{top}{row('', '<w:p/>')}</w:tbl>")
    assert read_statement(clear, "s.docx") == ("tall\n", [])
    covered = row(' w:val="continue"', paragraph(run("covered")))
    text, (notice,) = read_statement(document(f"<w:tbl>{top}{covered}</w:tbl>"), "s.docx")
    assert text == "tall\n"
    assert notice.code == "LOR736"
    assert notice.message == (
        "s.docx: only the running text is taken, not its text outside of the paragraphs."
    )


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<w:r><w:t>stray</w:t></w:r>", True),
        ("<w:p><w:r><w:object><w:p><w:r><w:t>stray</w:t></w:r></w:p></w:object></w:r></w:p>", True),
        ("<w:r><w:t> – </w:t></w:r>", False),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>stray</w:t></w:r>", False),
        ("<w:moveFrom><w:r><w:t>stray</w:t></w:r></w:moveFrom>", False),
        ("<w:t/>", False),
        ("<w:t>stray</w:t>", True),
    ],
)
def test_no_word_is_lost_without_a_word(inside, told):
    text, notices = read_statement(document(paragraph(run("words")) + inside), "s.docx")
    assert text == "words\n"
    assert any("text outside of the paragraphs" in one.message for one in notices) == told


def test_a_text_outside_of_any_run_is_read_and_a_remark_in_the_file_is_not():
    body = "<w:p><w:t>no run</w:t><!-- remark --><w:smartTag><w:r><w:t>!</w:t></w:r></w:smartTag></w:p>"
    assert text_of(body) == "no run!\n"


def test_so_many_texts_are_read_and_not_one_more(monkeypatch):
    monkeypatch.setattr(word, "_MAX_RUNS", 50)
    assert text_of(f"<w:p><w:r>{'<w:t/>' * 50}</w:r></w:p>") == ""
    assert refusal(document(f"<w:p><w:r>{'<w:t/>' * 51}</w:r></w:p>")) == MANY


STYLES = "word/styles.xml"
HIDES = "<w:rPr><w:vanish/></w:rPr>"


def styled(*styles):
    """The parts of a document with *styles* more: (name, its kind, what it is based on, looks)."""
    made = "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/>{looks}</w:style>'
        for name, kind, base, looks in styles
    )
    return {STYLES: PARTS[STYLES].replace(b"</w:styles>", made.encode() + b"</w:styles>")}


HIDDEN = styled(
    ("Secret", "paragraph", "Normal", HIDES),
    ("Deeper", "paragraph", "Secret", ""),
    ("Again", "paragraph", "Secret", '<w:rPr><w:vanish w:val="0"/></w:rPr>'),
    ("SecretLetters", "character", "NoSuchStyle", HIDES),
    ("Round", "paragraph", "Rounder", ""),
    ("Rounder", "paragraph", "Round", ""),
)


@pytest.mark.parametrize(
    ("style", "look", "seen"),
    [
        ("Secret", "", False),
        ("Deeper", "", False),
        ("Again", "", True),
        ("Round", "", True),
        ("", '<w:rStyle w:val="SecretLetters"/>', False),
        ("", '<w:rStyle w:val="SecretLetters"/><w:vanish w:val="false"/>', True),
        ("Secret", '<w:rStyle w:val="SecretLetters"/>', True),
        ("Secret", '<w:vanish w:val="off"/>', True),
        ("Secret", "<w:vanish/>", False),
    ],
)
def test_what_a_style_hides_stays_out(style, look, seen):
    body = paragraph(run("words", look), style=style) + paragraph(run("last"))
    text = "words\n\nlast\n" if seen else "last\n"
    assert read_statement(document(body, HIDDEN), "s.docx") == (text, [])


def test_what_the_usual_style_hides_stays_out():
    usual = PARTS[STYLES].decode()
    at = usual.index("</w:style>", usual.index('w:default="1" w:styleId="Normal"'))
    hidden = {STYLES: (usual[:at] + HIDES + usual[at:]).encode()}
    body = paragraph(run("words")) + paragraph(run("seen", '<w:vanish w:val="0"/>'))
    assert read_statement(document(body, hidden), "s.docx") == ("seen\n", [])


def test_styles_are_followed_to_twenty_of_them():
    chain = [(f"S{at}", "paragraph", f"S{at + 1}", "") for at in range(21)]
    parts = styled(*chain, ("S21", "paragraph", "Normal", HIDES))
    assert (
        text_of(paragraph(run("a"), style="S1") + paragraph(run("b"), style="S2"), parts) == "a\n"
    )


def test_without_styles_nothing_is_hidden():
    bare = {STYLES: f"<w:styles {NAMESPACE}/>".encode()}
    assert text_of(paragraph(run("words"), style="Secret"), bare) == "words\n"


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Symbol", "F0B1", "±"),
        ("Symbol", "00A3", "≤"),
        ("symbol", "F061", "α"),
        ("Symbol", "F0E5", "∑"),
        ("Symbol", "F021", "!"),
        ("Wingdings", "F0E0", "→"),
        ("Wingdings", "F04A", "☺"),
        ("Times New Roman", "2264", "≤"),
        ("Symbol", "2264", ""),
        ("Symbol", "F0FF", ""),
        ("Times New Roman", "F041", ""),
        ("Times New Roman", "0007", ""),
        ("Times New Roman", "D800", ""),
        ("Times New Roman", "110000", ""),
        ("Times New Roman", "-1", ""),
        ("Times New Roman", "9" * 20, ""),
        ("Times New Roman", "x", ""),
    ],
)
def test_a_symbol_is_the_character_that_it_shows(font, code, shown):
    inside = f'<w:t>a</w:t><w:sym w:font="{font}" w:char="{code}"/><w:t>b</w:t>'
    text, notices = read_statement(document(f"<w:p><w:r>{inside}</w:r></w:p>"), "s.docx")
    assert text == f"a{shown}b\n"
    assert [one.code for one in notices] == ([] if shown else ["LOR736"])


def test_a_picture_of_a_face_is_read_once():
    inside = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F600"'
        ' xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"/></mc:Choice>'
        "<mc:Fallback><w:t>\U0001f600</w:t></mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(f"<w:p><w:r>{inside}</w:r></w:p>") == "\U0001f600\n"


@pytest.mark.parametrize(
    "kind", ["", ' w:type="page"', ' w:type="column"', ' w:type="textWrapping"']
)
def test_every_break_parts_the_words_beside_it(kind):
    assert text_of(f"<w:p><w:r><w:t>a</w:t><w:br{kind}/><w:t>b</w:t></w:r></w:p>") == "a\\\nb\n"
    assert text_of(f"<w:p><w:r><w:t>a</w:t><w:br{kind}/></w:r></w:p>") == "a\n"


def test_small_signs_inside_a_run_are_read():
    signs = (
        "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:ptab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:cr/>"
    )
    tabs = "<w:p><w:pPr><w:tabs><w:tab w:pos='9'/></w:tabs></w:pPr>"
    assert text_of(f"{tabs}<w:r>{signs}<w:t>e</w:t></w:r></w:p>") == "a b c-d\\\ne\n"


def deleted(*runs, style="", kind="del"):
    """A paragraph whose end was deleted or moved away."""
    head = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{head}<w:rPr><w:{kind} w:id='1'/></w:rPr></w:pPr>{''.join(runs)}</w:p>"


@pytest.mark.parametrize("kind", ["del", "moveFrom"])
def test_a_paragraph_whose_end_was_deleted_runs_on(kind):
    gone = f"<w:{kind} w:id='2'>{run('gone')}</w:{kind}>"
    body = (
        deleted(run("one, ", BOLD), gone, style="Heading1", kind=kind)
        + deleted(run("two, ", BOLD), kind=kind)
        + paragraph(run("three"))
        + deleted(gone, style="ListBullet", kind=kind)
        + paragraph(run("four"), style="Heading2")
    )
    assert text_of(body) == "**one, two,** three\n\n## four\n"


def test_a_paragraph_runs_on_within_its_cell_only():
    cells = "".join(f"<w:tc>{deleted(run(name))}</w:tc>" for name in ("a", "b"))
    body = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{deleted(run('c'))}"
    assert text_of(body) == "a\n\nb\n\nc\n"


def item(text, number="1", level=0, style=""):
    head = f'<w:pStyle w:val="{style}"/>' if style else ""
    head += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{head}</w:pPr>{run(text)}</w:p>"


@pytest.mark.parametrize("style", ["", "ListBullet", "ListNumber", "Normal"])
def test_a_paragraph_that_was_taken_out_of_its_list_is_plain(style):
    assert text_of(item("plain", "0", style=style)) == "plain\n"


def lists(*levels, more="", style=""):
    """Definitions: numbering 1 and 2 have *levels* (kind and start), 3 begins them anew at 7."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/>{kind and f"""<w:numFmt w:val="{kind}"/>"""}'
        f"{style if at else ''}</w:lvl>"
        for at, (kind, start) in enumerate(levels)
    )
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="5"/>{extra}</w:num>'
        for number, extra in ((1, ""), (2, "<w:lvlOverride/>"), (3, anew))
    )
    return {
        NUMBERING: f'<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="5">{made}'
        f"</w:abstractNum>{numbers}{more}</w:numbering>".encode()
    }


DEEP = lists(("", "1"), ("lowerLetter", "1"), ("bullet", "1"))


def test_a_list_that_is_interrupted_goes_on_counting():
    body = item("a") + item("b") + paragraph(run("between")) + item("c", "2") + item("d")
    assert text_of(body, DEEP) == "1. a\n2. b\n\nbetween\n\n3. c\n4. d\n"


def test_a_list_that_begins_anew_is_another():
    body = item("a") + item("b", "3") + item("c", "3") + item("d", "1")
    assert text_of(body, DEEP) == "1. a\n\n7) b\n8) c\n9) d\n"
    again = body + item("e", "9") + item("f", "9")
    assert text_of(again, DEEP).endswith("9) d\n\n- e\n- f\n")


def test_lists_in_lists_stay_in_them():
    body = (
        item("a") + item("b", level=1) + item("c", level=2)
        + item("e", level=1) + item("f") + item("g", level=1) + paragraph(run("h"))
        + item("i", level=1) + item("j", level=2)
    )  # fmt: skip
    text = text_of(body, DEEP)
    assert text == ("1. a\n   1. b\n      - c\n   2. e\n2. f\n   1. g\n\nh\n\n2. i\n   - j\n")
    tokens = MarkdownIt("commonmark").parse(text)
    starts = [token.attrs.get("start", 1) for token in tokens if token.type == "ordered_list_open"]
    assert starts == [1, 1, 1, 2]


def test_a_list_inside_an_item_may_begin_with_any_number():
    body = item("a") + item("b", level=1) + item("c")
    text = text_of(body, lists(("bullet", "1"), ("decimal", "4")))
    assert text == "- a\n\n  4. b\n- c\n"
    kinds = [token.type for token in MarkdownIt("commonmark").parse(text)]
    assert kinds.count("ordered_list_open") == kinds.count("bullet_list_open") == 1


@pytest.mark.parametrize(
    ("start", "number"),
    [("0", "0"), ("12", "12"), ("9999999", "1000000"), ("-3", "0"), ("x", "0"), ("9" * 20, "0")],
)
def test_a_list_begins_where_its_definition_says(start, number):
    assert text_of(item("a"), lists(("decimal", start))) == f"{number}. a\n"


def test_a_style_makes_an_item_and_its_level():
    more = '<w:num w:numId="8"><w:abstractNumId w:val="5"/></w:num>'
    linked = lists(("decimal", "1"), ("decimal", "1"), more=more, style='<w:pStyle w:val="Mine"/>')
    numbered = "<w:pPr><w:numPr><w:numId w:val='8'/></w:numPr></w:pPr>"
    base = styled(("Base", "paragraph", "Normal", numbered), ("Mine", "paragraph", "Base", ""))
    body = item("a") + paragraph(run("b"), style="Mine") + paragraph(run("c"), style="Base")
    assert text_of(body, {**linked, **base}) == "1. a\n   1. b\n2. c\n"


def test_a_style_that_is_called_a_list_is_one_without_any_definition():
    bare = {NUMBERING: f"<w:numbering {NAMESPACE}/>".encode()}
    names = ("ListNumber", "ListNumber", "ListBullet2", "ListNumber2", "ListNumber")
    body = "".join(paragraph(run(f"{at}{name}"), style=name) for at, name in enumerate(names))
    assert text_of(body, bare) == (
        "1. 0ListNumber\n2. 1ListNumber\n   - 2ListBullet2\n\n   1. 3ListNumber2\n3. 4ListNumber\n"
    )


def test_a_style_and_a_number_count_levels_alike():
    body = item("a") + item("b", level=1) + paragraph(run("c"), style="ListBullet2")
    assert text_of(body, DEEP) == "1. a\n   1. b\n   2. c\n"


def test_a_heading_with_a_number_is_a_heading():
    assert text_of(item("a", style="Heading1") + item("b"), DEEP) == "# a\n\n1. b\n"


WORDS = st.text(st.sampled_from("ab1 .,*_-#()[]<&\\`~|=+>\n"), min_size=1, max_size=6)


@settings(deadline=None)
@example([("a.", True, False), ("b.", False, False)])
@given(st.lists(st.tuples(WORDS, st.booleans(), st.booleans()), min_size=1, max_size=5))
def test_whatever_is_written_is_what_a_reader_of_commonmark_sees(pieces):
    tokens = MarkdownIt("commonmark").parse(inline(pieces))
    words = "".join(text for text, _, _ in pieces)
    seen = " ".join(_seen(token) for token in tokens if token.type == "inline")
    assert seen.split() == words.split()


def _seen(token):
    breaks = ("softbreak", "hardbreak")
    return "".join(" " if child.type in breaks else child.content for child in token.children)


ITEMS = st.builds(Item, st.integers(0, 3), st.none() | st.integers(0, 12))


@settings(deadline=None)
@given(st.lists(st.none() | ITEMS, min_size=1, max_size=12))
def test_whatever_the_lists_each_item_has_its_number(items):
    blocks = [Block(f"t{at}", item=item) for at, item in enumerate(items)]
    counters, shown = [], []
    for token in MarkdownIt("commonmark").parse(joined(blocks)):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            first = int(token.attrs.get("start", 1))
            counters.append(count(first) if token.type.startswith("ordered") else repeat(None))
        elif token.type.endswith("list_close"):
            counters.pop()
        elif token.type == "list_item_open":
            number = next(counters[-1])
        elif token.type == "inline":
            shown.append((token.content, number if counters else "plain"))
    wanted = [each.number if each else "plain" for each in items]
    assert shown == [(f"t{at}", each) for at, each in enumerate(wanted)]
