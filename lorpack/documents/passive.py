"""Copying what only describes (fonts, colours, functions, pictures) by the keys that it may have."""

from __future__ import annotations

from itertools import chain, repeat

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from lorpack.documents.jpeg import bare_jpeg
from lorpack.documents.limits import MAX_DEPTH, MAX_UNPACKED, too_much
from lorpack.documents.names import spelled
from lorpack.documents.streams import check_unpacked, codec_data, is_jpeg, last_of
from lorpack.documents.tally import Tally


def _kinds(**kinds: str) -> dict[str, dict[str, str]]:
    """For each kind of dictionary its keys, and the kind of what each holds (``key:kind``)."""
    return {
        kind: {f"/{key.partition(':')[0]}": key.partition(":")[2] for key in keys.split()}
        for kind, keys in kinds.items()
    }


_ANY = "/*"  # names that the document's maker chose
_KINDS = _kinds(
    form="FormType BBox Matrix",
    group="CS:space I K",
    image="Width Height ColorSpace:space BitsPerComponent Intent ImageMask Decode Interpolate "
    "SMaskInData Matte",
    mask="BC TR:function",
    state="LW LC LJ ML D RI OP op OPM BG:function BG2:function UCR:function UCR2:function "
    "TR:function TR2:function FL SM SA BM CA ca AIS TK",
    tiling="PatternType PaintType TilingType BBox XStep YStep Matrix",
    shaded="PatternType Shading:shading Matrix",
    shading="ShadingType ColorSpace:space Background BBox AntiAlias Function:function Coords Domain "
    "Extend Matrix BitsPerCoordinate BitsPerComponent BitsPerFlag Decode VerticesPerRow",
    function="FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds "
    "Functions:function",
    functions="*:function",
    font="Subtype Name BaseFont FirstChar LastChar Widths FontDescriptor:descriptor "
    "Encoding:encoding ToUnicode:encoding DescendantFonts:descendant",
    type3="Subtype FontBBox FontMatrix Encoding:encoding FirstChar LastChar Widths "
    "ToUnicode:encoding FontDescriptor:descriptor",
    descendant="Type Subtype BaseFont CIDSystemInfo:system FontDescriptor:descriptor DW W DW2 W2 "
    "CIDToGIDMap:data",
    descriptor="Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent "
    "Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet Lang "
    "FontFile:program FontFile2:program FontFile3:program CIDSet:data Style:style FD:descriptors",
    descriptors="*:descriptor",
    style="Panose",
    program="Subtype Length1 Length2 Length3",
    encoding="Type BaseEncoding Differences CMapName CIDSystemInfo:system WMode UseCMap:encoding",
    system="Registry Ordering Supplement",
    profile="N Alternate:space Range",
    calibrated="WhitePoint BlackPoint Gamma Matrix Range",
    colorants="Subtype Colorants:spaces Process:process MixingHints:hints",
    spaces="*:space",
    process="ColorSpace:space Components",
    hints="Solidities:numbers PrintingOrder DotGain:functions",
    numbers="*",
    unpacking="Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign "
    "Rows EndOfBlock BlackIs1 DamagedRowsBeforeError ColorTransform JBIG2Globals:data",
    data="",
)
# The kinds of the items of a colour space.
_FAMILIES = {
    "/ICCBased": ("", "profile"),
    "/CalGray": ("", "calibrated"),
    "/CalRGB": ("", "calibrated"),
    "/Lab": ("", "calibrated"),
    "/Indexed": ("", "space", "", "data"),
    "/Pattern": ("", "space"),
    "/Separation": ("", "", "space", "function"),
    "/DeviceN": ("", "", "space", "function", "colorants"),
}
_REFUSED_TYPES = frozenset(
    {
        "/Page", "/Pages", "/Catalog", "/Annot", "/Action", "/Filespec", "/F", "/EmbeddedFile",
        "/StructElem", "/StructTreeRoot", "/OCG", "/OCMD", "/Sig", "/MCR", "/OBJR", "/Outlines",
        "/Metadata", "/Names",
    }
)  # fmt: skip
_ACTIONS = frozenset(
    {
        "/JavaScript", "/Launch", "/URI", "/GoTo", "/GoToR", "/GoToE", "/SubmitForm", "/ResetForm",
        "/ImportData", "/Rendition", "/Movie", "/Sound", "/Named", "/Hide", "/Thread", "/Trans",
        "/SetOCGState", "/GoTo3DView", "/RichMediaExecute",
    }
)  # fmt: skip


class Passive:
    """Copies passive values of one source document into *out*; one object is copied once.

    *repaired* tells whether the data of one had to be repaired for that.
    """

    def __init__(self, out: Pdf, tally: Tally) -> None:
        self.repaired = False
        self._out = out
        self._tally = tally
        self._done: dict[tuple[int, int, str], object] = {}

    def value(self, value: object, kind: str = "", depth: int = 0) -> object:
        """A copy of a *value*, in which dictionaries and streams are of this *kind*.

        None when it has no kind, or is an action, a file or part of the document's structure.
        """
        if not isinstance(value, Object):
            return value
        if depth > MAX_DEPTH:
            raise too_much("its objects are nested too deeply")
        if not value.is_indirect:
            return self._copy(value, kind, depth)
        key = (*value.objgen, kind)
        if key not in self._done:
            self._done[key] = None  # a circle ends here
            copied = self._copy(value, kind, depth)
            self._done[key] = (
                self._out.make_indirect(copied) if isinstance(copied, Object) else copied
            )
        return self._done[key]

    def picked(self, source: Object, kind: str, depth: int = 0) -> Dictionary:
        """A dictionary with copies of those keys of *source* that one of its *kind* may have."""
        allowed, result = _KINDS[kind], Dictionary()
        for key in source.keys() if _ANY in allowed else allowed:
            if key in source:
                inner = allowed.get(key, allowed.get(_ANY, ""))
                copied = self.value(source[key], inner, depth + 1)
                if copied is not None:
                    result[key] = copied
        return result

    def stream(
        self, source: Stream, kind: str, depth: int = 0, allowed: int = MAX_UNPACKED
    ) -> Object | None:
        """A copy of a stream with its data as they are; None when they lie in another file."""
        if Name.F in source or _is_active(source):
            return None
        data, repaired, size = check_unpacked(source, source.read_raw_bytes(), allowed)
        self._tally.stream(size)
        result = Stream(self._out, b"")
        for key, value in self.picked(source, kind, depth).items():
            result[key] = value
        filters = self.value(source.get(Name.Filter))
        parms = self.value(source.get("/DecodeParms"), "unpacking")
        if isinstance(filters, Array) and not len(filters):
            filters = parms = None
        if is_jpeg(source):
            data, broken = bare_jpeg(codec_data(source, data))
            repaired = repaired or broken
            filters, parms = (last_of(value) for value in (filters, parms))
        self.repaired = self.repaired or repaired
        result.write(data, filter=filters, decode_parms=parms)  # type: ignore[arg-type]
        return result

    def _copy(self, value: Object, kind: str, depth: int) -> object:
        if isinstance(value, Array):
            kinds = _kinds_in(value) if kind == "space" else repeat(kind)
            return Array([self.value(*item, depth + 1) for item in zip(list(value), kinds)])  # noqa: B905
        if not isinstance(value, (Dictionary, Stream)):
            return Object.parse(value.unparse())  # a name or string also belongs to its document
        if kind not in _KINDS or _is_active(value):
            return None
        if isinstance(value, Stream):
            return self.stream(value, kind, depth)
        return self.picked(value, kind, depth)


def _kinds_in(space: Array) -> chain[str]:
    """The kind of each item of a colour space."""
    family = spelled(space[0]) if len(space) else ""
    return chain(_FAMILIES.get(family, ()), repeat(""))


def _is_active(value: Object) -> bool:
    """Whether *value* is an action, a file or a piece of the document's structure."""
    if spelled(value.get(Name.Type)) in _REFUSED_TYPES:
        return True
    return Name.JS in value or spelled(value.get(Name.S)) in _ACTIONS
