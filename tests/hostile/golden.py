"""What exactly becomes of each hostile input, kept as text in golden/.

``python tests/hostile/golden.py`` writes the files anew; look at the difference before you keep it.
"""

import hashlib
import io
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
KINDS = ("pdf", "photo", "docx", "yaml", "template")
_MARK = "== "


@cache
def golden(kind: str) -> dict[str, str]:
    """The kept record of each input of this *kind*, by its name."""
    text = (HERE / "golden" / f"{kind}.txt").read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in f"\n{text}".split(f"\n{_MARK}")[1:])
    return {name: record.rstrip() for name, _, record in parts}


def of_document(taken: object) -> str:
    """The refusal of a document in full, or what is taken over of it."""
    from lorpack.documents import Photo, PreparedPdf
    from lorpack.errors import DocumentError

    if isinstance(taken, DocumentError):
        return f"refused {taken.code} {taken.message} | {taken.hint}"
    if isinstance(taken, PreparedPdf):
        return "\n".join(_of_pdf(taken))
    if isinstance(taken, Photo):
        return f"{taken.mime} {taken.width} x {taken.height}"
    text, notices = taken
    return "\n".join([*map(_notice, notices), f"{len(text)} characters", *text[:300].split("\n")])


def _notice(notice) -> str:
    return f"{notice.code} {notice.severity} {notice.message} | {notice.hint}"


def _of_pdf(made) -> Iterator[str]:
    yield from map(_notice, made.notices)
    sizes = [f"{width:g} x {height:g}" for width, height in made.sizes]
    yield f"{len(sizes)} pages: {', '.join(sizes[:3])}"
    if made.dated:
        yield f"dated {made.dated}"
    shown = [f"link on {one.page} {one.rect} to {one.uri or one.target_page}" for one in made.links]
    yield from shown[:6]
    lines = [*shown, *_dump(made.data)]
    digest = hashlib.sha256("\n".join(lines).encode(errors="surrogatepass")).hexdigest()[:16]
    yield f"{len(lines)} lines of objects, {digest}"


def _dump(data: bytes) -> Iterator[str]:
    """Every object of a PDF with all that it says, one by one; pictures without their bytes."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, item in enumerate(pdf.objects, 1):
            body = f"{number} {_plain(item)}"
            if isinstance(item, pikepdf.Stream):
                body += f" stream {_content(item)}"
            yield body


def _plain(item: object, depth: int = 0) -> str:
    """An object as text, keys in order; another object by its number."""
    import pikepdf

    if not isinstance(item, pikepdf.Object):
        return repr(item)
    if depth and item.is_indirect:
        return f"{item.objgen[0]} R"
    if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
        keys = sorted(set(item.keys()) - {"/Length"})
        return f"<< {' '.join(f'{key} {_plain(item[key], depth + 1)}' for key in keys)} >>"
    if isinstance(item, pikepdf.Array):
        return f"[ {' '.join(_plain(one, depth + 1) for one in list(item))} ]"
    return item.unparse().decode("latin-1")


def _content(stream) -> str:
    import pikepdf

    packed = str(stream.get("/Filter", ""))
    size = stream.get("/Width", 0) * stream.get("/Height", 0)
    if "DCT" in packed or "JPX" in packed or size > 1_000_000:
        return "picture"  # Its bytes are another library's, or too many.
    try:
        content = stream.read_bytes()
    except pikepdf.PdfError:
        content = stream.read_raw_bytes()
    return f"{len(content)} {hashlib.sha256(content).hexdigest()[:16]}"


def of_yaml(case, folder: Path) -> str:
    """Every finding in an ``applicant.yaml`` of these bytes."""
    from lorpack.profiles.load import load

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "applicant.yaml").write_bytes(case.data)
    found = [one for one in load(folder).findings if one.place.file == "applicant.yaml"]
    return "\n".join(
        f"{one.code} {one.severity} {one.place} {one.place.width} {one.message} | {one.hint}"
        for one in found
    ) or "no findings"  # fmt: skip


def of_template(payload) -> str:
    """The refusal of a template that has it on its second line."""
    from template_payloads import VALUES

    from lorpack.errors import TemplateFault
    from lorpack.templating import render_text

    name = "messages/packet.txt.j2"
    try:
        return render_text({name: f"a line\n{payload.template}"}, name, VALUES)
    except TemplateFault as fault:
        return f"{fault.line}: {fault.message}"


def _records(kind: str, folder: Path) -> Iterator[tuple[str, str]]:
    if kind == "yaml":
        from yaml_files import ALL as cases

        for number, case in enumerate(cases):
            yield case.name, of_yaml(case, folder / str(number))
    elif kind == "template":
        from template_payloads import ESCAPES, RUNAWAYS

        for payload in (*ESCAPES, *RUNAWAYS):
            yield payload.name, of_template(payload)
    else:
        from hostile_child import taken_in
        from hostile_set import ALL

        for case in ALL[kind]:
            path = folder / f"{case.name}.{kind}"
            path.write_bytes(case.make())
            yield case.name, of_document(taken_in(kind, path))


def main() -> None:
    """Write the golden files anew."""
    sys.path[:0] = [str(HERE), str(HERE.parent / "documents"), str(HERE.parents[1])]
    (HERE / "golden").mkdir(exist_ok=True)
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            parts = [f"{_MARK}{name}\n{record}\n" for name, record in _records(kind, Path(folder))]
        (HERE / "golden" / f"{kind}.txt").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
