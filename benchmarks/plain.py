"""The script one would write without lorpack: every section its own PDF, appended with pypdf.

It uses the same templates, styles, fonts and CV, and none of lorpack's rendering code.
"""

import argparse
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfWriter
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from lorpack.fonts import bundled_faces, font_stack
from lorpack.packet.paper import paper_css
from lorpack.packet.plan import Plan
from lorpack.packet.view import packet_view
from lorpack.templating import render_html, stylesheet

_PAGE = '<!DOCTYPE html><html lang="en"><head><title>{}</title></head><body data-whose="{}">{}</body></html>'


def _style(plan: Plan) -> str:
    fonts = "".join(
        f'@font-face {{ font-family: "{face.family}"; src: url("{Path(str(face.source)).as_uri()}");'
        f" font-style: {face.style}; font-weight: {face.weight} }}"
        for face in bundled_faces()
    )
    stacks = f":root {{ --serif: {font_stack('serif')}; --sans: {font_stack('sans')} }}"
    theme = stylesheet({}, f"themes/{plan.theme}.css")
    return fonts + stacks + stylesheet({}, "themes/base.css") + theme + paper_css(plan.paper)


def _sections(plan: Plan, view: dict[str, Any]) -> list[str]:
    keys = ["cover"] + [section.key for section in plan.sections if section.supplied is None]
    return [render_html({}, f"packet/{key}.html.j2", view) for key in keys]


def build_plainly(plan: Plan, folder: Path) -> bytes:
    """One packet, the plain way: a file a section, then the CV and forms, appended."""
    view, style = packet_view(plan), _style(plan)
    # The plain script has one document a section, so a page reference can only point inside it.
    style += ".contents a::after, .see::after { content: none }"
    writer = PdfWriter()
    for number, body in enumerate(_sections(plan, view)):
        html = _PAGE.format(view["packet"]["title"], view["packet"]["whose"], body)
        html = html.replace("lorpack:photo", (folder / "photo.jpg").as_uri()).replace(
            'href="#', 'data-to="'
        )
        path = folder / f"section-{number}.pdf"
        fonts = FontConfiguration()
        sheet = CSS(string=style, font_config=fonts)
        HTML(string=html).write_pdf(path, stylesheets=[sheet], font_config=fonts)
        writer.append(str(path))
    for section in plan.sections:
        if section.supplied:
            writer.append(BytesIO(section.supplied.pdf.data))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def main() -> None:
    """``plain.py APPLICATION… [-w WRITER]``: the packets, written to a folder that is thrown away."""
    from lorpack.packet.materials import gather
    from lorpack.packet.plan import plan_packet
    from lorpack.profiles.load import load

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("applications", nargs="+", type=Path)
    parser.add_argument("-w", "--writer")
    options = parser.parse_args()
    for folder in options.applications:
        application = load(folder).application
        assert application is not None
        for writer in application.writers:
            if options.writer in (None, writer.id):
                plan = plan_packet(application, writer, gather(application, writer)[0])
                with tempfile.TemporaryDirectory() as name:
                    if plan.materials.photo:
                        (Path(name) / "photo.jpg").write_bytes(plan.materials.photo.data)
                    (Path(name) / "packet.pdf").write_bytes(build_plainly(plan, Path(name)))


if __name__ == "__main__":
    main()
