"""What a form field holds, from its parents where it does not say it itself; all of it is counted."""

from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from lorpack.documents.limits import MAX_TYPED, too_much
from lorpack.documents.names import spelled
from lorpack.documents.streams import check_unpacked, unpacked

_TEXT, _CHOICES = "text", "choices"
_LETTERS = 50  # of an option: those beyond cost as much as one more option


@dataclass(frozen=True, slots=True)
class Options:
    """What a list offers: what is *shown* for each option, and *where* a value is in it."""

    shown: tuple[str, ...] = ()
    where: dict[str, int] = field(default_factory=dict)

    def reads(self, value: str) -> str:
        """What is shown for *value*: itself, if it is none of the options."""
        return self.shown[self.where[value]] if value in self.where else value


def inherited(widget: Object, key: str) -> object:
    """The value of *key* of a field, from its parents when it has none of its own."""
    owner = _owner(widget, key)
    return None if owner is None else owner.get(key)


def whole(value: object) -> int:
    """*value* if it is a whole number, else 0."""
    return value if isinstance(value, int) else 0


def is_on(widget: Dictionary) -> bool | None:
    """Whether a check box or radio button without drawings is on.

    None when the file does not tell: the value of a group is the name of a drawing.
    """
    state = widget.get(Name.AS)
    if isinstance(state, Name):
        return state != Name.Off
    value = inherited(widget, "/V")
    if not isinstance(value, Name) or value == Name.Off:
        return False
    parent = widget.get(Name.Parent)
    group = parent.get(Name.Kids) if isinstance(parent, Dictionary) else None
    alone = Name.V in widget or not isinstance(group, Array) or len(group) < 2
    return True if alone else None


def _owner(widget: Object, key: str) -> Dictionary | None:
    """*widget* or the parent of it that has *key*."""
    node: object = widget
    for _ in range(20):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node
        node = node.get(Name.Parent)
    return None


@dataclass(slots=True)
class Values:
    """Reads values, and counts them: a thousand fields may have one that is long.

    Each method raises DocumentError LOR717 once all together hold more than a person fills in.
    """

    _read: int = 0
    _options: dict[tuple[int, int], Options] = field(default_factory=dict)

    def text(self, value: object) -> str:
        """A name, a text string or a stream of one as text; empty text for anything else."""
        packed = b""
        if isinstance(value, Stream):
            packed = value.read_raw_bytes()
            check_unpacked(value, packed, 4 * MAX_TYPED)
            value = String(unpacked(value))
        text = spelled(value).replace("\r\n", "\n").replace("\r", "\n")
        self._count(max(len(text), len(packed)), _TEXT)
        return text

    def texts(self, value: object) -> list[str]:
        """A value as its texts: of an array each, but no list has lists in it."""
        if not isinstance(value, Array):
            text = self.text(value)
            return [text] if text else []
        self._count(len(value), _CHOICES)
        return [self.text(item) for item in value if isinstance(item, (String, Name))]

    def chosen(self, widget: Dictionary) -> tuple[list[str], list[int]]:
        """What is shown for the choices made in *widget*, and the places of those on offer."""
        values = self.texts(inherited(widget, "/V"))
        told = inherited(widget, "/I")
        if values:
            options = self.options(widget)
            texts = [options.reads(value) for value in values]
            places = [options.where[value] for value in values if value in options.where]
        elif isinstance(told, Array):
            self._count(len(told), _CHOICES)
            offered = self.options(widget).shown
            items: list[object] = list(told)
            places = [one for one in items if isinstance(one, int) and 0 <= one < len(offered)]
            texts = [offered[place] for place in places]
        else:
            return [], []
        self._count(sum(map(len, texts)), _TEXT)
        return texts, places

    def options(self, widget: Dictionary) -> Options:
        """What can be chosen in *widget*; a list that many fields share is read once."""
        owner = _owner(widget, "/Opt")
        listed = owner.get("/Opt") if owner is not None else None
        if owner is None or not isinstance(listed, Array):
            return Options()
        key = listed.objgen if listed.is_indirect else owner.objgen
        if key not in self._options or not key[0]:
            self._options[key] = self._read_options(listed)
        return self._options[key]

    def has_states(self, drawings: Dictionary) -> bool:
        """Whether a button of these *drawings* has one for being on."""
        self._count(len(drawings), _CHOICES)
        return any(key != "/Off" for key in drawings.keys())  # noqa: SIM118

    def _read_options(self, listed: Array) -> Options:
        self._count(len(listed), _CHOICES)
        shown: list[str] = []
        where: dict[str, int] = {}
        for item in listed:
            pair = list(item) if isinstance(item, Array) and len(item) == 2 else [item, item]
            value, display = map(spelled, pair)
            self._count((len(value) + len(display)) // _LETTERS, _CHOICES)
            where.setdefault(value, len(shown))
            shown.append(display)
        return Options(tuple(shown), where)

    def _count(self, more: int, what: str) -> None:
        self._read += more
        if self._read > MAX_TYPED:
            raise too_much(f"its form fields hold more {what} than its pages can show")
