"""Reading one content stream: hidden parts and marks taken out, names and work counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Pdf,
    PdfInlineImage,
    Stream,
    String,
    parse_content_stream,
    unparse_content_stream,
)

from lorpack.documents.geometry import is_too_fine
from lorpack.documents.jpeg import bare_jpeg
from lorpack.documents.layers import Layers
from lorpack.documents.limits import MAX_MARKS, MAX_NESTED_STATES, MAX_STATES, too_much
from lorpack.documents.names import spelled
from lorpack.documents.streams import codec_data, is_jpeg, last_of

Instruction = ContentStreamInstruction | ContentStreamInlineImage

_END_PATH = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_SHOW_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_BEGIN = frozenset({"BDC", "BMC"})
_COUNTED = {b"q": MAX_STATES, b"Tj": MAX_STATES, b"BDC": MAX_MARKS, b"BMC": MAX_MARKS}
# Content without any of these is read in part only: the rest, mostly paths, is passed on.
_CHANGING = (b"BDC", b"BMC", b"EMC", b"DP", b"MP", b"BI")
_READ = "d Do Tf gs cs CS scn SCN sh Tj TJ ' \" q Q"
_PER_OPERATOR = 10  # bytes, at the least, on an average page
_SPOKEN = ("/ActualText", "/Alt", "/E", "/Lang")
_PACKED = frozenset({"/Filter", "/DecodeParms"})
_WHOLE_LINE = ContentStreamInstruction([Array([]), 0], Operator("d"))
_NAMED = {
    "Do": "/XObject",
    "Tf": "/Font",
    "gs": "/ExtGState",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
    "sh": "/Shading",
}


@dataclass(slots=True)
class Scan:
    """A content stream as it is to be kept: *data*, and what it uses.

    *uses* counts (category, name) of each resource, *shown* the bytes of text per font name (an
    empty one for the font that is set outside), *work* the operators, *pixels* those of inline
    images.
    """

    data: bytes = b""
    uses: Counter[tuple[str, str]] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    work: int = 0
    pixels: int = 0


def look_up(resources: object, category: str, name: str) -> object:
    """The resource *name* of *category*, or None."""
    names = resources.get(category) if isinstance(resources, Dictionary) else None
    return names[name] if isinstance(names, Dictionary) and name in names else None


class _Reader:
    """One pass over the instructions of one stream."""

    def __init__(self, out: Pdf, resources: object, layers: Layers) -> None:
        self.out = out
        self.resources = resources
        self.layers = layers
        self.scan = Scan()
        self.kept: list[Instruction] = []
        self.marks: list[tuple[bool, bool]] = []
        self.hidden = 0
        self.changed = False
        self.font = ""
        self.outer: list[str] = []

    def read(self, instruction: Instruction) -> None:
        """Keep, change or drop *instruction*; raises DocumentError LOR717 on endless nesting."""
        operator = bytes(instruction.operator).decode("latin-1")
        if operator == "q":
            self.outer.append(self.font)
            if len(self.outer) > MAX_NESTED_STATES:
                raise too_much("its drawings are nested too deeply")
        elif operator == "Q" and self.outer:
            self.font = self.outer.pop()
        if operator in _BEGIN:
            self._begin(instruction, operator)
        elif operator == "EMC":
            self._end(instruction)
        elif operator in ("DP", "MP"):
            self.changed = True
        elif operator == "d" and is_too_fine(next(iter(instruction.operands), None)):
            self.changed = True
            self.kept.append(_WHOLE_LINE)
        elif self.hidden:
            self._keep_state_only(instruction, operator)
        elif operator == "Do" and self._is_hidden(instruction):
            self.changed = True
        else:
            self._keep(instruction, operator)

    def _properties(self, instruction: Instruction) -> object:
        operands = list(instruction.operands)
        if len(operands) < 2:
            return None
        if isinstance(operands[1], Name):
            return look_up(self.resources, "/Properties", spelled(operands[1]))
        return operands[1]

    def _begin(self, instruction: Instruction, operator: str) -> None:
        """A mark begins: only what speaks for the text (ActualText, Lang) stays of it."""
        self.changed = True
        operands = list(instruction.operands)
        properties = self._properties(instruction) if operator == "BDC" else None
        is_layer = bool(operands) and spelled(operands[0]) == "/OC"
        hides = is_layer and self.layers.hides(properties)
        self.hidden += hides
        spoken: dict[str, Object] = {}
        if isinstance(properties, Dictionary) and not self.hidden and not is_layer:
            for key in _SPOKEN:
                value = properties.get(key)
                if isinstance(value, String):
                    spoken[key] = String(bytes(value))
        self.marks.append((bool(spoken), hides))
        if spoken:
            begin = [Name.Span, Dictionary(spoken)]
            self.kept.append(ContentStreamInstruction(begin, Operator("BDC")))

    def _end(self, instruction: Instruction) -> None:
        self.changed = True
        if self.marks:
            kept, hides = self.marks.pop()
            self.hidden -= hides
            if kept:
                self.kept.append(instruction)

    def _is_hidden(self, instruction: Instruction) -> bool:
        """Whether a Do draws something of a hidden layer, or nothing that there is."""
        operands = list(instruction.operands)
        drawn = look_up(self.resources, "/XObject", spelled(operands[0])) if operands else None
        return not isinstance(drawn, Stream) or self.layers.hides(drawn.get(Name.OC))

    def _keep_state_only(self, instruction: Instruction, operator: str) -> None:
        """Hidden content draws nothing, but its graphics state holds for what follows."""
        self.changed = True
        if operator in _END_PATH:
            self.kept.append(ContentStreamInstruction([], Operator("n")))
        elif operator in ("'", '"'):
            for value, setter in zip(list(instruction.operands)[:-1], ("Tw", "Tc"), strict=False):
                self.kept.append(ContentStreamInstruction([value], Operator(setter)))
            self.kept.append(ContentStreamInstruction([], Operator("T*")))
        elif operator not in ("Tj", "TJ", "Do", "sh", "INLINE IMAGE"):
            self._keep(instruction, operator)

    def _keep(self, instruction: Instruction, operator: str) -> None:
        if isinstance(instruction, ContentStreamInlineImage):
            self._count_image(instruction)
            bare = _bare(self.out, instruction.iimage)
            self.changed = self.changed or bare is not None
            self.kept.append(bare or instruction)
            return
        self.kept.append(instruction)
        if operator in _SHOW_TEXT:
            self._count_text(instruction)
        elif operator in _NAMED:
            for operand in instruction.operands:
                if isinstance(operand, Name):
                    self.scan.uses[_NAMED[operator], spelled(operand)] += 1
                    if operator == "Tf":
                        self.font = spelled(operand)

    def _count_text(self, instruction: Instruction) -> None:
        for operand in instruction.operands:
            pieces = list(operand) if isinstance(operand, Array) else [operand]
            self.scan.shown[self.font] += sum(
                len(bytes(piece)) for piece in pieces if isinstance(piece, String)
            )

    def _count_image(self, instruction: ContentStreamInlineImage) -> None:
        image = instruction.iimage
        self.scan.pixels += image.width * image.height
        space = image.obj.get("/CS", image.obj.get("/ColorSpace"))
        for item in list(space) if isinstance(space, Array) else [space]:
            if isinstance(item, Name):
                self.scan.uses["/ColorSpace", spelled(item)] += 1


def _bare(out: Pdf, image: PdfInlineImage) -> Instruction | None:
    """*image* without what a camera noted in it; None when it is no JPEG.

    Raises DocumentError LOR717 when it cannot be told where it ends.
    """
    said = {key: value for key, value in image.obj.items() if value is not None}
    source = Stream(out, image.read_raw_bytes())
    for key in _PACKED.intersection(said):
        source[key] = said[key]
    if not is_jpeg(source):
        return None
    data, _ = bare_jpeg(codec_data(source, source.read_raw_bytes()))
    kept = {key: value for key, value in said.items() if key not in (*_PACKED, "/Length")}
    parms = last_of(said.get("/DecodeParms"))
    kept |= {"/DecodeParms": parms} if isinstance(parms, Dictionary) else {}
    keys = Dictionary({**kept, "/Filter": Name.DCTDecode}).unparse(resolved=True)[2:-2]
    made = parse_content_stream(Stream(out, b"BI " + keys + b" ID " + data + b"\nEI\n"))
    if [type(one) for one in made] != [ContentStreamInlineImage]:
        raise too_much("a picture among its drawings has no clear end")
    return made[0]


def scan_content(out: Pdf, data: bytes, resources: object, layers: Layers) -> Scan:
    """Read the content *data*, whose names stand in *resources*, without its hidden parts.

    *out* only lends its parser. Content that needs no change is returned byte for byte. Raises
    DocumentError LOR717 for more instructions than a page can show.
    """
    if any(data.count(operator) > most for operator, most in _COUNTED.items()):
        raise too_much("a page has more drawing instructions than it can show")
    stream = Stream(out, data)
    reader = _Reader(out, resources, layers)
    if not any(mark in data for mark in _CHANGING):
        _read_all(reader, parse_content_stream(stream, _READ))
        if not reader.changed:
            return _finished(reader, data)
        reader = _Reader(out, resources, layers)
    _read_all(reader, parse_content_stream(stream))
    return _finished(reader, unparse_content_stream(reader.kept) if reader.changed else data)


def _read_all(reader: _Reader, instructions: Iterable[Instruction]) -> None:
    for instruction in instructions:
        reader.read(instruction)


def _finished(reader: _Reader, data: bytes) -> Scan:
    reader.scan.data = data
    reader.scan.work = max(len(reader.kept), len(data) // _PER_OPERATOR)
    return reader.scan
