"""PDFs whose look is the trap: hidden layers, filled fields, odd geometry, passwords."""

import io

from document_makers import FONT, add_page, font, photo_bytes, saved, simple
from hostile_active import CONTENT, HIDDEN, action, add_annotation, add_form, page
from hostile_case import Case, accepted, refused
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Stream, String
from PIL import Image

# Layers.


def layer(pdf, name="draft", **keys):
    made = Dictionary(**keys)
    made.Type, made.Name = Name.OCG, String(name)
    return pdf.make_indirect(made)


def layered(pdf, groups, **config):
    pdf.Root.OCProperties = Dictionary(OCGs=Array(groups), D=Dictionary(**config))


def marked(pdf, content):
    """A page with the secret on the layer /L; gives the page."""
    return add_page(pdf, b"/OC /L BDC " + HIDDEN + b" EMC " + content)


def layer_off():
    pdf = Pdf.new()
    group = layer(pdf)
    layered(pdf, [group], OFF=Array([group]))
    marked(pdf, CONTENT).obj.Resources.Properties = Dictionary(L=group)
    return saved(pdf)


def layer_off_unless_named():
    pdf = Pdf.new()
    group = layer(pdf)
    layered(pdf, [group], BaseState=Name.OFF)
    marked(pdf, CONTENT).obj.Resources.Properties = Dictionary(L=group)
    return saved(pdf)


def layer_off_for_viewing():
    pdf = Pdf.new()
    group = layer(pdf, Usage=Dictionary(View=Dictionary(ViewState=Name.OFF)))
    automatic = Dictionary(Event=Name.View, OCGs=Array([group]), Category=Array([Name.View]))
    layered(pdf, [group], AS=Array([automatic]))
    marked(pdf, CONTENT).obj.Resources.Properties = Dictionary(L=group)
    return saved(pdf)


def layer_that_only_some_viewers_hide():
    pdf = Pdf.new()
    group = layer(pdf, Usage=Dictionary(View=Dictionary(ViewState=Name.OFF)))
    layered(pdf, [group])
    marked(pdf, CONTENT).obj.Resources.Properties = Dictionary(L=group)
    return saved(pdf)


def layer_that_only_prints():
    pdf = Pdf.new()
    group = layer(pdf, Usage=Dictionary(Print=Dictionary(PrintState=Name.ON)))
    automatic = Dictionary(Event=Name.Print, OCGs=Array([group]), Category=Array([Name.Print]))
    layered(pdf, [group], OFF=Array([group]), AS=Array([automatic]))
    marked(pdf, CONTENT).obj.Resources.Properties = Dictionary(L=group)
    return saved(pdf)


def layer_of_layers():
    pdf = Pdf.new()
    on, off = layer(pdf), layer(pdf)
    layered(pdf, [on, off], OFF=Array([off]))
    member = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([on, off]), P=Name.AllOn))
    marked(pdf, CONTENT).obj.Resources.Properties = Dictionary(L=member)
    return saved(pdf)


def layer_by_expression():
    pdf = Pdf.new()
    on = layer(pdf)
    layered(pdf, [on])
    rule = Array([Name.And, on, Array([Name.Not, on])])
    member = pdf.make_indirect(Dictionary(Type=Name.OCMD, VE=rule))
    marked(pdf, CONTENT).obj.Resources.Properties = Dictionary(L=member)
    return saved(pdf)


def layer_by_endless_expression():
    pdf = Pdf.new()
    on = layer(pdf)
    layered(pdf, [on])
    snake = pdf.make_indirect(Array([Name.Not]))
    snake.append(snake)
    snake.append(snake)
    member = pdf.make_indirect(Dictionary(Type=Name.OCMD, VE=snake))
    marked(pdf, CONTENT).obj.Resources.Properties = Dictionary(L=member)
    return saved(pdf)


def layers_in_every_place():
    """The secret as a form, an image, a pattern, a glyph, an annotation, a field."""
    pdf = Pdf.new()
    off = layer(pdf)
    layered(pdf, [off], OFF=Array([off]))
    fonts = Dictionary(F=font(pdf))
    form = Stream(pdf, HIDDEN, Subtype=Name.Form, BBox=Array([0, 0, 200, 300]), OC=off)
    form.Resources = Dictionary(Font=fonts)
    image = Stream(pdf, b"\0" * 16, Subtype=Name.Image, Width=4, Height=4, BitsPerComponent=8)
    image.ColorSpace, image.OC = Name.DeviceGray, off
    inside = b"/OC /L BDC 0 g 0 0 9 9 re f EMC "
    tiling = Stream(pdf, inside, PatternType=1, PaintType=1, TilingType=1, XStep=9, YStep=9)
    tiling.BBox = Array([0, 0, 9, 9])
    tiling.Resources = Dictionary(Properties=Dictionary(L=off))
    glyph = Stream(pdf, b"9 0 d0 " + inside)
    type3 = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 9, 9]), FirstChar=97, LastChar=97,
        FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]), Widths=Array([9]), CharProcs=Dictionary(a=glyph),
        Encoding=Dictionary(Differences=Array([97, Name.a])),
        Resources=Dictionary(Properties=Dictionary(L=off)),
    )  # fmt: skip
    content = (
        b"/H Do q 90 0 0 90 20 20 cm /I Do Q /Pattern cs /T scn 20 20 90 90 re f "
        b"BT /Z 9 Tf 20 20 Td (aaa) Tj ET "
    )
    first = add_page(pdf, content + CONTENT)
    resources = first.obj.Resources
    resources.XObject, resources.Pattern = Dictionary(H=form, I=image), Dictionary(T=tiling)
    resources.Font.Z = pdf.make_indirect(type3)
    look = Stream(pdf, HIDDEN, Subtype=Name.Form, BBox=Array([0, 0, 40, 20]))
    look.Resources = Dictionary(Font=fonts)
    look = pdf.make_indirect(look)
    add_annotation(pdf, first, "Stamp", OC=off, AP=Dictionary(N=look))
    add_annotation(pdf, first, "Stamp", F=2, AP=Dictionary(N=look))
    add_annotation(pdf, first, "FreeText", F=32, AP=Dictionary(N=look))
    keys = {"FT": Name.Tx, "V": String("HIDDEN"), "DA": String("/Helv 9 Tf 0 g")}
    add_form(
        pdf,
        add_annotation(pdf, first, "Widget", F=2, T=String("a"), **keys),
        add_annotation(pdf, first, "Widget", OC=off, T=String("b"), **keys),
        add_annotation(pdf, first, "Widget", Ff=1 << 13, T=String("secret"), **keys),
    )
    add_annotation(
        pdf, first, "Link", OC=off, A=action("URI", URI=String("https://hidden.example"))
    )
    return saved(pdf)


# What a picture says about itself.


def scan_that_tells_where():
    exif = Image.Exif()
    exif[0x010F] = "HIDDEN camera"
    exif[0x8825] = {1: "N", 2: (47.0, 22.0, 3.0)}
    data = photo_bytes("JPEG", size=(90, 60), exif=exif, comment=b"HIDDEN", xmp=b"<x>HIDDEN</x>")
    data += photo_bytes("JPEG", size=(9, 6), comment=b"HIDDEN") + b"HIDDEN"  # as telephones do
    pdf, first = page(CONTENT + b"q 90 0 0 60 20 20 cm /I Do Q")
    picture = Stream(pdf, data, Subtype=Name.Image, Width=90, Height=60, BitsPerComponent=8)
    picture.ColorSpace, picture.Filter = Name.DeviceRGB, Name.DCTDecode
    first.obj.Resources.XObject = Dictionary(I=picture)
    return saved(pdf)


# Fields: what was typed in stays to be seen.


def field(pdf, first, at, **keys):
    keys.setdefault("DA", String("/Helv 10 Tf 0 g"))
    return add_annotation(
        pdf, first, "Widget", T=String(f"f{at}"), F=4,
        Rect=Array([20, at, 190, at + 16]), **keys,
    )  # fmt: skip


def filled_fields():
    pdf, first = page()
    on = Stream(pdf, FONT % (0, 2, b"Crossed"), Subtype=Name.Form, BBox=Array([0, 0, 170, 16]))
    on.Resources = Dictionary(Font=Dictionary(F=font(pdf)))
    unseen = Stream(pdf, HIDDEN, Subtype=Name.Form, BBox=Array([0, 0, 170, 16]))
    states = Dictionary(N=Dictionary(Yes=on, No=unseen))
    parent = pdf.make_indirect(Dictionary(FT=Name.Tx, V=String("From the parent"), T=String("p")))
    kid = field(pdf, first, 100, Parent=parent)
    parent.Kids = Array([kid])
    add_form(
        pdf,
        field(pdf, first, 20, FT=Name.Tx, V=String("Zoë Quill")),
        field(pdf, first, 40, FT=Name.Ch, Ff=1 << 17, V=String("Chosen")),
        field(pdf, first, 60, FT=Name.Btn, V=Name.Yes, AS=Name.Yes, AP=states),
        field(pdf, first, 80, FT=Name.Btn, V=Name.Off, AS=Name.Off, AP=states),
        parent,
        field(pdf, first, 120, FT=Name.Tx, V=Stream(pdf, b"As a stream")),
        NeedAppearances=True,
    )
    return saved(pdf)


def field_that_is_its_own_parent():
    pdf, first = page()
    one = field(pdf, first, 40, FT=Name.Tx, V=String("Typed in"))
    one.Parent = one
    one.Kids = Array([one])
    add_form(pdf, one)
    return saved(pdf)


def field_that_shows_something_else():
    pdf, first = page()
    look = Stream(pdf, b"/Tx BMC BT (Outdated) Tj ET EMC", Subtype=Name.Form)
    look.BBox = Array([0, 0, 170, 16])
    value = String("Typed in")
    add_form(
        pdf,
        field(pdf, first, 40, FT=Name.Tx, V=value, AP=Dictionary(N=look)),
        NeedAppearances=True,
    )
    return saved(pdf)


def field_in_another_script():
    pdf, first = page()
    add_form(pdf, field(pdf, first, 40, FT=Name.Tx, V=String("王小明")))
    return saved(pdf)


def comment_without_a_picture():
    pdf, first = page()
    add_annotation(pdf, first, "Text", Contents=String("HIDDEN"), Popup=Dictionary())
    return saved(pdf)


def xfa_only():
    pdf, _ = page(FONT % (20, 200, b"Please wait..."))
    add_form(pdf, XFA=Stream(pdf, b"<xdp/>"))
    return saved(pdf)


def xfa_that_needs_rendering():
    pdf, first = page()
    add_form(pdf, field(pdf, first, 40, FT=Name.Tx), XFA=Array([String("x"), Stream(pdf, b"<x/>")]))
    pdf.Root.NeedsRendering = True
    return saved(pdf)


# Passwords.


def encrypted(**options):
    with Pdf.open(io.BytesIO(simple(b"Shown text"))) as pdf:
        return saved(pdf, encryption=Encryption(owner="owner", **options))


def owner_password():
    return encrypted(user="")


def owner_password_of_1994():
    return encrypted(user="", R=2, aes=False, metadata=False)


def user_password():
    return encrypted(user="secret")


def user_password_of_1994():
    return encrypted(user="secret", R=2, aes=False, metadata=False)


# Geometry.


def boxed(**keys):
    pdf, first = page()
    for key, value in keys.items():
        first.obj["/" + key] = value
    return saved(pdf)


def tiny_units():
    return boxed(UserUnit=1e-6)


def user_unit_of_a_million():
    return boxed(UserUnit=1_000_000)


def huge_page():
    return boxed(MediaBox=Array([0, 0, 10**9, 10**9]))


def negative_box():
    return boxed(MediaBox=Array([200, 300, 0, 0]), CropBox=Array([200, 300, 0, 0]))


def box_of_no_numbers():
    data = boxed(MediaBox=Array([0, 0, 777777, 888888]))
    return data.replace(b"777777", b"nan   ").replace(b"888888", b"inf   ")


def box_of_words():
    return boxed(MediaBox=Array([Name.A, String("x"), True, Dictionary()]))


def box_of_nothing():
    return boxed(MediaBox=Array([100, 100, 100, 100]))


def turned_by_45():
    return boxed(Rotate=45)


def turned_by_a_word():
    return boxed(Rotate=Name.Up)


def turned_beyond_all_numbers():
    return boxed(Rotate=2**31 - 2)


def crop_outside():
    return boxed(CropBox=Array([9000, 9000, 9100, 9100]))


LOOKS: tuple[Case, ...] = (
    *(
        accepted(make, "LOR721")
        for make in (
            layer_off, layer_off_unless_named, layer_off_for_viewing,
            layer_that_only_some_viewers_hide, layer_that_only_prints, layer_of_layers,
            layer_by_expression,
        )
    ),
    accepted(layer_by_endless_expression, "LOR721", alike=False),
    accepted(layers_in_every_place, "LOR721", alike=False),
    accepted(scan_that_tells_where),
    accepted(
        filled_fields,
        shows=("Zoë Quill", "Chosen", "Crossed", "From the parent", "As a stream"),
        alike=False,
    ),
    accepted(field_that_is_its_own_parent, shows=("Typed in",), alike=False),
    accepted(field_that_shows_something_else, shows=("Typed in",), alike=False),
    accepted(field_in_another_script, "LOR723", alike=False),
    accepted(comment_without_a_picture, "LOR722", alike=False),
    refused(xfa_only, "LOR718", "XFA"),
    refused(xfa_that_needs_rendering, "LOR718", "XFA"),
    accepted(owner_password, "LOR711"),
    accepted(owner_password_of_1994, "LOR711"),
    refused(user_password, "LOR712", "password"),
    refused(user_password_of_1994, "LOR712", "password"),
    refused(tiny_units, "LOR717", "measures"),
    refused(user_unit_of_a_million, "LOR717", "measures"),
    refused(huge_page, "LOR717", "measures"),
    accepted(negative_box),
    accepted(box_of_no_numbers, alike=False),
    accepted(box_of_words, alike=False),
    refused(box_of_nothing, "LOR717", "measures"),
    accepted(turned_by_45),
    accepted(turned_by_a_word),
    accepted(turned_beyond_all_numbers, alike=False),
    accepted(crop_outside, alike=False),
)  # fmt: skip
