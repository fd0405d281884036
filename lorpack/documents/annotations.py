"""Links, form fields and other annotations of a page, before they become plain drawing."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, NameTree, Object, Page, Pdf, Stream, String

from lorpack.documents.active import acts
from lorpack.documents.addresses import address_of
from lorpack.documents.fields import draw_fields
from lorpack.documents.geometry import Geometry, as_number, rectangle
from lorpack.documents.layers import Layers
from lorpack.documents.limits import MAX_NOTED, NOTED, too_much
from lorpack.documents.model import Link
from lorpack.documents.names import spelled

_HIDDEN = 1 << 1 | 1 << 5  # Hidden, NoView
_MEDIA = frozenset(
    {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Redact"}
)
# The window of a comment is the viewer's own; it has no look (ISO 32000-1, 12.5.6.14).
_UNDRAWN = _MEDIA | {"/Link", "/Popup"}
_SILENT = frozenset({"/Link", "/Popup", "/Widget"})
# What viewers draw although it is flagged Invisible: the flag is for types that they do not know.
_KNOWN = frozenset(
    {
        "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight",
        "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Stamp", "/Ink", "/Widget",
        "/Watermark",
    }
)  # fmt: skip


@dataclass(slots=True)
class Found:
    """What was met on the way: *active* content, and *lost* annotations or field values."""

    active: bool = False
    lost: int = 0
    signed: bool = False
    fields: list[str] = field(default_factory=list)


def annotations_of(page: Page) -> Iterator[Dictionary]:
    """The annotation dictionaries of *page*, damaged ones left out."""
    array = page.obj.get(Name.Annots)
    if isinstance(array, Array):
        for item in list(array):
            if isinstance(item, Dictionary):
                yield item


def annotation_count(page: Page) -> int:
    """How many annotations *page* lists, sound or not."""
    array = page.obj.get(Name.Annots)
    return len(array) if isinstance(array, Array) else 0


def is_shown(annotation: Dictionary, layers: Layers) -> bool:
    """Whether a viewer shows *annotation*: neither hidden by a flag nor by its layer."""
    if int(as_number(annotation.get(Name.F), 0)) & _HIDDEN:
        return False
    return not layers.hides(annotation.get(Name.OC))


def flatten(pdf: Pdf, layers: Layers) -> Found:
    """Draw fields and annotations of *pdf* into its pages, as far as they are shown.

    Links are gone after this (see :func:`links_of`). Returns what was met. Raises DocumentError
    LOR717 when there are more of them on its pages than can be drawn.
    """
    found, effort = Found(), 0
    for page in pdf.pages:
        found.active = found.active or Name.AA in page.obj
        kept = [a for a in annotations_of(page) if _look(a, layers, found)]
        page.obj.Annots = Array(kept)
        # A millisecond each, and qpdf looks through all names of a page for each.
        effort += len(kept) * (NOTED + len(kept))
    if effort > MAX_NOTED:
        raise too_much("it has more comments and form fields than its pages can show")
    found.fields = draw_fields(pdf)
    for page in pdf.pages:
        for annotation in annotations_of(page):
            subtype = spelled(annotation.get(Name.Subtype))
            if subtype not in _SILENT and not _has_appearance(annotation):
                found.lost += 1
    pdf.flatten_annotations("screen")
    for page in pdf.pages:
        if Name.Annots in page.obj:
            del page.obj.Annots
    return found


def _look(annotation: Dictionary, layers: Layers, found: Found) -> bool:
    """Note what *annotation* is in *found*; whether it is to be drawn."""
    subtype = spelled(annotation.get(Name.Subtype))
    is_link = subtype == "/Link"  # its address is told by itself
    if acts(annotation.get(Name.A), is_link) or Name.AA in annotation or subtype in _MEDIA:
        found.active = True
    if annotation.get(Name.FT) == Name.Sig and isinstance(annotation.get(Name.V), Dictionary):
        found.signed = True
    shown = subtype not in _UNDRAWN and is_shown(annotation, layers)
    if shown and subtype in _KNOWN:
        annotation.F = 0
    return shown


def _has_appearance(annotation: Dictionary) -> bool:
    appearance = annotation.get(Name.AP)
    return isinstance(appearance, Dictionary) and isinstance(
        appearance.get(Name.N), (Stream, Dictionary)
    )


class _Targets:
    """Finds the page that a destination names."""

    def __init__(self, pdf: Pdf) -> None:
        self._pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self._named: dict[str, Object] = {}
        old = pdf.Root.get(Name.Dests)
        if isinstance(old, Dictionary):
            self._named.update({key: value for key, value in old.items()})
        names = pdf.Root.get(Name.Names)
        tree = names.get(Name.Dests) if isinstance(names, Dictionary) else None
        if isinstance(tree, Dictionary):
            try:
                self._named.update({str(key): value for key, value in NameTree(tree).items()})
            except Exception:  # a damaged tree costs the links that need it, no more
                return

    def page(self, destination: object) -> int | None:
        """The 0-based page of *destination*, a name, a string or an array."""
        if isinstance(destination, (Name, String)):
            destination = self._named.get(spelled(destination))
        if isinstance(destination, Dictionary):
            destination = destination.get(Name.D)
        if not isinstance(destination, Array) or not len(destination):
            return None
        first = destination[0]
        if isinstance(first, Dictionary):
            return self._pages.get(first.objgen)
        return first if isinstance(first, int) and 0 <= first < len(self._pages) else None


def links_of(pdf: Pdf, geometries: list[Geometry], layers: Layers) -> tuple[list[Link], list[str]]:
    """The links of all pages that go to the web, to e-mail, to a telephone or to a page.

    Also the addresses of those that go elsewhere, as they stand there.
    """
    targets = _Targets(pdf)
    links: list[Link] = []
    others: list[str] = []
    for number, (page, geometry) in enumerate(zip(pdf.pages, geometries, strict=True)):
        for annotation in annotations_of(page):
            if annotation.get(Name.Subtype) == Name.Link and is_shown(annotation, layers):
                found = _link(annotation, number, geometry, targets)
                if isinstance(found, Link):
                    links.append(found)
                elif found is not None:
                    others.append(found)
    return links, others


def _link(
    annotation: Dictionary, number: int, geometry: Geometry, targets: _Targets
) -> Link | str | None:
    """The link, or the address that no reader should follow; None when it goes nowhere."""
    rect = rectangle(annotation.get(Name.Rect))
    placed = geometry.place(rect) if rect else None
    if placed is None:
        return None
    action = annotation.get(Name.A)
    if not isinstance(action, Dictionary):
        target = targets.page(annotation.get(Name.Dest))
    elif action.get(Name.S) == Name.URI:
        address = address_of(action.get(Name.URI))
        return Link(number, placed, uri=address) if address else spelled(action.get(Name.URI))
    else:
        target = targets.page(action.get(Name.D)) if action.get(Name.S) == Name.GoTo else None
    return None if target is None else Link(number, placed, target_page=target)
