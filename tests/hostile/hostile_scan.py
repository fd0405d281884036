"""Looking through a finished packet for anything that could act, independently of lorpack.

Every object that can be reached is looked at in the role in which it is met, so that a font
named /JS is a font, and a dictionary with /JS is a script. pypdf reads, which did not write it.
"""

import io
import re

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

_ACTIONS = {
    "/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ResetForm", "/ImportData",
    "/Rendition", "/Movie", "/Sound", "/Hide", "/Named", "/Thread", "/SetOCGState", "/Trans",
    "/GoTo3DView", "/RichMediaExecute",
}  # fmt: skip
_KEYS = {
    "/JS", "/AA", "/OpenAction", "/AF", "/EF", "/RF", "/EmbeddedFiles", "/JavaScript", "/XFA",
    "/AcroForm", "/Collection", "/Perms", "/DSS", "/Requirements", "/SpiderInfo", "/PieceInfo",
    "/OPI", "/Ref", "/Alternates", "/PresSteps", "/Trans", "/Thumb", "/OC", "/OCProperties",
    "/RichMediaContent", "/3DD", "/Renditions", "/NeedsRendering", "/Threads",
    "/FFilter",
}  # fmt: skip
_TYPES = {
    "/Filespec", "/F", "/EmbeddedFile", "/Sig", "/OCG", "/OCMD", "/Rendition", "/Sound",
    "/3D",
}  # fmt: skip
_NAMED = {
    "/Font", "/XObject", "/ColorSpace", "/ExtGState", "/Pattern", "/Shading", "/Properties",
    "/CharProcs", "/Colorants", "/RoleMap", "/ClassMap",
}  # fmt: skip
_WEB = re.compile(r"(?i)(https?://[^/?#]|mailto:.|tel:.)\S*")


class Scan:
    """What was found: *problems* with the way to each, *links* by page, *objects* looked at."""

    def __init__(self, data: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(data), strict=True)
        self.problems: list[str] = []
        self.links: dict[int, list[str]] = {}
        self.objects = 0
        pages = {page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages)}
        self._pages = pages
        self._walk()

    def _walk(self) -> None:
        seen: set[tuple[int, bool]] = set()
        todo = [(self.reader.trailer, "", False, -1)]
        while todo:
            item, way, named, page = todo.pop()
            if isinstance(item, IndirectObject):
                if (item.idnum, named) in seen:
                    continue
                seen.add((item.idnum, named))
                page = self._pages.get(item.idnum, page)
                item = item.get_object()
            self.objects += 1
            if isinstance(item, ArrayObject):
                todo += [(each, f"{way}[]", False, page) for each in item]
            elif isinstance(item, DictionaryObject):
                if not named:
                    self._look(item, way, page)
                todo += [
                    (item.raw_get(key), way + key, not named and key in _NAMED, page)
                    for key in item
                    if key not in ("/Parent", "/P", "/Pg")
                ]

    def _look(self, item: DictionaryObject, way: str, page: int) -> None:
        kind, action = item.get("/Type"), item.get("/S")
        found = [key for key in item if key in _KEYS]
        if kind in _TYPES:
            found.append(f"Type {kind}")
        if isinstance(action, str) and action in _ACTIONS and way.endswith(("/A", "/Next", "/N")):
            found.append(f"S {action}")
        if kind == "/Annot" and item.get("/Subtype") != "/Link":
            found.append(f"annotation {item.get('/Subtype')}")
        if isinstance(item, StreamObject) and "/F" in item:
            found.append("a stream elsewhere")
        if kind == "/Metadata" and way != "/Root/Metadata":
            found.append("metadata")
        if action == "/URI":
            address = str(item.get("/URI"))
            self.links.setdefault(page, []).append(address)
            if not _WEB.fullmatch(address) or "/Next" in item:
                found.append(address)
        self.problems += [f"page {page}: {way}: {what}" for what in found]
