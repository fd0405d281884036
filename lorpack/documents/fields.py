"""Giving form fields an appearance where they have none, so that their values stay visible."""

import re
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from lorpack.documents.geometry import rectangle
from lorpack.documents.limits import MAX_CONTENT, MAX_TYPED, too_much
from lorpack.documents.names import spelled

_SIZE = re.compile(rb"(\d+(?:\.\d*)?|\.\d+)\s+Tf")
_LONGEST = 1_000  # bytes of a default appearance that are looked at; it names a font and a colour
_LARGEST = 144.0  # points; fitting begins here, however large a form wants its letters
_MULTILINE, _PASSWORD = 1 << 12, 1 << 13
_WIDE = 0.6  # of an em: the width of every character of Courier


def draw_fields(pdf: Pdf) -> list[str]:
    """Draw the text and choice fields of *pdf* that no appearance shows (or an outdated one).

    Returns the names of fields whose value has characters that cannot be drawn. Raises
    DocumentError LOR717 when they hold more than a person types.
    """
    form = pdf.Root.get(Name.AcroForm)
    if not isinstance(form, Dictionary):
        return []
    drawer = _Drawer(pdf, form, bool(form.get("/NeedAppearances", False)))
    for page in pdf.pages:
        annotations = page.obj.get(Name.Annots)
        for widget in list(annotations) if isinstance(annotations, Array) else []:
            if isinstance(widget, Dictionary) and widget.get(Name.Subtype) == Name.Widget:
                drawer.draw(widget)
    form["/NeedAppearances"] = False
    return drawer.undrawn


def _inherited(widget: Object, key: str) -> object:
    """The value of *key* of a field, from its parents when it has none of its own."""
    node: object = widget
    for _ in range(20):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node.get(key)
        node = node.get(Name.Parent)
    return None


def _text(value: object) -> str:
    if isinstance(value, Stream):
        return value.read_bytes().decode("latin-1")
    if isinstance(value, Array):  # of choices; no list has lists in it
        return ", ".join(spelled(item) for item in value if isinstance(item, (String, Name)))
    return spelled(value)


@dataclass(slots=True)
class _Drawer:
    """Draws the fields of one *form*, and counts what many of them may share."""

    pdf: Pdf
    form: Dictionary
    outdated: bool
    undrawn: list[str] = field(default_factory=list)
    typed: int = 0
    framed: int = 0

    def draw(self, widget: Dictionary) -> None:
        """Give *widget* an appearance of its own when it needs one."""
        if spelled(_inherited(widget, "/FT")) not in ("/Tx", "/Ch"):
            return
        appearance = widget.get(Name.AP)
        normal = appearance.get(Name.N) if isinstance(appearance, Dictionary) else None
        value = self._value(widget)
        if isinstance(normal, Stream) and (not self.outdated or not value):
            return
        rect = rectangle(widget.get(Name.Rect))
        flags = _inherited(widget, "/Ff")
        flags = flags if isinstance(flags, int) else 0
        if rect is None or not value or flags & _PASSWORD:
            return
        try:
            value.encode("cp1252")
        except UnicodeEncodeError:
            self.undrawn.append(_text(_inherited(widget, "/T")) or "unnamed")
            if isinstance(normal, Stream):
                return
        size = _font_size(_inherited(widget, "/DA") or self.form.get("/DA"))
        width, height = rect[2] - rect[0], rect[3] - rect[1]
        lines, size = _fitted(value, width - 4, height - 2, size, bool(flags & _MULTILINE))
        drawn = _appearance(self.pdf, lines, size, width, height, flags)
        if isinstance(normal, Stream):
            drawn.write(self._frame(normal) + drawn.read_bytes())
        widget.AP = Dictionary(N=drawn)

    def _value(self, widget: Dictionary) -> str:
        """What was typed into *widget*; a thousand of them may have one value that is long."""
        value = _text(_inherited(widget, "/V")).replace("\r\n", "\n").replace("\r", "\n")
        self.typed += len(value)
        if self.typed > MAX_TYPED:
            raise too_much("its form fields hold more text than its pages can show")
        return value

    def _frame(self, normal: Stream) -> bytes:
        """The background and border that the form's maker drew, if they can be told apart."""
        data = normal.read_bytes()
        self.framed += len(data)
        if self.framed > MAX_CONTENT:
            raise too_much(f"its drawing instructions are over {MAX_CONTENT >> 20} MB")
        frame, found, _ = data.partition(b"/Tx BMC")
        return b"q " + frame + b" Q " if found else b""


def _font_size(default: object) -> float:
    match = _SIZE.search(bytes(default)[:_LONGEST]) if isinstance(default, String) else None
    return float(match[1]) if match else 0.0


def _fitted(
    value: str, width: float, height: float, size: float, multiline: bool
) -> tuple[list[str], float]:
    """*value* in lines, and the largest size up to the wanted one at which all of it fits."""
    size = min(size, _LARGEST) or (10.0 if multiline else max(min(height * 0.75, 12.0), 4.0))
    text = value if multiline else " ".join(value.split())
    while True:
        columns = max(int(width / (size * _WIDE)), 1)
        # So many lines at the least: most sizes are told by that to be too large.
        least = max(text.count("\n") + 1, len(text) // (columns + 1))
        if size <= 3 or _fits(least, size, height, multiline):
            lines = [line for part in text.split("\n") for line in _wrapped(part, columns)]
            if size <= 3 or _fits(len(lines), size, height, multiline):
                return lines, size
        size = max(size * 0.92, 3.0)


def _fits(lines: int, size: float, height: float, multiline: bool) -> bool:
    """Whether so many *lines* are not too high for their field."""
    return lines * size * 1.15 <= max(height, size) if multiline else lines == 1


def _wrapped(text: str, columns: int) -> list[str]:
    """*text* in lines of at most *columns* characters, broken at spaces where there are any."""
    lines, line = [], ""
    for word in text.split(" "):
        if len(word) > columns:
            if line:
                lines.append(line)
                line = ""
            rest = (len(word) - 1) // columns * columns
            lines += [word[at : at + columns] for at in range(0, rest, columns)]
            word = word[rest:]
        if len(line) + len(word) + bool(line) > columns:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _appearance(
    pdf: Pdf, lines: list[str], size: float, width: float, height: float, flags: int
) -> Stream:
    start = height - 1 - size if flags & _MULTILINE else (height - size * 0.7) / 2
    body = b"q 1 1 %.3f %.3f re W n BT 0 g /F %.3f Tf %.3f TL 2 %.3f Td\n" % (
        width - 2,
        height - 2,
        size,
        size * 1.15,
        start,
    )
    shown = [String(line.encode("cp1252", "replace")).unparse() + b" Tj T*\n" for line in lines]
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Courier,
        Encoding=Name.WinAnsiEncoding,
    )
    result = Stream(pdf, b"".join([body, *shown, b"ET Q"]))
    result.Type, result.Subtype = Name.XObject, Name.Form
    result.BBox = Array([0, 0, width, height])
    result.Resources = Dictionary(Font=Dictionary(F=font))
    return result
