"""Copying what a page draws into a new PDF, by allow-list: nothing else can come along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from lorpack.documents.content import Scan, look_up, scan_content
from lorpack.documents.geometry import check_tile, is_too_fine
from lorpack.documents.layers import Layers
from lorpack.documents.limits import (
    MAX_DEPTH,
    MAX_GLYPHS,
    MAX_IMAGE_PIXELS,
    MAX_UNPACKED,
    Cost,
    too_much,
)
from lorpack.documents.names import spelled
from lorpack.documents.passive import Passive
from lorpack.documents.streams import real_size, tells_its_depth, unpacked
from lorpack.documents.tally import Tally

_DESCRIBED = {"/ColorSpace": "space", "/Shading": "shading"}
Copied = tuple[Object, Cost]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where names are looked up: *resources*, known as *key*, at *depth* of nesting."""

    resources: object
    key: tuple[object, ...]
    depth: int = 0


class Copier:
    """Copies drawings of one source document into *out*; one object is copied once."""

    def __init__(self, out: Pdf, layers: Layers) -> None:
        self._out = out
        self._layers = layers
        self._done: dict[tuple[object, ...], Copied] = {}
        self._open: set[tuple[object, ...]] = set()
        self._tally = Tally()
        self._passive = Passive(out, self._tally)

    @property
    def repaired(self) -> bool:
        """Whether the data of something had to be repaired to be copied."""
        return self._passive.repaired

    def page(self, data: bytes, resources: object, number: int) -> tuple[Stream, Cost]:
        """A Form XObject that draws the page content *data*, without /BBox and /Matrix."""
        drawn, cost = self._drawing(data, Scope(resources, ("page", number)), Dictionary())
        self._tally.page(cost)
        return drawn, cost

    def _drawing(self, data: bytes, scope: Scope, extra: Dictionary) -> tuple[Stream, Cost]:
        """A stream of content with just those resources that it uses."""
        if scope.depth > MAX_DEPTH:
            raise too_much("its drawings are nested too deeply")
        self._tally.drawing(len(data))
        scan = scan_content(self._out, data, scope.resources, self._layers)
        result = Stream(self._out, scan.data)
        for key, value in extra.items():
            result[key] = value
        resources, cost = self._resources(scan, scope)
        result.Type, result.Subtype, result.Resources = Name.XObject, Name.Form, resources
        return result, cost

    def _resources(self, scan: Scan, scope: Scope) -> tuple[Dictionary, Cost]:
        result = Dictionary()
        cost = Cost(0, scan.work, scan.pixels, 0, scan.shown.total())
        fonts: list[tuple[Cost, int]] = []
        for default in ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK"):
            scan.uses["/ColorSpace", default] += 1
        for (category, name), times in scan.uses.items():
            source = look_up(scope.resources, category, name)
            if source is None:
                continue
            copied, each = self._resource(category, source, scope)
            if copied is None:
                continue
            _category(result, category)[name] = copied
            if category == "/Font":
                fonts.append((each, scan.shown[name]))
            else:
                cost = cost.plus(each, times)
        inside = cost.letters  # of what is drawn here, and so perhaps in any font of here
        for each, shown in fonts:
            cost = cost.plus(each, shown + inside)
        return result, cost.plus(Cost(letters=scan.shown[""]))

    def _resource(self, category: str, source: object, scope: Scope) -> tuple[object, Cost]:
        """A copy of one resource, and what one use of it costs."""
        if not isinstance(source, (Array, Dictionary, Stream)):
            return self._passive.value(source), Cost()
        made = {
            "/XObject": self._xobject,
            "/Font": self._font,
            "/Pattern": self._pattern,
            "/ExtGState": self._state,
        }.get(category)
        if made is None:
            return self._passive.value(source, _DESCRIBED[category]), Cost()
        if not source.is_indirect:
            return made(source, scope)
        key = (category, source.objgen, scope.key if _borrows(source) else ())
        if key in self._open:
            raise too_much("a drawing in it draws itself")
        if key not in self._done:
            self._open.add(key)
            copied, cost = made(source, scope)
            if isinstance(copied, (Dictionary, Stream)):
                copied = self._out.make_indirect(copied)
            self._done[key] = (copied, cost)  # type: ignore[assignment]
            self._open.discard(key)
        return self._done[key]

    def _inner(self, source: Object, scope: Scope) -> Scope:
        """The scope of a stream or font: its own resources, else those it is used in."""
        own = source.get(Name.Resources)
        if isinstance(own, Dictionary):
            return Scope(own, ("own", source.objgen), scope.depth + 1)
        return Scope(scope.resources, scope.key, scope.depth + 1)

    def _xobject(self, source: Any, scope: Scope) -> tuple[object, Cost]:
        if spelled(source.get(Name.Subtype)) == "/Image":
            return self._image(source)
        return self.form(source, scope) if source.get(Name.Subtype) == Name.Form else (None, Cost())

    def form(self, source: Stream, scope: Scope) -> Copied:
        """A copy of the Form XObject *source*, and what drawing it costs."""
        extra = self._passive.picked(source, "form")
        group = source.get(Name.Group)
        if isinstance(group, Dictionary):
            extra.Group = self._group(group)
        result, cost = self._drawing(unpacked(source), self._inner(source, scope), extra)
        return result, cost.plus(Cost(1))

    def group(self, source: Dictionary) -> Dictionary:
        """A copy of the transparency group of a page, isolated as pages are."""
        result = self._group(source)
        result.I = True
        return result

    def _group(self, source: Dictionary) -> Dictionary:
        result = self._passive.picked(source, "group")
        result.Type, result.S = Name.Group, Name.Transparency
        return result

    def _image(self, source: Stream) -> tuple[object, Cost]:
        width, height = source.get_int("/Width", 0), source.get_int("/Height", 0)
        if width < 1 or height < 1:
            return None, Cost()
        real = real_size(source, source.read_raw_bytes())
        pixels = max(width * height, real[0] * real[1])
        if source.get_int("/BitsPerComponent", 1) == 1 and not tells_its_depth(source):
            pixels //= 8
        if pixels > MAX_IMAGE_PIXELS:
            raise too_much(f"an image has {pixels / 1e6:.0f} megapixels")
        self._tally.image(pixels)
        result = self._passive.stream(source, "image", allowed=MAX_UNPACKED + 8 * width * height)
        if result is None:
            return None, Cost()
        result.Type, result.Subtype = Name.XObject, Name.Image
        cost = Cost(0, 1, pixels)
        for key in ("/SMask", "/Mask"):
            mask = source.get(key)
            if isinstance(mask, Array):
                result[key] = self._passive.value(mask)
            elif isinstance(mask, Stream) and Name.SMask not in mask and Name.Mask not in mask:
                copied, more = self._resource("/XObject", mask, Scope(None, ()))
                cost = cost.plus(more)
                if copied is not None:
                    result[key] = copied
        return result, cost

    def _pattern(self, source: Object, scope: Scope) -> tuple[object, Cost]:
        if isinstance(source, Stream):
            extra = self._passive.picked(source, "tiling")
            result, cost = self._drawing(unpacked(source), self._inner(source, scope), extra)
            check_tile(source, cost.work)
            del result.Subtype
            result.Type = Name.Pattern
            return result, cost.plus(Cost(1))
        shading = self._passive.picked(source, "shaded")
        state = source.get(Name.ExtGState)
        if isinstance(state, Dictionary):
            shading.ExtGState = self._state(state, scope)[0]
        return shading, Cost()

    def _state(self, source: Object, scope: Scope) -> tuple[object, Cost]:
        result, cost = self._passive.picked(source, "state"), Cost()
        dashes = result.get(Name.D)
        if isinstance(dashes, Array) and len(dashes) and is_too_fine(dashes[0]):
            del result.D
        font = source.get(Name.Font)
        # What the letters of a Type 3 font cost could not be told here; nobody sets one this way.
        if isinstance(font, Array) and len(font) == 2 and not _is_type3(font[0]):
            made = self._resource("/Font", font[0], scope)[0]
            result.Font = Array([made, self._passive.value(font[1])])
        mask = source.get(Name.SMask)
        if isinstance(mask, Name):
            result.SMask = self._passive.value(mask)
        elif isinstance(mask, Dictionary) and isinstance(mask.get(Name.G), Stream):
            copied = self._passive.picked(mask, "mask")
            copied.Type = Name.Mask
            copied.S = Name.Alpha if mask.get(Name.S) == Name.Alpha else Name.Luminosity
            drawn, cost = self._resource("/XObject", mask.G, scope)
            copied.G = drawn
            result.SMask = copied
        return result, cost

    def _font(self, source: Object, scope: Scope) -> tuple[object, Cost]:
        glyphs = source.get("/CharProcs")
        if not _is_type3(source) or not isinstance(glyphs, Dictionary):
            return self._font_of(source, "font"), Cost()
        result = self._font_of(source, "type3")
        inner = self._inner(source, scope)
        if len(glyphs) > MAX_GLYPHS:
            raise too_much(f"a font in it has over {MAX_GLYPHS:,} drawn letters")
        procedures, worst = Dictionary(), Cost()
        resources: Dictionary = Dictionary()
        for name, glyph in glyphs.items():
            if isinstance(glyph, Stream):
                drawn, cost = self._drawing(unpacked(glyph), inner, Dictionary())
                _join(resources, drawn.Resources)
                del drawn.Resources, drawn.Type, drawn.Subtype
                procedures[name] = drawn
                worst = Cost(*map(max, worst, cost))
        result.CharProcs, result.Resources = procedures, resources
        return result, worst

    def _font_of(self, source: Object, kind: str) -> Dictionary:
        """A font is called one, whatever type it claims to be of."""
        result = self._passive.picked(source, kind)
        result.Type = Name.Font
        return result


def _is_type3(font: object) -> bool:
    return isinstance(font, (Dictionary, Stream)) and spelled(font.get(Name.Subtype)) == "/Type3"


def _borrows(source: Object) -> bool:
    """Whether *source* looks its names up where it is used, having no resources of its own."""
    if Name.Resources in source:
        return False
    subtype = spelled(source.get(Name.Subtype))
    return subtype in ("/Form", "/Type3") or "/PatternType" in source


def _category(resources: Dictionary, category: str) -> Object:
    """The names of *category* in *resources*, which has them after this."""
    if category not in resources:
        resources[category] = Dictionary()
    return resources[category]


def _join(into: Dictionary, more: Object) -> None:
    """Add the resources *more* to *into*; both name things as the same source did."""
    for category, names in more.items():
        target = _category(into, category)
        for name, value in names.items():
            target[name] = value
