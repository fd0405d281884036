"""One packet, from an application in memory to the bytes of a PDF."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from lorpack.errors import TemplateFault
from lorpack.findings import Finding, Place, Severity, errors_in
from lorpack.fonts import missing_characters, own_fonts
from lorpack.glyphs import all_text, named
from lorpack.packet.blame import LookRefused, blamed
from lorpack.packet.finish import checked, page_texts
from lorpack.packet.materials import gather
from lorpack.packet.model import BuiltSection, Packet
from lorpack.packet.paper import paper_css
from lorpack.packet.plan import Plan, plan_packet
from lorpack.packet.render import Asset, Layout, lay_out
from lorpack.packet.view import packet_view
from lorpack.packet.words import words_of
from lorpack.profiles.application import Application, LetterWriter
from lorpack.templating import Overrides, own_templates, render_html, stylesheet

FLOW_END = "flow-end"
"""The anchor at the end of the generated pages."""

_CHARACTERS_PER_PAGE = 1_800
"""What a page of the regular layout holds, headings and lists as they are in the samples."""

_NOTDEF = ".notdef glyph"

_BARE, _SPARSE = 0.33, 0.6
"""A last generated page filled less than this, from 0 to 1, is worth a second layout: always,
and when it is also one page over the budget."""


def build_packet(application: Application, writer: LetterWriter) -> Packet:
    """Build *writer*'s packet in memory.

    Needs Pango (DependencyError). A refused document or a faulty template gives a packet
    without data whose findings say why; RenderError when the result is not sound.
    """
    materials, findings = gather(application, writer)
    if errors_in(findings):
        return Packet(tuple(findings))
    plan = plan_packet(application, writer, materials)
    try:
        layout, sections, data, texts = _made(plan)
    except TemplateFault as fault:
        place = Place(fault.file, fault.line, 1 if fault.line else 0)
        failed = Finding("LOR801", Severity.ERROR, fault.message, place, fault.hint, writer.id)
        return Packet((*findings, failed))
    generated = layout.page_of(FLOW_END)
    findings += [*_complaints(plan, layout), *_boxes(plan, layout)]
    findings += [*_budget(plan, sections, generated), *_weight(plan, data)]
    pages = layout.page_count
    return Packet(tuple(findings), data, pages, generated, sections, words_of(texts))


def _made(plan: Plan) -> tuple[Layout, tuple[BuiltSection, ...], bytes, list[str]]:
    """The layout, its sections, and the finished packet; TemplateFault for the user's own look."""
    try:
        layout = _laid_out(plan)
        sections = _sections(plan, layout)
        return layout, sections, *_finished(plan, layout, sections)
    except LookRefused as refused:
        raise blamed(_own(plan), _styles(plan), refused) from refused


def _laid_out(plan: Plan) -> Layout:
    """The layout that fills its pages best: regular, compact, or with the statement moved up.

    Every layout costs as much as all the rest of a packet, so the first try is a guess: a text
    that will not fit the budget is laid out compactly at once.
    """
    budget, html = plan.application.settings.page_budget, _html(plan)
    length = _flow_characters(html)
    if not length:
        return _lay_out(plan, html)
    if length > (budget - 1) * _CHARACTERS_PER_PAGE:
        compact = _lay_out(plan, _html(plan, compact=True))
        if compact.page_of(FLOW_END) <= budget and _fill(compact) >= _BARE:
            return compact
    regular = _lay_out(plan, html)
    over_budget = regular.page_of(FLOW_END) > budget
    if _fill(regular) >= (_SPARSE if over_budget else _BARE):
        return regular
    compact = _lay_out(plan, _html(plan, compact=True))
    if compact.page_count < regular.page_count:
        return compact
    if plan.materials.statement_text and plan.has("statement"):
        joined = _lay_out(plan, _html(plan, joined=True))
        if joined.page_count < regular.page_count or joined.height_of("statement-end") >= _BARE:
            return joined
    return regular


def _fill(layout: Layout) -> float:
    """How far down, from 0 to 1, the last generated page is filled."""
    return layout.height_of(FLOW_END)


def _flow_characters(html: str) -> int:
    """How many characters of text the generated sections have, the cover left out."""
    flow = html.partition('<div class="flow">')[2].partition(f'id="{FLOW_END}"')[0]
    return len(" ".join(re.sub(r"<[^>]*>", "", flow).split()))


def _html(plan: Plan, *, compact: bool = False, joined: bool = False) -> str:
    view = packet_view(plan, compact=compact, joined=joined)
    return render_html(_own(plan), "packet/packet.html.j2", view)


def _own(plan: Plan) -> Overrides:
    return own_templates(plan.application.folder)


def _styles(plan: Plan) -> tuple[str, str]:
    return "themes/base.css", f"themes/{plan.theme}.css"


def _lay_out(plan: Plan, html: str) -> Layout:
    own = _own(plan)
    photo = plan.materials.photo
    assets = {"lorpack:photo": Asset(photo.data, photo.mime)} if photo else {}
    css = [*(stylesheet(own, name) for name in _styles(plan)), paper_css(plan.paper)]
    fonts = own_fonts(plan.application.folder, plan.application.settings.fonts)
    return lay_out(html, css, assets, fonts)


def _sections(plan: Plan, layout: Layout) -> tuple[BuiltSection, ...]:
    starts = [
        (section, layout.page_of(f"{section.key}-1" if section.supplied else section.key))
        for section in plan.sections
    ]
    after_cover = starts[0][1] if starts else layout.page_count + 1
    built = [BuiltSection("cover", "Cover", "generated", 1, after_cover - 1)]
    for section, first in starts:
        if section.supplied:
            pages = len(section.supplied.pdf.sizes)
        else:
            pages = layout.page_of(f"{section.key}-end") - first + 1
        built.append(BuiltSection(section.key, section.title, section.origin, first, pages))
    return tuple(built)


def _finished(
    plan: Plan, layout: Layout, sections: Sequence[BuiltSection]
) -> tuple[bytes, list[str]]:
    """The packet with its supplied pages, opened again and checked; and what its pages say."""
    from lorpack.packet.place import Placement, place

    first = {section.key: section.first - 1 for section in sections}
    placements = [
        Placement(section.supplied, first[section.key])
        for section in plan.sections
        if section.supplied
    ]
    wanted = layout.texts
    for placement in placements:
        for number, text in enumerate(_said(placement.part.pdf.data), placement.first):
            wanted[number] += text
    data = place(layout.write(), placements, plan.paper)
    return data, checked(data, wanted)


@lru_cache(maxsize=32)
def _said(data: bytes) -> tuple[str, ...]:
    """What the pages of a supplied document say."""
    return tuple(page_texts(data))


def _complaints(plan: Plan, layout: Layout) -> list[Finding]:
    """What WeasyPrint complained about; for our own templates there is nothing to complain of."""
    return [
        Finding(
            "LOR802",
            Severity.WARNING,
            f"the page renderer says: {message}",
            plan.application.place(plan.writer.file),
            "look at your own templates and styles: `lorpack templates diff`",
            plan.writer.id,
        )
        for message in dict.fromkeys(layout.log.messages)
        if not message.startswith(_NOTDEF)
    ]


def _boxes(plan: Plan, layout: Layout) -> list[Finding]:
    """The characters without a glyph that only a template of the user's can have brought.

    Those of profiles and statements are found in the texts, with their place.
    """
    said = "".join(message for message in layout.log.messages if message.startswith(_NOTDEF))
    if not said or all(name.startswith("messages/") for name in _own(plan)):
        return []
    own = own_fonts(plan.application.folder, plan.application.settings.fonts)
    known = _known_characters(plan)
    lost = [char for char in missing_characters([said], own) if char not in known]
    if not lost:
        return []
    message = f"no font here has {named(lost)}, from a template; it prints as an empty box"
    place = plan.application.place(plan.writer.file)
    hint = "leave the character out of your templates: `lorpack templates diff`"
    return [Finding("LOR752", Severity.WARNING, message, place, hint, plan.writer.id)]


def _known_characters(plan: Plan) -> set[str]:
    """The characters of texts that are no template's, and what a layout takes them apart into."""
    text = plan.materials.statement_text + all_text(plan.application, plan.writer)
    return {*text, *unicodedata.normalize("NFKD", text)}


def _weight(plan: Plan, data: bytes) -> list[Finding]:
    limit, size = plan.application.settings.mail.limit_mb, len(data) * 4 / 3 / 1e6
    if size <= limit:
        return []
    message = f"the packet makes a mail of {size:.1f} MB, and the limit is {limit} MB"
    hint = "make the supplied documents smaller, or set `mail.limit_mb` in lorpack.yaml"
    place = plan.application.place(plan.writer.file)
    return [Finding("LOR523", Severity.WARNING, message, place, hint, plan.writer.id)]


def _budget(plan: Plan, sections: Sequence[BuiltSection], generated: int) -> list[Finding]:
    limit = plan.application.settings.page_budget
    if generated <= limit:
        return []
    own = [section for section in sections if section.origin == "generated"]
    longest = max(own, key=lambda section: section.pages)
    message = (
        f"{generated} generated pages where {limit} are enough for a busy reader;"
        f" the longest section is “{longest.title}” ({longest.pages} pages)"
    )
    place = plan.application.place(plan.writer.file)
    hint = "keep the best three or four cases, or raise `page_budget:` in lorpack.yaml"
    return [Finding("LOR753", Severity.WARNING, message, place, hint, plan.writer.id)]
