"""Whether a supplied PDF does something, or is signed: only to say so, none of it is kept."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from lorpack.documents.names import spelled
from lorpack.links import may_follow

_HARMLESS = frozenset({"/GoTo", "/URI", "/Named"})
_ACTIONS = frozenset(
    {
        "/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ResetForm", "/ImportData",
        "/Rendition", "/Movie", "/Sound", "/Hide", "/Thread", "/SetOCGState", "/GoTo3DView",
        "/RichMediaExecute",
    }
)  # fmt: skip
_FILES = frozenset({"/Filespec", "/F", "/EmbeddedFile"})
_IN_CATALOG = ("/AA", "/AF", "/Collection", "/SpiderInfo")
_IN_NAMES = ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations", "/Renditions")
_MANY = 20_000


def has_active(pdf: Pdf) -> bool:
    """Whether *pdf* has scripts, files or actions beyond going to a page or a harmless address."""
    root = pdf.Root
    names = root.get(Name.Names)
    if any(key in root for key in _IN_CATALOG):
        return True
    if isinstance(names, Dictionary) and any(key in names for key in _IN_NAMES):
        return True
    form = root.get(Name.AcroForm)
    if isinstance(form, Dictionary) and Name.XFA in form:
        return True
    opening = root.get("/OpenAction")
    if isinstance(opening, Dictionary) and acts(opening):
        return True
    return any(map(_is_active, _objects(pdf)))


def is_signed(pdf: Pdf) -> bool:
    """Whether a signature field of *pdf*, on a page or not, has a value, or the file is certified."""
    if Name.Perms in pdf.Root or "/DSS" in pdf.Root:
        return True
    return any(
        isinstance(item, Dictionary)
        and item.get(Name.FT) == Name.Sig
        and isinstance(item.get(Name.V), Dictionary)
        for item in _objects(pdf)
    )


def acts(action: object, is_link: bool = False) -> bool:
    """Whether *action*, or what follows it, does more than go to a page or a harmless address.

    Where a link goes (*is_link*) does not count, what follows does.
    """
    for number in range(100):
        if not isinstance(action, Dictionary):
            return False
        kind = spelled(action.get(Name.S))
        if kind not in _HARMLESS:
            return True
        goes = kind == "/URI" and not (is_link and number == 0)
        if goes and not may_follow(spelled(action.get(Name.URI))):
            return True
        action = action.get(Name.Next)
        if isinstance(action, Array):
            return True
    return True


def _objects(pdf: Pdf) -> Iterator[Object]:
    """The objects of *pdf*, one by one and not all at once, as far as there are not too many."""
    for number in sorted(pdf.get_xref_table())[:_MANY]:
        yield pdf.get_object(number)


def _is_active(item: Object) -> bool:
    """Whether *item* is an action, a file, or has them. A resource may have any key as its name."""
    if not isinstance(item, (Dictionary, Stream)):
        return False
    if _is_action(item) or spelled(item.get(Name.Type)) in _FILES:
        return True
    if isinstance(item, Stream) and Name.F in item:
        return True
    events = item.get("/AA")
    if isinstance(events, Dictionary) and any(_is_action(events.get(key)) for key in events.keys()):  # noqa: SIM118
        return True
    return any(_is_action(item.get(key)) for key in ("/A", "/NA", "/PA", "/Next"))


def _is_action(item: object) -> bool:
    return isinstance(item, Dictionary) and spelled(item.get(Name.S)) in _ACTIONS
