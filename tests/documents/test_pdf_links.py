"""Links that lead somewhere harmless stay; annotations that are seen are drawn; acts are told."""

import io
from decimal import Decimal

import pytest
from document_makers import FONT, add_page, dark, font, picture, saved
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from lorpack.documents import Link, annotations, prepare_pdf, text_of
from lorpack.documents.active import acts, has_active, is_signed
from lorpack.documents.annotations import annotation_count, annotations_of, flatten, links_of
from lorpack.documents.geometry import geometry_of
from lorpack.documents.layers import Layers
from lorpack.errors import DocumentError

BOX = Array([10, 20, 60, 40])
PLACED = (10.0, 20.0, 60.0, 40.0)


class Source:
    """A document of three pages, with annotations on the second."""

    def __init__(self):
        self.pdf = Pdf.new()
        self.pages = [add_page(self.pdf, b"") for _ in range(3)]
        self.page = self.pages[1]
        self.page.obj.Annots = Array([])

    def add(self, subtype="Link", **keys):
        keys.setdefault("Rect", BOX)
        note = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype))
        for key, value in keys.items():
            note["/" + key] = value
        self.page.obj.Annots.append(self.pdf.make_indirect(note))
        return self.page.obj.Annots[-1]

    def links(self):
        geometries = [geometry_of(page, 1) for page in self.pdf.pages]
        return links_of(self.pdf, geometries, Layers(self.pdf.Root))[0]

    def others(self):
        geometries = [geometry_of(page, 1) for page in self.pdf.pages]
        return links_of(self.pdf, geometries, Layers(self.pdf.Root))[1]

    def read(self, function):
        """What *function* says of the document as it is read from a file."""
        with Pdf.open(io.BytesIO(saved(self.pdf))) as pdf:
            return function(pdf)

    def flat(self):
        return flatten(self.pdf, Layers(self.pdf.Root))


def action(kind, **keys):
    made = Dictionary(S=Name("/" + kind))
    for key, value in keys.items():
        made["/" + key] = value
    return made


def uri(address="https://a.example"):
    return action("URI", URI=String(address))


# Where links go.


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("https://a.example/" + "x" * (2048 - 18), True),
        ("https://a.example/" + "x" * (2049 - 18), False),
        ("https://é.example", False),
        ("mailto:a@b.example", True),
        ("javascript:x", False),
        ("", False),
    ],
)
def test_an_address_stays_when_it_is_harmless_and_not_endless(address, stays):
    source = Source()
    source.add(A=uri(address))
    assert source.links() == ([Link(1, PLACED, uri=address)] if stays else [])
    assert source.others() == ([] if stays else [address])


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (b"tel:+1 216 555", "tel:+1%20216%20555"),
        (b"www.example.org", "https://www.example.org"),
        (b"WWW.example.org/x", "https://WWW.example.org/x"),
        ("https://a.example/Größe".encode(), "https://a.example/Gr%C3%B6%C3%9Fe"),
        ("https://a.example/Größe".encode("latin-1"), "https://a.example/Gr%C3%B6%C3%9Fe"),
        ("\ufeffhttps://a.example/ß".encode("utf-16-be"), "https://a.example/%C3%9F"),
        (b" https://a.example/ ", "https://a.example/"),
        (b"https://a.example/%20a?b=[1]&c=(2)#d", "https://a.example/%20a?b=[1]&c=(2)#d"),
    ],
)
def test_an_ordinary_address_is_understood(written, address):
    source = Source()
    source.add(A=action("URI", URI=String(written)))
    assert source.links() == [Link(1, PLACED, uri=address)]
    assert not source.others()
    assert not source.flat().active


@pytest.mark.parametrize(
    "written",
    [
        b"example.org", b"wwwx.example.org", b"java script:x", b"https://a\tb.example",
        b"https://a b.example/", b"https://a%2eb.example", "https://é.example".encode(),
        "https://a.example/\u202e".encode(), b"www.", b"http://www.\r\nX",
    ],
)  # fmt: skip
def test_an_address_that_hides_what_it_is_is_told(written):
    source = Source()
    source.add(A=action("URI", URI=String(written)))
    assert source.links() == []
    assert len(source.others()) == 1
    assert not source.flat().active


def test_links_that_are_left_out_are_told_and_nothing_else_is():
    source = Source()
    for address in ("file:///x", "x.pdf", "y" * 99, "z"):
        source.add(A=uri(address))
    source.add(A=uri("file:///hidden"), F=2)
    source.add(A=uri("file:///nowhere"), Rect=Array([0, 0, 0, 0]))
    (notice,) = prepare_pdf(saved(source.pdf), "The CV").notices
    assert notice.code == "LOR724"
    assert notice.message == (
        f"The CV: 4 link(s) left out: “file:///x”, “x.pdf”, “{'y' * 60}” and 1 more."
    )
    assert "give the whole address" in notice.hint


def test_what_cannot_be_printed_of_an_address_is_not():
    source = Source()
    source.add(A=uri("file:\x1b[2J"))
    (notice,) = prepare_pdf(saved(source.pdf), "The CV").notices
    assert notice.message == "The CV: 1 link(s) left out: “file:?[2J”."


@pytest.mark.parametrize("keys", [{"S": Name.URI}, {"URI": String("https://a.example")}, {}])
def test_an_address_is_one_only_as_a_whole(keys):
    source = Source()
    source.add(A=Dictionary({f"/{key}": value for key, value in keys.items()}))
    assert source.links() == []


TARGETS = [
    (lambda s: Array([s.pages[2].obj, Name.Fit]), 2),
    (lambda s: Array([s.pages[0].obj, Name.XYZ, 0, 0, 0]), 0),
    (lambda s: Array([0, Name.Fit]), 0),
    (lambda s: Array([2, Name.Fit]), 2),
    (lambda s: Array([2]), 2),
    (lambda s: Array([3, Name.Fit]), None),
    (lambda s: Array([-1, Name.Fit]), None),
    (lambda s: Array([Name.Fit]), None),
    (lambda s: Array([s.pdf.Root, Name.Fit]), None),
    (lambda s: Array([]), None),
    (lambda s: Dictionary(D=Array([1, Name.Fit])), 1),
    (lambda s: Dictionary(), None),
    (lambda s: Dictionary(D=Name.Old), None),
    (lambda s: Name.Old, 2),
    (lambda s: String("/Old"), 2),
    (lambda s: Name.Wrapped, 1),
    (lambda s: Name.Missing, None),
    (lambda s: String("new"), 0),
    (lambda s: String("zoë"), 1),
    (lambda s: String("missing"), None),
    (lambda s: 2, None),
    (lambda s: None, None),
]


@pytest.mark.parametrize(("make", "page"), TARGETS)
@pytest.mark.parametrize("by_action", [True, False])
def test_a_link_within_the_document_goes_to_its_page(make, page, by_action):
    source = Source()
    source.pdf.Root.Dests = Dictionary(
        Old=Array([source.pages[2].obj, Name.Fit]),
        Wrapped=Dictionary(D=Array([source.pages[1].obj, Name.Fit])),
    )
    names = Array([
        String("new"), Array([source.pages[0].obj, Name.Fit]),
        String("zoë"), Dictionary(D=Array([source.pages[1].obj, Name.Fit])),
    ])  # fmt: skip
    tree = source.pdf.make_indirect(Dictionary(Names=names))
    source.pdf.Root.Names = Dictionary(Dests=source.pdf.make_indirect(Dictionary(Kids=[tree])))
    target = make(source)
    keys = {} if target is None else {"D": target}
    if by_action:
        source.add(A=action("GoTo", **keys))
    elif keys:
        source.add(Dest=target)
    else:
        source.add()
    assert source.links() == ([] if page is None else [Link(1, PLACED, target_page=page)])


def test_only_going_there_goes_there():
    source = Source()
    there = Array([source.pages[2].obj, Name.Fit])
    for kind in ("GoToR", "GoToE", "Launch", "Named", "Thread"):
        source.add(A=action(kind, D=there), Dest=there)
    source.add(A=uri(), Dest=there)
    source.add(A=Name.Odd, Dest=there)
    assert source.links() == [
        Link(1, PLACED, uri="https://a.example"),
        Link(1, PLACED, target_page=2),
    ]


@pytest.mark.parametrize(
    "damage",
    [
        Name.Odd,
        Dictionary(Dests=Name.Odd),
        Dictionary(Dests=Dictionary()),
        Dictionary(Dests=Dictionary(Names=Array([Object.parse(b"<EFBBBFFF>"), Array([0])]))),
    ],
)
def test_damaged_names_cost_the_links_that_need_them_and_no_more(damage):
    source = Source()
    source.pdf.Root.Dests = Dictionary(Old=Array([2, Name.Fit]))
    source.pdf.Root.Names = damage
    source.add(Dest=String("new"))
    source.add(Dest=Name.Old)
    source.add(Dest=Array([0]))
    result = prepare_pdf(saved(source.pdf), "CV")
    assert [link.target_page for link in result.links] == [2, 0]


def test_old_names_that_are_none_cost_nothing():
    source = Source()
    source.pdf.Root.Dests = Name.Odd
    source.add(A=uri())
    assert len(source.links()) == 1


@pytest.mark.parametrize(
    "keys",
    [
        {"F": 2},
        {"F": 32},
        {"F": 2 | 4},
        {"F": 34},
        {"OC": True},
        {"Rect": Array([300, 20, 400, 40])},
        {"Rect": Array([10, 20, 10, 40])},
        {"Rect": Array([10, 20, 60])},
        {"Rect": Name.Odd},
    ],
)
def test_what_cannot_be_clicked_is_no_link(keys):
    source = Source()
    off = source.pdf.make_indirect(Dictionary(Type=Name.OCG))
    source.pdf.Root.OCProperties = Dictionary(D=Dictionary(OFF=Array([off])))
    source.add(**{key: off if value is True else value for key, value in keys.items()}, A=uri())
    assert source.links() == []


def test_links_of_all_pages_stay_in_order():
    source = Source()
    for flags in (4, 1, 64, Name.Odd, 28):
        source.add(A=uri(), F=flags)
    source.add("Stamp", A=uri())
    source.add(A=uri("tel:+1"))
    source.pages[2].obj.Annots = Array([5, Name.Odd, source.page.obj.Annots[6]])
    source.pages[0].obj.Annots = Name.Odd
    links = source.links()
    assert [link.uri for link in links] == ["https://a.example"] * 5 + ["tel:+1"] * 2
    assert [link.page for link in links] == [1] * 6 + [2]


def test_a_link_is_cut_to_its_page():
    source = Source()
    source.add(A=uri(), Rect=Array([190, 290, 260, 340]))
    assert source.links()[0].rect == (190, 290, 200, 300)


def test_annotations_are_counted_sound_or_not():
    source = Source()
    source.page.obj.Annots = Array([5, Name.Odd, Dictionary()])
    assert annotation_count(source.page) == 3
    assert len(list(annotations_of(source.page))) == 1
    assert annotation_count(source.pages[0]) == 0
    assert list(annotations_of(source.pages[0])) == []


def test_annotations_and_fields_are_drawn_up_to_a_limit(monkeypatch):
    # Each costs something, and more the more there are on its page.
    monkeypatch.setattr(annotations, "NOTED", 10)
    monkeypatch.setattr(annotations, "MAX_NOTED", 3 * (10 + 3) + 2 * (10 + 2))
    source = Source()
    kept = [source.add("Stamp") for _ in range(3)]
    source.pages[0].obj.Annots = Array(kept[:2])
    source.add("Link")
    source.add("Popup")  # One comes with every comment, and nothing draws it.
    source.flat()
    source.page.obj.Annots = Array(kept)
    source.pages[0].obj.Annots = Array(kept)
    with pytest.raises(DocumentError, match="more comments and form fields than") as caught:
        source.flat()
    assert caught.value.code == "LOR717"


# What is drawn of other annotations.


def look(source, text):
    made = Stream(source.pdf, FONT % (2, 4, text), Subtype=Name.Form, Type=Name.XObject)
    made.BBox = Array([0, 0, 160, 20])
    made.Resources = Dictionary(Font=Dictionary(F=font(source.pdf)))
    return source.pdf.make_indirect(made)


def test_what_is_seen_of_annotations_is_drawn():
    source = Source()
    # Neither printing nor locking matters, nor "invisible" where a viewer knows what it is.
    for at, flags in enumerate((None, 4, 1, 2, 32, 64, 1, Decimal("2.0"))):
        note = source.add(
            "Odd" if at == 6 else "Stamp", AP=Dictionary(N=look(source, b"Stamp %d" % at)),
            Rect=Array([20, 40 * at, 180, 40 * at + 20]),
        )  # fmt: skip
        if flags is not None:
            note.F = flags
    data = saved(source.pdf)
    found = source.flat()
    assert (found.active, found.lost, found.signed, found.fields) == (False, 0, False, [])
    assert not any(Name.Annots in page.obj for page in source.pdf.pages)
    result = prepare_pdf(data, "CV")
    shown = text_of(result)
    assert (shown[0], shown[2]) == ("", "")
    assert shown[1] == "Stamp 0 Stamp 1 Stamp 2 Stamp 5"
    assert dark(picture(result.data, 1)) > 100
    assert result.notices == ()


def test_what_cannot_be_drawn_is_counted():
    source = Source()
    source.add("Text")
    source.add("Highlight", AP=Name.Odd)
    source.add("Ink", AP=Dictionary())
    source.add("Square", AP=Dictionary(N=Name.Odd))
    source.add("Square", AP=Dictionary(N=Dictionary()))
    source.add("Square", AP=Dictionary(N=look(source, b"x")))
    for silent in ("Popup", "Widget", "Link"):
        made = source.add(silent)
        if silent == "Widget":
            source.pdf.Root.AcroForm = Dictionary(Fields=Array([made]))
    source.add("Text", F=2)
    for media in ("FileAttachment", "Sound", "Movie", "Screen", "RichMedia", "3D", "Redact"):
        source.add(media)
    data = saved(source.pdf)
    assert source.flat().lost == 4
    notice = next(n for n in prepare_pdf(data, "CV").notices if n.code == "LOR722")
    assert "4 comment(s)" in notice.message


@pytest.mark.parametrize(
    ("subtype", "keys", "active"),
    [
        ("Stamp", {}, False),
        ("Link", {}, False),
        ("Link", {"A": uri()}, False),
        ("Link", {"A": action("GoTo")}, False),
        ("Link", {"A": action("Named")}, False),
        ("Link", {"A": uri("ftp://a.example")}, False),  # told as a link
        ("Widget", {"A": uri("ftp://a.example")}, True),
        ("Link", {"A": action("Launch")}, True),
        ("Stamp", {"A": action("Launch"), "F": 2}, True),
        ("Stamp", {"AA": Dictionary()}, True),
        ("Movie", {}, True),
        ("Sound", {}, True),
        ("FileAttachment", {}, True),
        ("Screen", {}, True),
        ("RichMedia", {}, True),
        ("3D", {}, True),
        ("Redact", {}, True),
    ],
)
def test_an_annotation_that_acts_is_told(subtype, keys, active):
    source = Source()
    source.add(subtype, AP=Dictionary(N=look(source, b"x")), **keys)
    source.add("Stamp", AP=Dictionary(N=look(source, b"x")))
    assert source.flat().active is active


@pytest.mark.parametrize("subtype", ["Screen", "Link"])
def test_media_and_links_are_not_drawn(subtype):
    source = Source()
    source.add(subtype, AP=Dictionary(N=look(source, b"HIDDEN")))
    assert text_of(prepare_pdf(saved(source.pdf), "CV"))[1] == ""


@pytest.mark.parametrize("number", [0, 2])
def test_a_page_that_acts_is_told(number):
    source = Source()
    source.pages[number].obj.AA = Dictionary()
    assert source.flat().active is True


@pytest.mark.parametrize(
    ("keys", "signed"),
    [
        ({"FT": Name.Sig, "V": Dictionary()}, True),
        ({"FT": Name.Sig}, False),
        ({"FT": Name.Sig, "V": Name.Odd}, False),
        ({"FT": Name.Tx, "V": Dictionary()}, False),
        ({"V": Dictionary()}, False),
    ],
)
def test_a_signature_is_told_wherever_it_is(keys, signed):
    source = Source()
    field = source.add("Widget", **keys)
    source.pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    assert source.read(is_signed) is signed
    assert source.flat().signed is signed


@pytest.mark.parametrize("key", ["/Perms", "/DSS"])
def test_a_certified_document_is_signed(key):
    source = Source()
    source.pdf.Root[key] = Dictionary()
    assert source.read(is_signed)


# What acts.


def chain(length, last):
    for _ in range(length):
        last = action("URI", URI=String("https://a.example"), **({"Next": last} if last else {}))
    return last


@pytest.mark.parametrize(
    ("what", "does"),
    [
        (None, False),
        (Name.Odd, False),
        (Array([]), False),
        (Dictionary(), True),
        (Dictionary(S=Name.Odd), True),
        (action("GoTo"), False),
        (action("Named"), False),
        (action("JavaScript"), True),
        (uri("tel:+1"), False),
        (uri("javascript:x"), True),
        (action("URI"), True),
        (action("GoTo", Next=action("Launch")), True),
        (action("GoTo", Next=action("GoTo")), False),
        (action("GoTo", Next=Array([])), True),
        (action("GoTo", Next=Name.Odd), False),
        (action("GoTo", URI=String("javascript:x")), False),
        (chain(99, None), False),
        (chain(100, None), True),  # nobody needs so many
        (chain(5, action("Launch")), True),
    ],
)
def test_an_action_acts_unless_it_only_goes_somewhere_harmless(what, does):
    assert acts(what) is does


def test_where_a_link_goes_is_no_act_and_what_follows_is():
    assert not acts(uri("javascript:x"), is_link=True)
    assert not acts(uri("tel:+1 2"), is_link=True)
    assert acts(action("Launch"), is_link=True)
    followed = action("URI", URI=String("javascript:x"), Next=uri("javascript:y"))
    assert acts(followed, is_link=True)


ACTIONS = (
    "JavaScript", "Launch", "GoToR", "GoToE", "SubmitForm", "ResetForm", "ImportData", "Rendition",
    "Movie", "Sound", "Hide", "Thread", "SetOCGState", "GoTo3DView", "RichMediaExecute",
)  # fmt: skip


def somewhere(item):
    """A document that has *item* in it, in no place that means something."""
    source = Source()
    source.pdf.Root.Any = source.pdf.make_indirect(item)
    return source.read(has_active)


@pytest.mark.parametrize("kind", ACTIONS)
def test_an_action_anywhere_is_told(kind):
    assert somewhere(action(kind))
    for key in ("/A", "/NA", "/PA", "/Next"):
        assert somewhere(Dictionary({key: action(kind)}))
        assert not somewhere(Dictionary({key: action("GoTo")}))
        assert not somewhere(Dictionary({key: Dictionary()}))
    assert somewhere(Dictionary(AA=Dictionary(O=action(kind))))
    assert somewhere(Dictionary(AA=Dictionary(C=Name.Odd, O=action(kind))))
    assert not somewhere(Dictionary(AA=Dictionary(O=action("GoTo"))))
    assert not somewhere(Dictionary(AA=action(kind).S))
    assert not somewhere(Dictionary(B=Dictionary(B=action(kind))))  # a name of a resource


@pytest.mark.parametrize(
    ("item", "active"),
    [
        (Dictionary(Type=Name.Filespec), True),
        (Dictionary(Type=Name.F), True),
        (Dictionary(Type=Name.EmbeddedFile), True),
        (Dictionary(Type=Name.Font), False),
        (Dictionary(F=String("x")), False),
        (Array([action("Launch")]), False),
    ],
)
def test_a_file_anywhere_is_told(item, active):
    assert somewhere(item) is active


def test_a_stream_that_lies_elsewhere_is_told():
    source = Source()
    assert not source.read(has_active)
    source.pdf.Root.Any = Stream(source.pdf, b"", F=String("x"))
    assert source.read(has_active)


@pytest.mark.parametrize("key", ["/AA", "/AF", "/Collection", "/SpiderInfo"])
def test_what_a_catalog_has_is_told(key):
    source = Source()
    source.pdf.Root[key] = Dictionary()
    assert source.read(has_active)


@pytest.mark.parametrize(
    "key", ["/JavaScript", "/EmbeddedFiles", "/AlternatePresentations", "/Renditions"]
)
def test_what_is_known_by_name_is_told(key):
    source = Source()
    source.pdf.Root.Names = Dictionary({key: Dictionary()})
    assert source.read(has_active)


@pytest.mark.parametrize(
    ("key", "value", "active"),
    [
        ("/Names", Dictionary(Dests=Dictionary()), False),
        ("/Names", Name.JavaScript, False),
        ("/AcroForm", Dictionary(XFA=Array([])), True),
        ("/AcroForm", Dictionary(), False),
        ("/AcroForm", Name.XFA, False),
        ("/OpenAction", action("Launch"), True),
        ("/OpenAction", action("Odd"), True),
        ("/OpenAction", action("GoTo"), False),
        ("/OpenAction", Array([0, Name.Fit]), False),
    ],
)
def test_what_happens_on_opening_is_told(key, value, active):
    source = Source()
    source.pdf.Root[key] = value
    assert source.read(has_active) is active
