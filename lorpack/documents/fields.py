"""Giving form fields an appearance where they have none, so that their values stay visible."""

from dataclasses import dataclass, field, replace

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from lorpack.documents.field_drawing import (
    DOT,
    TICK,
    box,
    combed,
    drawing,
    lines_of_text,
    listed,
    mark,
)
from lorpack.documents.field_look import Look, look_of
from lorpack.documents.field_text import WIDE, fitted, window
from lorpack.documents.field_values import Values, inherited, is_on, whole
from lorpack.documents.limits import MAX_CONTENT, too_much

_MULTILINE, _PASSWORD, _COMB = 1 << 12, 1 << 13, 1 << 24  # of text
_RADIO, _PUSH = 1 << 15, 1 << 16  # of buttons
_COMBO = 1 << 17  # of choices
_MOST_CELLS = 200  # of a comb


def draw_fields(pdf: Pdf) -> list[str]:
    """Draw the fields of *pdf* that no appearance shows (or an outdated one).

    Returns the names of fields of which something cannot be drawn. Raises DocumentError LOR717
    when they hold more than a person fills in.
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
    return list(drawer.undrawn)


@dataclass(slots=True)
class _Drawer:
    """Draws the fields of one *form*, and counts what many of them may share."""

    pdf: Pdf
    form: Dictionary
    outdated: bool
    undrawn: dict[str, None] = field(default_factory=dict)
    values: Values = field(default_factory=Values)
    drawn: int = 0

    def draw(self, widget: Dictionary) -> None:
        """Give *widget* an appearance of its own when it needs one."""
        kind = inherited(widget, "/FT")
        appearance = widget.get(Name.AP)
        normal = appearance.get(Name.N) if isinstance(appearance, Dictionary) else None
        old = normal if isinstance(normal, Stream) else None
        if kind not in (Name.Btn, Name.Tx, Name.Ch):
            return
        if old is not None and (kind == Name.Btn or not self.outdated):
            return
        if isinstance(normal, Dictionary) and kind == Name.Btn and self._has_look(widget, normal):
            return
        look = look_of(widget, self.form)
        if look is None:
            return
        flags = whole(inherited(widget, "/Ff"))
        if kind == Name.Btn:
            draw = self._push if flags & _PUSH else self._tick
            draw(widget, look, flags)
        elif kind == Name.Ch:
            self._choice(widget, look, flags, old)
        else:
            self._typed(widget, look, flags, old)

    # Buttons.

    def _has_look(self, widget: Dictionary, states: Dictionary) -> bool:
        """Whether one of the drawings of a button is for its state, which it has after this."""
        told = widget.get(Name.AS)
        value = told if isinstance(told, Name) else inherited(widget, "/V")
        state = value if isinstance(value, Name) else Name.Off
        if state not in states and not self.values.has_states(states):
            return False
        if not isinstance(told, Name):
            widget.AS = state if state in states else Name.Off
        return True

    def _tick(self, widget: Dictionary, look: Look, flags: int) -> None:
        """A check box or radio button: its box, and a mark if it is on."""
        radio = bool(flags & _RADIO)
        style = self._caption(widget) or (DOT if radio else TICK)
        on = is_on(widget)
        if on is None:
            self._tell(widget)
        drawn = mark(look, style) if on else b""
        self._keep(widget, look, box(look, is_round=radio and style == DOT), drawn)

    def _push(self, widget: Dictionary, look: Look, _flags: int) -> None:
        """A button that does something, which it says: its box and its words, but no picture."""
        made = widget.get("/MK")
        if isinstance(made, Dictionary) and Name.I in made:
            self._tell(widget)
        caption = self._caption(widget)
        self._can_draw(widget, caption)
        drawn = _lines(replace(look, align=1), caption)
        self._keep(widget, look, box(look), drawn)

    def _caption(self, widget: Dictionary) -> str:
        made = widget.get("/MK")
        return self.values.text(made.get("/CA")) if isinstance(made, Dictionary) else ""

    # What was typed or chosen.

    def _typed(self, widget: Dictionary, look: Look, flags: int, old: Stream | None) -> None:
        value = ", ".join(self.values.texts(inherited(widget, "/V")))
        if flags & _PASSWORD:
            value = "*" * len(value)
        can_draw = self._can_draw(widget, value)
        if old is not None and not (value and can_draw):
            return
        cells = _cells(widget, flags, value)
        drawn = _combed(look, value, cells) if cells > 1 else _lines(look, value, flags)
        self._keep(widget, look, self._frame(old) or box(look, cells=cells), drawn)

    def _choice(self, widget: Dictionary, look: Look, flags: int, old: Stream | None) -> None:
        texts, places = self.values.chosen(widget)
        value = ", ".join(texts)
        can_draw = self._can_draw(widget, value)
        if old is not None and not (value and can_draw):
            return
        offered = () if flags & _COMBO else self.values.options(widget).shown
        drawn = b""
        if len(places) == len(texts):
            drawn = self._list(widget, look, offered, places)
        drawn = drawn or _lines(look, value, _MULTILINE if offered else 0)
        self._keep(widget, look, self._frame(old) or box(look), drawn)

    def _list(
        self, widget: Dictionary, look: Look, offered: tuple[str, ...], places: list[int]
    ) -> bytes:
        """What is *offered*, with the chosen ones marked; nothing when those have no room."""
        top = whole(inherited(widget, "/TI"))
        seen, size = window(offered, places, top, *look.room, look.size)
        shown = [offered[place] for place in seen]
        self._can_draw(widget, "".join(shown))
        bars = [place - seen.start for place in dict.fromkeys(places)]
        return listed(look, shown, bars, size) if shown else b""

    # What all of them share.

    def _can_draw(self, widget: Dictionary, text: str) -> bool:
        """Whether there are letters for all of *text*; a field of which there are not is told."""
        try:
            text.encode("cp1252")
        except UnicodeEncodeError:
            self._tell(widget)
            return False
        return True

    def _tell(self, widget: Dictionary) -> None:
        self.undrawn[self.values.text(inherited(widget, "/T")) or "unnamed"] = None

    def _frame(self, old: Stream | None) -> bytes:
        """The background and border that the form's maker drew, if they can be told apart."""
        packed = old.get(Name.Filter) if old is not None else None
        if old is None or (isinstance(packed, Array) and len(packed) > 1):  # hides its true size
            return b""
        data = old.read_bytes()
        self._count(max(data, old.read_raw_bytes(), key=len))
        frame, found, _ = data.partition(b"/Tx BMC")
        return b"q " + frame + b" Q " if found else b""

    def _keep(self, widget: Dictionary, look: Look, frame: bytes, drawn: bytes) -> None:
        """Have *widget* drawn so, if there is anything to be seen."""
        content = frame + drawn
        self._count(content)
        if content:
            widget.AP = Dictionary(N=drawing(self.pdf, look, content))

    def _count(self, data: bytes) -> None:
        self.drawn += len(data)
        if self.drawn > MAX_CONTENT:
            raise too_much(f"its drawing instructions are over {MAX_CONTENT >> 20} MB")


def _lines(look: Look, value: str, flags: int = 0) -> bytes:
    """*value* as large as it fits into its field."""
    if not value:
        return b""
    multiline = bool(flags & _MULTILINE)
    lines, size = fitted(value, *look.room, look.size, multiline)
    return lines_of_text(look, lines, size, from_top=multiline)


def _combed(look: Look, value: str, cells: int) -> bytes:
    """*value* with each character in a cell of its own."""
    if not value:
        return b""
    _, size = fitted("", *look.room, look.size, multiline=False)
    return combed(look, value, min(size, look.width / cells / WIDE), cells)


def _cells(widget: Dictionary, flags: int, value: str) -> int:
    """How many cells a field has of which each takes one character of *value*; 1 if it has none."""
    cells = whole(inherited(widget, "/MaxLen"))
    is_comb = flags & _COMB and not flags & (_MULTILINE | _PASSWORD) and "\n" not in value
    return cells if is_comb and len(value) <= cells <= _MOST_CELLS else 1
