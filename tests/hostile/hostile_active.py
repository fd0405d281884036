"""PDFs that would do something: scripts, actions, files, media, forms, signatures, links.

Each shows "Shown text" and keeps that, and nothing else of it reaches the packet.
"""

import warnings

from document_makers import FONT, add_page, saved
from hostile_case import Case, accepted
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

CONTENT = FONT % (20, 200, b"Shown text")
HIDDEN = FONT % (20, 100, b"HIDDEN")
JS = "app.alert('HIDDEN')"


def page(content=CONTENT, **resources):
    pdf = Pdf.new()
    return pdf, add_page(pdf, content, **resources)


def script():
    return Dictionary(S=Name.JavaScript, JS=String(JS))


def action(kind, **keys):
    made = Dictionary(**keys)
    made.S = Name("/" + kind)
    return made


def embedded(pdf):
    """A file specification with a file in it."""
    stream = pdf.make_indirect(Stream(pdf, b"MZ HIDDEN", Type=Name.EmbeddedFile))
    return pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String("HIDDEN.exe"), EF=Dictionary(F=stream))
    )


def add_annotation(pdf, target, subtype, **keys):
    note = Dictionary(**keys)
    note.Type, note.Subtype = Name.Annot, Name("/" + subtype)
    if "/Rect" not in note:
        note.Rect = Array([20, 20, 60, 40])
    made = pdf.make_indirect(note)
    target.obj.Annots = Array([*target.obj.get("/Annots", Array([])), made])
    return made


def add_form(pdf, *fields, **keys):
    pdf.Root.AcroForm = Dictionary(Fields=Array(list(fields)), **keys)


# Scripts, in every place where one can stand.


def script_on_opening():
    pdf, _ = page()
    pdf.Root.OpenAction = script()
    return saved(pdf)


def script_of_the_document():
    pdf, _ = page()
    pdf.Root.AA = Dictionary({f"/{when}": script() for when in ("WC", "WS", "DS", "WP", "DP")})
    return saved(pdf)


def script_by_name():
    pdf, _ = page()
    tree = Dictionary(Names=Array([String("a"), pdf.make_indirect(script())]))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Kids=Array([pdf.make_indirect(tree)])))
    return saved(pdf)


def script_of_a_page():
    pdf, first = page()
    first.obj.AA = Dictionary(O=script(), C=script())
    return saved(pdf)


def script_of_a_link():
    pdf, first = page()
    add_annotation(pdf, first, "Link", A=script())
    return saved(pdf)


def script_of_an_annotation():
    pdf, first = page()
    add_annotation(pdf, first, "Link", AA=Dictionary(E=script(), U=script()))
    return saved(pdf)


def script_in_a_stream():
    pdf, first = page()
    code = pdf.make_indirect(Stream(pdf, JS.encode()))
    add_annotation(pdf, first, "Link", A=Dictionary(S=Name.JavaScript, JS=code))
    return saved(pdf)


def script_of_a_field():
    pdf, first = page()
    events = Dictionary({f"/{when}": script() for when in "KFVC"})
    add_form(
        pdf,
        add_annotation(
            pdf, first, "Widget", FT=Name.Tx, T=String("a"), V=String("kept"), AA=events
        ),
        CO=Array([]),
    )
    return saved(pdf)


def script_of_a_parent_that_no_form_names():
    pdf, first = page()
    parent = pdf.make_indirect(Dictionary(FT=Name.Btn, T=String("p"), AA=Dictionary(U=script())))
    parent.Kids = Array([add_annotation(pdf, first, "Widget", Parent=parent, T=String("k"))])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # just this is what the file is about
        return saved(pdf)


def script_after_a_link():
    pdf, first = page()
    chain = script()
    for _ in range(10):
        chain = action("URI", URI=String("https://a.example/next"), Next=Array([chain]))
    add_annotation(pdf, first, "Link", A=chain)
    return saved(pdf)


def script_that_follows_itself():
    pdf, first = page()
    snake = pdf.make_indirect(script())
    snake.Next = snake
    add_annotation(pdf, first, "Link", A=snake)
    return saved(pdf)


def script_of_a_bookmark():
    pdf, _ = page()
    item = pdf.make_indirect(Dictionary(Title=String("x"), A=script()))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))
    item.Parent = pdf.Root.Outlines
    return saved(pdf)


# The other actions.


def on_a_link(kind, **keys):
    pdf, first = page()
    add_annotation(pdf, first, "Link", A=action(kind, **keys))
    return saved(pdf)


def launch_on_opening():
    pdf, _ = page()
    pdf.Root.OpenAction = action("Launch", Win=Dictionary(F=String("cmd.exe"), P=String("HIDDEN")))
    return saved(pdf)


def launch():
    return on_a_link("Launch", F=String("calc.exe"))


def go_to_another_file():
    return on_a_link("GoToR", F=String("\\\\host\\share\\x.pdf"), D=Array([0, Name.Fit]))


def go_to_an_embedded_file():
    return on_a_link("GoToE", T=Dictionary(R=Name.C, N=String("x.pdf")), D=Array([0, Name.Fit]))


def submit_form():
    return on_a_link(
        "SubmitForm", F=Dictionary(FS=Name.URL, F=String("https://a.example")), Flags=4
    )


def import_data():
    return on_a_link("ImportData", F=String("x.fdf"))


def reset_form():
    return on_a_link("ResetForm", Fields=Array([]))


def hide():
    return on_a_link("Hide", T=String("a"))


def thread():
    return on_a_link("Thread", D=0, F=String("x.pdf"))


def switch_layers():
    return on_a_link("SetOCGState", State=Array([Name.Toggle]))


def look_at_a_model():
    return on_a_link("GoTo3DView", V=Name.D)


def named_action():
    return on_a_link("Named", N=Name.Print)


def unknown_action():
    return on_a_link("Frobnicate", X=1)


# Media and files.


def rendition():
    pdf, first = page()
    media = Dictionary(S=Name.MR, C=Dictionary(S=Name.MCD, D=embedded(pdf), CT=String("video/mp4")))
    add_annotation(pdf, first, "Screen", A=action("Rendition", R=media, OP=0, JS=String(JS)))
    return saved(pdf)


def rich_media():
    pdf, first = page()
    assets = Dictionary(Names=Array([String("x.swf"), embedded(pdf)]))
    add_annotation(
        pdf, first, "RichMedia",
        RichMediaContent=Dictionary(Assets=assets, Configurations=Array([])),
        RichMediaSettings=Dictionary(Activation=Dictionary(Condition=Name.PO)),
    )  # fmt: skip
    return saved(pdf)


def model_3d():
    pdf, first = page()
    stream = Stream(pdf, b"U3D", Type=Name("/3D"), Subtype=Name.U3D)
    stream.OnInstantiate = pdf.make_indirect(Stream(pdf, JS.encode()))
    note = add_annotation(pdf, first, "3D")
    note["/3DD"] = pdf.make_indirect(stream)
    return saved(pdf)


def movie():
    pdf, first = page()
    add_annotation(pdf, first, "Movie", A=True, Movie=Dictionary(F=String("HIDDEN.avi")))
    return saved(pdf)


def sound():
    pdf, first = page()
    noise = pdf.make_indirect(Stream(pdf, b"HIDDEN", Type=Name.Sound, R=8000))
    add_annotation(pdf, first, "Sound", Sound=noise)
    return saved(pdf)


def file_attachment():
    pdf, first = page()
    look = Stream(pdf, HIDDEN, Subtype=Name.Form, BBox=Array([0, 0, 200, 300]))
    add_annotation(pdf, first, "FileAttachment", FS=embedded(pdf), AP=Dictionary(N=look))
    return saved(pdf)


def embedded_files():
    pdf, _ = page()
    pdf.attachments["HIDDEN.exe"] = b"MZ HIDDEN"
    return saved(pdf)


def associated_files():
    pdf, first = page()
    files = Array([embedded(pdf)])
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, AF=files))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=element)
    pdf.Root.AF = first.obj.AF = files
    return saved(pdf)


def portfolio():
    pdf, _ = page()
    pdf.attachments["HIDDEN.pdf"] = b"%PDF HIDDEN"
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.T)
    return saved(pdf)


# Forms and signatures.


def hybrid_xfa():
    pdf, first = page()
    field = add_annotation(
        pdf, first, "Widget", FT=Name.Tx, T=String("a"), V=String("Typed in"),
        Rect=Array([20, 100, 180, 120]), DA=String("/Helv 10 Tf 0 g"),
    )  # fmt: skip
    add_form(pdf, field, XFA=Stream(pdf, b"<xdp><script>HIDDEN</script></xdp>"))
    return saved(pdf)


def signature(pdf):
    value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("HIDDEN"))
    return pdf.make_indirect(value)


def signed():
    pdf, first = page()
    value = signature(pdf)
    field = add_annotation(pdf, first, "Widget", FT=Name.Sig, T=String("s"), V=value)
    add_form(pdf, field, SigFlags=3)
    return saved(pdf)


def signed_by_a_field_on_no_page():
    pdf, _ = page()
    value = signature(pdf)
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("s"), V=value))
    add_form(pdf, field, SigFlags=3)
    return saved(pdf)


def signed_by_the_parent_of_a_widget():
    pdf, first = page()
    value = signature(pdf)
    parent = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("s"), V=value))
    parent.Kids = Array([add_annotation(pdf, first, "Widget", Parent=parent)])
    add_form(pdf, parent, SigFlags=3)
    return saved(pdf)


def certified():
    pdf, _ = page()
    value = signature(pdf)
    pdf.Root.Perms = Dictionary(DocMDP=value)
    pdf.Root.DSS = Dictionary(Certs=Array([pdf.make_indirect(Stream(pdf, b"HIDDEN"))]))
    return saved(pdf)


# What a file says about itself.


def private_data():
    pdf, first = page()
    own = Dictionary(App=Dictionary(Private=Dictionary(X=String("HIDDEN"))))
    pdf.Root.PieceInfo = first.obj.PieceInfo = own
    pdf.Root.SpiderInfo = Dictionary(V=1.0)
    first.obj.Thumb = Stream(pdf, b"\0", Width=1, Height=1)
    first.obj.Trans = Dictionary(S=Name.Dissolve)
    first.obj.PresSteps = Dictionary(Type=Name.NavNode, NA=script())
    return saved(pdf)


def private_data_of_a_font():
    pdf, first = page()
    described = Dictionary(Type=Name.FontDescriptor, FontName=Name.Helvetica, Flags=32)
    described.LastEditedBy = String("HIDDEN")
    described.Attachment = pdf.make_indirect(Stream(pdf, b"HIDDEN"))
    first.obj.Resources.Font.F.FontDescriptor = described
    return saved(pdf)


def search_index():
    pdf, _ = page()
    index = Dictionary(SearchIndex=Dictionary(Indexes=Array([String("HIDDEN.pdx")])))
    pdf.Root.PieceInfo = index
    return saved(pdf)


def metadata():
    pdf, first = page()
    about = pdf.make_indirect(Stream(pdf, b"<x>HIDDEN</x>", Type=Name.Metadata, Subtype=Name.XML))
    pdf.Root.Metadata = first.obj.Metadata = first.obj.Resources.Font.F.Metadata = about
    pdf.docinfo["/Author"] = "HIDDEN"
    return saved(pdf)


def web_bug():
    pdf, first = page(CONTENT + b"/I Do")
    image = Stream(pdf, b"", Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    image.ColorSpace, image.F = (
        Name.DeviceGray,
        Dictionary(FS=Name.URL, F=String("http://a.example")),
    )
    first.obj.Resources.XObject = Dictionary(I=image)
    return saved(pdf)


def pages_of_another_file():
    pdf, first = page(CONTENT + b"/R Do /S Do")
    form = Stream(pdf, b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Ref = Dictionary(F=String("\\\\host\\x.pdf"), Page=0)
    form.OPI = Dictionary({"/2.0": Dictionary(F=String("x.tif"))})
    program = Stream(pdf, b"(HIDDEN) print", Subtype=Name.PS)
    first.obj.Resources.XObject = Dictionary(R=form, S=program)
    return saved(pdf)


# Links.

_GOOD = ("https://a.example/x?y=1#z", "http://a.example", "mailto:a@b.example", "tel:+15550100",
         "HTTPS://A.example")  # fmt: skip
_BAD = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
    "java\nscript:alert(1)", "\x01javascript:alert(1)", "vbscript:x", "file:///etc/passwd",
    "FILE://host/x", "smb://host/x", "\\\\host\\share\\x", "//host/share", "data:text/html,x",
    "ftp://a.example", "about:blank", "ms-word:ofe|u|x", "search-ms:x", "https:", "http//x", "x.pdf",
    "../x.pdf", "C:\\x", " https://a.example", "https://a.example\r\nX", "https://a.example/\u202e",
    "jar:https://x!/", "view-source:https://x", "res://x", "mhtml:file:///x", "https:\\\\a.example",
    "https:///etc/passwd", "mailto:", "tel:", "", "https://a.example/" + "x" * 3000,
)  # fmt: skip


def links():
    pdf, first = page()
    for address in (*_GOOD, *_BAD):
        add_annotation(pdf, first, "Link", A=action("URI", URI=String(address)))
    return saved(pdf)


def link_base():
    pdf, first = page()
    pdf.Root.URI = Dictionary(Base=String("javascript:"))
    add_annotation(pdf, first, "Link", A=action("URI", URI=String("alert(1)")))
    return saved(pdf)


def links_inside():
    pdf, first = page()
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([String("here"), Array([first.obj, Name.Fit])]))
    )
    add_annotation(pdf, first, "Link", Dest=String("here"))
    add_annotation(pdf, first, "Link", A=action("GoTo", D=Array([0, Name.Fit])))
    add_annotation(pdf, first, "Link", A=action("GoTo", D=Array([77, Name.Fit])))
    add_annotation(pdf, first, "Link", Dest=Array([Dictionary(), Name.Fit]))
    return saved(pdf)


# Names that only look bad: resources may be called anything.


def innocent_names():
    names = ["A", "AA", "AF", "JS", "OpenAction", "JavaScript", "EF", "URI", "Launch", "XFA"]
    content = b"".join(
        b"q BT /%s 14 Tf 20 %d Td (Name %d) Tj ET Q\n" % (name.encode(), 250 - 20 * at, at)
        for at, name in enumerate(names)
    )
    space = b"/AA cs 1 scn 150 20 20 20 re f /JS cs 1 0 scn 175 20 20 20 re f\n"
    pdf, first = page(CONTENT + content + space)
    fonts = first.obj.Resources.Font
    for name in names:
        fonts["/" + name] = fonts.F
    dark: Object = Dictionary(
        FunctionType=2, N=1, Domain=Array([0, 1]), C0=Array([0, 0, 0]), C1=Array([1, 0, 0])
    )
    spot = Array([Name.Separation, Name.AA, Name.DeviceRGB, dark])
    mix = Stream(
        pdf, b"{ pop dup dup }", FunctionType=4,
        Domain=Array([0, 1, 0, 1]), Range=Array([0, 1, 0, 1, 0, 1]),
    )  # fmt: skip
    both = Array([Name.DeviceN, Array([Name.JS, Name.AA]), Name.DeviceRGB, pdf.make_indirect(mix)])
    both.append(Dictionary(Colorants=Dictionary(AA=spot, JS=spot)))
    first.obj.Resources.ColorSpace = Dictionary(AA=spot, JS=both)
    return saved(pdf)


_LEFT_OUT = (
    script_on_opening, script_of_the_document, script_by_name, script_of_a_page, script_of_a_link,
    script_of_an_annotation, script_in_a_stream, script_of_a_parent_that_no_form_names,
    script_that_follows_itself, script_of_a_bookmark,
    launch_on_opening, launch, go_to_another_file, go_to_an_embedded_file, submit_form, import_data,
    reset_form, hide, thread, switch_layers, look_at_a_model, unknown_action,
    rendition, rich_media, model_3d, movie, sound, embedded_files,
    associated_files, portfolio,
)  # fmt: skip

ACTIVE: tuple[Case, ...] = (
    *(accepted(make, "LOR720") for make in _LEFT_OUT),
    accepted(file_attachment, "LOR720", alike=False),
    accepted(script_of_a_field, "LOR720", alike=False),
    accepted(script_after_a_link, "LOR720", links=("https://a.example/next",)),
    accepted(named_action),
    accepted(hybrid_xfa, "LOR720", shows=("Shown text", "Typed in"), alike=False),
    accepted(signed, "LOR719"),
    accepted(signed_by_a_field_on_no_page, "LOR719"),
    accepted(signed_by_the_parent_of_a_widget, "LOR719"),
    accepted(certified, "LOR719"),
    accepted(private_data, "LOR720"),
    accepted(private_data_of_a_font),
    accepted(search_index),
    accepted(metadata),
    accepted(web_bug, "LOR720"),
    accepted(pages_of_another_file),
    accepted(links, "LOR724", links=(*_GOOD, "https://a.example")),
    accepted(link_base, "LOR724"),
    accepted(links_inside),
    accepted(innocent_names, shows=("Shown text", *(f"Name {n}" for n in range(10)))),
)
