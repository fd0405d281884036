"""Make the binary documents of the sample profiles: the same bytes at each run.

    python sample_profiles/make_documents.py [--out DIR]

CVs, forms, a poster and a statement are rendered from ``sources/*.html``, the portraits are drawn.
"""

import argparse
import importlib.util
import io
import string
import zipfile
from datetime import datetime
from html import escape
from pathlib import Path

import pikepdf
import yaml
from docx import Document
from docx.shared import Pt
from PIL import Image
from portraits import AMARA, ELODIE, NOLAN, draw_portrait

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
FACES = {
    "Fira Sans": ("fira_sans", "FiraSans"),
    "Plex Serif": ("ibm_plex_serif", "IBMPlexSerif"),
    "PT Serif": ("pt_serif", "PT_Serif-Web"),
}
STYLES = {
    "Regular": (400, "normal"),
    "Italic": (400, "italic"),
    "SemiBold": (600, "normal"),
    "Bold": (700, "normal"),
}


def font_faces() -> str:
    """@font-face rules for the fonts that the sources name, from the installed font packages."""
    rules = []
    for family, (package, prefix) in FACES.items():
        spec = importlib.util.find_spec(f"fontpkg_{package}")
        if spec is None or not spec.submodule_search_locations:
            raise SystemExit(
                f"make_documents.py needs the font package fontpkg-{package.replace('_', '-')}"
            )
        folder = Path(spec.submodule_search_locations[0]) / "files"
        for style, (weight, slope) in STYLES.items():
            file = folder / f"{prefix}-{style}.ttf"
            if file.exists():
                rules.append(
                    f"@font-face {{ font-family: {family}; font-weight: {weight}; font-style: {slope};"
                    f" src: url('{file.as_uri()}') }}"
                )
    return "\n".join(rules)


def render(source: str, *, forms: bool = False, **values: str) -> pikepdf.Pdf:
    """The PDF of ``sources/<source>.html``, with ``$name`` replaced by *values*."""
    html = (SOURCES / f"{source}.html").read_text("utf-8")
    if values:
        html = string.Template(html).substitute(
            {key: escape(value) for key, value in values.items()}
        )
    return render_html(html, forms=forms)


def render_html(html: str, *, forms: bool = False) -> pikepdf.Pdf:
    """The PDF of *html*."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheet = CSS(string=font_faces(), font_config=fonts)
    made = HTML(string=html, base_url=str(SOURCES)).write_pdf(
        stylesheets=[sheet], font_config=fonts, pdf_forms=forms
    )
    return pikepdf.open(io.BytesIO(made))


def save(pdf: pikepdf.Pdf, path: Path) -> None:
    """Write *pdf* small and without any trace of the moment it was made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def store_rotated(pdf: pikepdf.Pdf, number: int) -> None:
    """Store a landscape page as scanners do: upright paper, content turned, and /Rotate 90."""
    page = pdf.pages[number]
    width, height = (float(value) for value in page.mediabox[2:])
    page.contents_add(f"q 0 1 -1 0 {height:.4f} 0 cm\n".encode(), prepend=True)
    page.contents_add(b"\nQ")
    page.mediabox = [0, 0, height, width]
    for box in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
        if box in page.obj:
            del page.obj[box]
    page.obj.Rotate = 90


def draw_fields(pdf: pikepdf.Pdf) -> None:
    """Give each form field the appearance that a form program would have stored with it."""
    for field in pdf.Root.AcroForm.Fields:
        left, bottom, right, top = (float(value) for value in field.Rect)
        width, height = abs(right - left), abs(top - bottom)  # WeasyPrint counts from the top
        field.Rect = [min(left, right), min(bottom, top), max(left, right), max(bottom, top)]
        if field.FT == "/Btn":
            points = ((0.2, 0.5, "m"), (0.42, 0.22, "l"), (0.82, 0.82, "l"))
            drawn = " ".join(f"{width * x:.2f} {height * y:.2f} {step}" for x, y, step in points)
            tick = f"q 1.2 w 0.15 0.3 0.42 RG {drawn} S Q"
            marks = {"/on": tick.encode(), "/Off": b""}
            box = [0, 0, round(width, 3), round(height, 3)]
            states = {
                state: pdf.make_stream(
                    mark, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=box
                )
                for state, mark in marks.items()
            }
            field.AP = pikepdf.Dictionary(N=pikepdf.Dictionary(states))
            field.DA = pikepdf.String("/ZaDb 0 Tf 0 g")
            continue
        text = render_html(
            f"<style>@page {{ size: {width:.3f}pt {height:.3f}pt; margin: 0.7mm 1.5mm }}"
            f" html {{ font: 10pt/1.3 Fira Sans; color: #222 }} body {{ margin: 0 }}</style>{escape(str(field.V))}"
        )
        field.AP = pikepdf.Dictionary(N=pdf.copy_foreign(text.pages[0].as_form_xobject()))
    pdf.Root.AcroForm.NeedAppearances = False


def request_form(application: str, writer: str) -> pikepdf.Pdf:
    """An invented request form, filled from the two profiles."""
    folder = HERE / application
    person = yaml.load((folder / "applicant.yaml").read_text("utf-8"), yaml.BaseLoader)
    author = yaml.load((folder / f"writers/{writer}.yaml").read_text("utf-8"), yaml.BaseLoader)
    target = next(
        one
        for one in person["targets"]
        if one["id"] == author.get("target", person["targets"][0]["id"])
    )
    letter, names = author["letter"], (person["name"], author["name"])
    applicant, writer_name = (
        name.get("full") or f"{name['given']} {name['family']}" for name in names
    )
    return render(
        "request-form",
        letter_id=letter["letter_id"],
        applicant=applicant,
        id_label="AAMC ID",
        id_value=person["ids"]["aamc_id"],
        school=f"{person['school']['name']}, {person['school']['country']}",
        specialty=target["specialty"],
        season=person["season"],
        writer=f"{writer_name}, {author['name']['credentials']}",
        institution=f"{author['institution']['name']}, {author['institution']['city']}",
        kind=letter.get("kind", "narrative"),
        waiver="waived" if letter.get("waived") == "true" else "not waived",
    )


def statement_docx(path: Path) -> None:
    """The emergency medicine statement as a word processor would save it."""
    text = (SOURCES / "nolan-statement.txt").read_text("utf-8")
    document = Document()
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(11)
    for block in text.strip().split("\n\n"):
        line = " ".join(block.split())
        if line.startswith("# "):
            document.add_heading(line[2:], level=1)
        elif line.startswith("- "):
            for item in block.split("\n- "):
                document.add_paragraph(
                    " ".join(item.removeprefix("- ").split()), style="List Bullet"
                )
        else:
            paragraph = document.add_paragraph()
            for index, part in enumerate(line.split("*")):
                paragraph.add_run(part).italic = index % 2 == 1
    about = document.core_properties
    about.author = about.last_modified_by = "Nolan Brightwater"
    about.title = "Personal statement"
    about.comments, about.revision = "", 1
    about.created = about.modified = datetime(2026, 11, 20, 9, 0)
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (2026, 11, 20, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    path.write_bytes(fixed.getvalue())


def phone_photo(picture: Image.Image, path: Path) -> None:
    """A JPEG as phones make it: stored on its side (EXIF orientation 6), with a position."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112], exif[0x0132] = (
        "Sample",
        "Sample Phone 1",
        6,
        "2026:10:03 10:15:00",
    )
    exif.get_ifd(0x8825).update(
        {1: "S", 2: (21.0, 30.0, 0.0), 3: "W", 4: (132.0, 15.0, 0.0)}
    )  # open sea
    picture.transpose(Image.Transpose.ROTATE_90).save(path, quality=86, exif=exif)


def make(out: Path) -> None:
    """Make all documents below *out*."""
    amara, nolan, elodie, kirill = (
        out / name / "documents"
        for name in (
            "amara-okafor",
            "nolan-brightwater",
            "elodie-tremblay-nguyen",
            "kirill-wozniak-sharma",
        )
    )
    save(render("amara-cv"), amara / "cv.pdf")
    for writer in ("chen", "haddad"):
        save(request_form("amara-okafor", writer), amara / f"request-form-{writer}.pdf")
    phone_photo(draw_portrait(AMARA), amara / "photo.jpg")

    save(render("nolan-cv"), nolan / "cv.pdf")
    statement_docx(nolan / "personal-statement.docx")
    draw_portrait(NOLAN).quantize(192, dither=Image.Dither.NONE).save(
        nolan / "photo.png", optimize=True
    )

    save(render("elodie-cv"), elodie / "cv.pdf")
    support = render("support-form", forms=True)
    draw_fields(support)
    save(support, elodie / "support-form-pham.pdf")
    draw_portrait(ELODIE).save(elodie / "photo.webp", quality=84, method=6)

    cv = render("kirill-cv")
    store_rotated(cv, len(cv.pages) - 1)
    save(cv, kirill / "cv.pdf")
    save(render("kirill-statement-dr"), kirill / "personal-statement-dr.pdf")
    save(render("kirill-poster"), kirill / "poster-stroke-network.pdf")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--out", type=Path, default=HERE, help="folder to write to (default: beside this script)"
    )
    make(parser.parse_args().out)
