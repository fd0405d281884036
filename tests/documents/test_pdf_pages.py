"""How a PDF is opened, judged and rebuilt, page by page."""

import io
from datetime import date

import pikepdf
import pytest
from document_makers import FONT, add_page, differing, photo_bytes, picture, saved, simple
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from lorpack.documents import pdf as module
from lorpack.documents import prepare_pdf, text_of
from lorpack.documents.geometry import rectangle
from lorpack.errors import DocumentError


def refusal(data):
    with pytest.raises(DocumentError) as caught:
        prepare_pdf(data, "The CV")
    return caught.value


def rebuilt(pdf):
    return Pdf.open(io.BytesIO(prepare_pdf(saved(pdf), "The CV").data))


def raw(objects, root=1):
    """A PDF of the *objects*, whose table of where they are is not where it should be."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in objects.items())
    return b"%%PDF-1.7\n%strailer\n<</Root %d 0 R>>\nstartxref\n9\n%%%%EOF\n" % (body, root)


def test_a_page_is_put_together_from_parts_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(module, "MAX_PARTS", 4)
    pdf = Pdf.new()
    for parts in (3, 1):
        part = pdf.make_indirect(Stream(pdf, b"q Q"))
        add_page(pdf, b"").obj.Contents = Array([part] * parts) if parts > 1 else part
    assert prepare_pdf(saved(pdf), "The CV").sizes
    pdf.pages[1].obj.Contents = Array([pdf.pages[1].obj.Contents] * 2)
    assert "put together from over 4 parts" in refusal(saved(pdf)).message


# Refusals.


@pytest.mark.parametrize(
    ("data", "what", "hint"),
    [
        (b"PK\x03\x04 word/document.xml", "a Word document", "Open it in Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document", "Open it in Word"),
        (b"{\\rtf1 x}", "a rich text document", "Open it in Word"),
        (
            b"PK\x03\x04" + b"mimetypeapplication/vnd.oasis.opendocument.text",
            "an OpenDocument text",
            "Open it in LibreOffice",
        ),
        (b"<html>", "a web page", "Download the document again"),
        (b"PK\x03\x04", "a ZIP archive", "Unpack it"),
        (b"My life", "plain text", "Export it to PDF"),
        (photo_bytes("JPEG"), "a picture", "Open it in a picture viewer"),
        (photo_bytes("PNG"), "a picture", "Open it in a picture viewer"),
        (photo_bytes("WEBP"), "a picture", "Open it in a picture viewer"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 99, "a picture", "Open it in a picture viewer"),
        (b"\0\1\2\3", "no PDF at all", "Open it, choose File > Print"),
    ],
)
def test_what_is_no_pdf_is_named_and_helped(data, what, hint):
    error = refusal(data)
    assert error.code == "LOR713"
    assert error.message.startswith(f"The CV is {what}")
    assert error.message.endswith(", not a PDF.")
    assert error.hint.startswith(hint)


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (RecursionError(), "LOR717", "its objects are nested too deeply"),
        (MemoryError(), "LOR717", "more memory than any document"),
        (RuntimeError("std::bad_alloc"), "LOR717", "more memory than any document"),
        (RuntimeError("memory limit exceeded"), "LOR717", "unpacks to far more"),
        (RuntimeError("no pages found"), "LOR716", "The CV has no pages."),
        (RuntimeError("odd"), "LOR714", "The CV is damaged or cut off and cannot be repaired."),
        (DocumentError("LOR799", "Ours.", "Do."), "LOR799", "Ours."),
    ],
)
def test_every_error_is_told_as_what_it_means(error, code, says, monkeypatch):
    def fail(*_):
        raise error

    monkeypatch.setattr(module, "_prepare", fail)
    refused = refusal(b"")
    assert refused.code == code
    assert says in refused.message
    assert refused.hint
    if not isinstance(error, DocumentError):
        assert refused.__cause__ is error


@pytest.mark.parametrize("fails", [True, False])
def test_a_limit_of_the_reader_that_was_reached_is_told(fails, monkeypatch):
    hits = iter([3, 4])
    monkeypatch.setattr(pikepdf.settings, "qpdf_limit_errors", lambda: next(hits))

    def prepare(*_):
        if fails:
            raise RuntimeError("odd")
        return "result"

    monkeypatch.setattr(module, "_prepare", prepare)
    refused = refusal(b"")
    assert refused.code == "LOR717"
    assert ("unpacks to far more" if fails else "nested too deeply") in refused.message


def test_limits_that_others_reached_before_are_not_told(monkeypatch):
    monkeypatch.setattr(pikepdf.settings, "qpdf_limit_errors", lambda: 3)
    assert prepare_pdf(simple(), "The CV").sizes
    assert refusal(simple()[:120]).code == "LOR714"


@pytest.mark.parametrize("data", [simple(), simple()[:120]])
def test_limits_of_the_reader_hold_meanwhile_and_no_longer(data, monkeypatch):
    seen = []
    real = module._open

    def watched(*arguments):
        now = pikepdf.settings.get_qpdf_limits()
        seen.append({key: now[key] for key in WANTED})
        return real(*arguments)

    monkeypatch.setattr(module, "_open", watched)
    before = pikepdf.settings.get_qpdf_limits()
    if len(data) > 200:
        prepare_pdf(data, "The CV")
    else:
        refusal(data)
    assert seen == [WANTED]
    assert pikepdf.settings.get_qpdf_limits() == before


WANTED = {
    "parser_max_nesting": 100,
    "parser_max_errors": 0,
    "max_stream_filters": 8,
    **dict.fromkeys(
        (
            "flate_max_memory", "png_max_memory", "tiff_max_memory", "run_length_max_memory",
            "dct_max_memory",
        ),
        32 * 2**20,
    ),
}  # fmt: skip


def test_a_damaged_file_without_pages_is_damaged():
    error = refusal(raw({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]>>"}))
    assert error.code == "LOR714"
    assert "If it opens for you: open it, choose File" in error.hint
    assert refusal(saved(Pdf.new())).message == "The CV has no pages."


def test_a_result_that_is_not_what_it_should_be_is_not_handed_out(monkeypatch):
    monkeypatch.setattr(module, "_add_page", lambda *_: None)
    assert refusal(simple()).code == "LOR714"


def test_a_password_is_asked_for_by_name():
    with Pdf.open(io.BytesIO(simple())) as pdf:
        data = saved(pdf, encryption=pikepdf.Encryption(owner="o", user="u"))
    error = refusal(data)
    assert error.message == "The CV needs a password to be opened."
    assert "print it to a PDF without one" in error.hint


@pytest.mark.parametrize(
    ("form", "rendering", "refused"),
    [
        ({"XFA": 1}, False, True),
        ({"XFA": 1, "Fields": 0}, False, True),
        ({"XFA": 1, "Fields": 1}, False, False),
        ({"XFA": 1, "Fields": 1}, True, True),
        ({"XFA": 1, "Fields": Name.Odd}, False, True),
        ({"Fields": 0}, False, False),
        ({"Fields": 0}, True, False),
        (None, True, False),
        (Name.Odd, True, False),
    ],
)
def test_a_form_that_only_adobe_shows_is_refused(form, rendering, refused):
    pdf = Pdf.new()
    add_page(pdf, b"")
    if isinstance(form, dict):
        made = (
            {"XFA": Array([]), "Fields": Array([Dictionary(T=String("f"))] * form.get("Fields", 0))}
            if not isinstance(form.get("Fields"), Name)
            else {"XFA": Array([]), "Fields": Name.Odd}
        )
        pdf.Root.AcroForm = Dictionary({f"/{key}": made[key] for key in form})
    elif form is not None:
        pdf.Root.AcroForm = form
    if rendering:
        pdf.Root.NeedsRendering = True
    if refused:
        error = refusal(saved(pdf))
        assert error.code == "LOR718"
        assert error.message.startswith("The CV is an Adobe XFA form")
    else:
        assert prepare_pdf(saved(pdf), "The CV").sizes == ((200, 300),)


# How many.


def tree(*kids):
    """A PDF whose tree of pages is that of *kids*: a page for each 1, a list for a list."""
    pdf = Pdf.new()
    blank = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 9, 9])))

    def node(kid):
        if isinstance(kid, list):
            inner = Array([node(each) for each in kid])
            return pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=inner, Count=len(kid)))
        return pdf.make_indirect(Dictionary(blank)) if kid == 1 else kid

    pdf.Root.Pages = node(list(kids))
    return pdf


@pytest.mark.parametrize(
    ("kids", "many"),
    [
        ([1, 1, 1], False),
        ([1, 1, 1, 1], True),
        ([[1, 1], [1]], False),
        ([[1, 1], [1, 1]], True),
        ([[[[1]]], 1, 1], False),
        ([[], [], 1], False),
        ([[], [[], [[]]]], False),
        ([[], [[], [[], []]]], True),  # so many branches are no better
        ([Name.Odd, 5, 1], False),
        ([Name.Odd, 5, 5, 5], True),  # nor is so much that is none
        ([[1, 1, 1], [Name.Odd, 5, 1]], True),
        ([[[1, 1, 1]], 1], True),
        ([1] * 9, True),
    ],
)
def test_pages_are_counted_wherever_they_are_in_the_tree(kids, many, monkeypatch):
    monkeypatch.setattr(module, "MAX_PAGES", 3)
    pdf = tree(*kids)
    assert module._has_too_many_pages(pdf) is many


def test_counting_pages_ends(monkeypatch):
    monkeypatch.setattr(module, "MAX_PAGES", 3)
    pdf = tree([1], [1])
    pdf.Root.Pages.Kids[0].Kids.append(pdf.Root.Pages)  # in a circle
    assert not module._has_too_many_pages(pdf)
    pdf.Root.Pages = Name.Odd
    assert not module._has_too_many_pages(pdf)
    del pdf.Root.Pages
    assert not module._has_too_many_pages(pdf)


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MAX_PAGES", 3)
    assert len(prepare_pdf(simple(pages=3), "The CV").sizes) == 3
    error = refusal(simple(pages=4))
    assert error.code == "LOR717"
    assert "it has over 3 pages" in error.message


def test_links_and_comments_are_counted_on_all_pages(monkeypatch):
    monkeypatch.setattr(module, "MAX_ANNOTATIONS", 3)
    pdf = Pdf.new()
    pages = [add_page(pdf, b""), add_page(pdf, b"")]
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    pages[0].obj.Annots, pages[1].obj.Annots = Array([note, note]), Array([note])
    assert prepare_pdf(saved(pdf), "The CV").notices == ()
    pages[1].obj.Annots.append(note)
    error = refusal(saved(pdf))
    assert error.code == "LOR717"
    assert "over 3 links and comments" in error.message


# The content of a page.


def test_the_parts_of_a_page_are_one(monkeypatch):
    pdf = Pdf.new()
    page = add_page(pdf, b"")
    parts = [Stream(pdf, part) for part in (b"BT /F 14 Tf", b"20 250 Td (one", b"two) Tj ET")]
    elsewhere = Stream(pdf, b"(HIDDEN) Tj", F=String("x"))
    page.obj.Contents = Array([parts[0], Name.Odd, elsewhere, *parts[1:]])
    with rebuilt(pdf) as result:
        drawn = result.pages[0].obj.Resources.XObject.P
        assert drawn.read_bytes() == b"BT /F 14 Tf\n20 250 Td (one\ntwo) Tj ET"


def test_a_page_without_content_is_empty():
    pdf = Pdf.new()
    for content in (None, Name.Odd, Array([])):
        page = add_page(pdf, b"")
        del page.obj.Contents
        if content is not None:
            page.obj.Contents = content
    result = prepare_pdf(saved(pdf), "The CV")
    assert text_of(result) == ["", "", ""]


def test_the_content_of_a_page_is_counted_with_its_line_ends(monkeypatch):
    monkeypatch.setattr(module, "MAX_CONTENT", 3 * 2**20)
    half = 2**20 + 2**19
    for extra, taken in ((0, True), (1, False)):
        pdf = Pdf.new()
        page = add_page(pdf, b"")
        page.obj.Contents = Array(
            [Stream(pdf, b" " * (half - 1)), Stream(pdf, b" " * (half - 1 + extra))]
        )
        if taken:
            assert prepare_pdf(saved(pdf), "The CV").sizes
        else:
            assert "a page's drawing instructions are over" in refusal(saved(pdf)).message


def test_a_page_is_rebuilt_in_its_normal_form():
    pdf = Pdf.new()
    page = add_page(pdf, b"0 0 9 9 re f", size=(200.5, 300))
    page.obj.CropBox = Array([10, 20.25, 190.123456, 300])
    page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, K=True)
    add_page(pdf, b"1 g")
    with rebuilt(pdf) as result:
        assert len(result.pages) == 2
        first = result.pages[0].obj
        drawn = first.Resources.XObject.P
        assert first.MediaBox.unparse() == b"[ 0 0 180.1235 279.75 ]"
        assert first.Contents.read_bytes() == b"q /P Do Q"
        assert drawn.BBox.unparse() == b"[ 10 20.25 190.12346 300 ]"
        assert drawn.Matrix.unparse() == b"[ 1 0 0 1 -10 -20.25 ]"
        assert drawn.Group == Dictionary(
            Type=Name.Group, S=Name.Transparency, CS=Name.DeviceRGB, K=True, I=True
        )
        assert Name.Group not in result.pages[1].obj.Resources.XObject.P
        assert result.pages[1].obj.Resources.XObject.P.read_bytes() == b"1 g"


def test_a_page_with_a_group_looks_as_it_did():
    pdf = Pdf.new()
    states = Dictionary(M=Dictionary(BM=Name.Multiply, ca=0.5))
    page = add_page(
        pdf, b"1 0 0 rg 20 20 90 90 re f /M gs 0 1 0 rg 60 60 90 90 re f", ExtGState=states
    )
    page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, I=False)
    source = saved(pdf)
    assert differing(picture(source), picture(prepare_pdf(source, "The CV").data)) == 0


@pytest.mark.parametrize("group", [Name.Odd, Array([])])
def test_a_group_that_is_none_is_left_out(group):
    pdf = Pdf.new()
    add_page(pdf, b"").obj.Group = group
    with rebuilt(pdf) as result:
        assert Name.Group not in result.pages[0].obj.Resources.XObject.P


INHERITED = {
    "MediaBox": Array([0, 0, 100, 200]),
    "CropBox": Array([10, 10, 90, 190]),
    "Rotate": 90,
    "Resources": Dictionary(ColorSpace=Dictionary(C=Array([Name.CalGray]))),
}


@pytest.mark.parametrize("key", INHERITED)
@pytest.mark.parametrize(("above", "reached"), [(1, True), (99, True), (100, False)])
def test_a_page_has_what_those_above_it_have_up_to_a_limit(key, above, reached):
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(50, 60))
    node = top = pdf.make_indirect(Dictionary())
    for _ in range(above - 1):
        node = pdf.make_indirect(Dictionary(Parent=node))
    top["/" + key] = INHERITED[key]
    del page.obj[Name.MediaBox]
    del page.obj[Name.Resources]
    page.obj.Parent = node
    geometry = module._geometry(page, 1)
    assert ("/" + key in page.obj) is reached
    if reached:
        assert page.obj["/" + key] == INHERITED[key]
        page.obj["/" + key] = 0 if key == "Rotate" else Array([0, 0, 30, 40])
        module._geometry(page, 1)
        assert page.obj["/" + key] != INHERITED[key]  # what is its own holds
    assert rectangle(Array(list(geometry.box)))


def test_the_result_is_packed_as_small_as_readers_allow():
    pdf = Pdf.new()
    add_page(pdf, FONT % (20, 250, b"words " * 99))
    data = prepare_pdf(saved(pdf), "The CV").data
    assert b"/ObjStm" in data
    assert b"words" not in data
    assert data == prepare_pdf(saved(pdf), "The CV").data


# The day in the file's own information.


@pytest.mark.parametrize(
    ("info", "day"),
    [
        ({"ModDate": "D:20270305120000+01'00'"}, date(2027, 3, 5)),
        ({"ModDate": "20270305"}, date(2027, 3, 5)),
        ({"CreationDate": "D:20260102"}, date(2026, 1, 2)),
        ({"ModDate": "D:20270305", "CreationDate": "D:20260102"}, date(2027, 3, 5)),
        ({"ModDate": "odd", "CreationDate": "D:20260102"}, date(2026, 1, 2)),
        ({"ModDate": "D:20271305", "CreationDate": "D:20260102"}, date(2026, 1, 2)),
        ({"ModDate": "D:20270230"}, None),
        ({"ModDate": "D:202703"}, None),
        ({"ModDate": "on D:20270305"}, None),
        ({"ModDate": Name("/20270305")}, None),
        ({"ModDate": 20270305}, None),
        ({}, None),
    ],
)
def test_a_document_is_dated_as_it_says_itself(info, day):
    pdf = Pdf.new()
    add_page(pdf, b"")
    if info:
        pdf.trailer.Info = pdf.make_indirect(Dictionary())
    for key, value in info.items():
        pdf.trailer.Info["/" + key] = String(value) if isinstance(value, str) else value
    assert prepare_pdf(saved(pdf), "The CV").dated == day


def test_information_that_is_none_dates_nothing():
    data = simple().replace(b"/Root", b"/Info 7 /Root", 1)
    assert prepare_pdf(data, "The CV").dated is None


def test_the_title_is_what_messages_call_the_document():
    pdf = Pdf.new()
    page = add_page(pdf, b"")
    page.obj.AA = Dictionary()
    page.obj.Annots = Array([Dictionary(Subtype=Name.Text, Rect=Array([0, 0, 9, 9]))])
    notices = prepare_pdf(saved(pdf)[:-6], "The CV").notices
    assert [notice.code for notice in notices] == ["LOR715", "LOR720", "LOR722"]
    assert all(notice.message.startswith("The CV") for notice in notices)
