"""Giving form fields an appearance where they have none, so that their values stay visible."""

import re

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from lorpack.documents.geometry import rectangle

_SIZE = re.compile(rb"([\d.]+)\s+Tf")
_MULTILINE, _PASSWORD = 1 << 12, 1 << 13
_WIDE = 0.6  # of an em: the width of every character of Courier


def draw_fields(pdf: Pdf) -> list[str]:
    """Draw the text and choice fields of *pdf* that no appearance shows (or an outdated one).

    Returns the names of fields whose value has characters that cannot be drawn.
    """
    form = pdf.Root.get(Name.AcroForm)
    if not isinstance(form, Dictionary):
        return []
    outdated = bool(form.get("/NeedAppearances", False))
    undrawn: list[str] = []
    for page in pdf.pages:
        annotations = page.obj.get(Name.Annots)
        for widget in list(annotations) if isinstance(annotations, Array) else []:
            if isinstance(widget, Dictionary) and widget.get(Name.Subtype) == Name.Widget:
                _draw(pdf, form, widget, outdated, undrawn)
    form["/NeedAppearances"] = False
    return undrawn


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
    if isinstance(value, Array):
        return ", ".join(_text(item) for item in value)
    return str(value) if isinstance(value, (String, Name)) else ""


def _draw(
    pdf: Pdf, form: Dictionary, widget: Dictionary, outdated: bool, undrawn: list[str]
) -> None:
    """Give *widget* an appearance of its own when it needs one."""
    if str(_inherited(widget, "/FT")) not in ("/Tx", "/Ch"):
        return
    appearance = widget.get(Name.AP)
    normal = appearance.get(Name.N) if isinstance(appearance, Dictionary) else None
    value = _text(_inherited(widget, "/V")).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(normal, Stream) and (not outdated or not value):
        return
    rect = rectangle(widget.get(Name.Rect))
    flags = _inherited(widget, "/Ff")
    flags = flags if isinstance(flags, int) else 0
    if rect is None or not value or flags & _PASSWORD:
        return
    try:
        value.encode("cp1252")
    except UnicodeEncodeError:
        undrawn.append(_text(_inherited(widget, "/T")) or "unnamed")
        if isinstance(normal, Stream):
            return
    size = _font_size(_inherited(widget, "/DA") or form.get("/DA"))
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    lines, size = _fitted(value, width - 4, height - 2, size, bool(flags & _MULTILINE))
    drawn = _appearance(pdf, lines, size, width, height, flags)
    if isinstance(normal, Stream):
        frame, found, _ = normal.read_bytes().partition(b"/Tx BMC")
        if found:  # the background and border that the form's maker drew
            drawn.write(b"q " + frame + b" Q " + drawn.read_bytes())
    widget.AP = Dictionary(N=drawn)


def _font_size(default: object) -> float:
    match = _SIZE.search(bytes(default)) if isinstance(default, String) else None
    return float(match[1]) if match else 0.0


def _fitted(
    value: str, width: float, height: float, size: float, multiline: bool
) -> tuple[list[str], float]:
    """*value* in lines, and the largest size up to the wanted one at which all of it fits."""
    size = size or (10.0 if multiline else max(min(height * 0.75, 12.0), 4.0))
    while True:
        columns = max(int(width / (size * _WIDE)), 1)
        text = value if multiline else " ".join(value.split())
        lines = [line for part in text.split("\n") for line in _wrapped(part, columns)]
        fits = len(lines) * size * 1.15 <= max(height, size) if multiline else len(lines) == 1
        if fits or size <= 3:
            return lines, size
        size = max(size * 0.92, 3.0)


def _wrapped(text: str, columns: int) -> list[str]:
    """*text* in lines of at most *columns* characters, broken at spaces where there are any."""
    lines, line = [], ""
    for word in text.split(" "):
        while len(word) > columns:
            if line:
                lines.append(line)
                line = ""
            lines.append(word[:columns])
            word = word[columns:]
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
    for line in lines:
        body += String(line.encode("cp1252", "replace")).unparse() + b" Tj T*\n"
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Courier,
        Encoding=Name.WinAnsiEncoding,
    )
    result = Stream(pdf, body + b"ET Q")
    result.Type, result.Subtype = Name.XObject, Name.Form
    result.BBox = Array([0, 0, width, height])
    result.Resources = Dictionary(Font=Dictionary(F=font))
    return result
