"""The applicant's photo, decoded and encoded anew: no location, no profile, no surprises."""

import contextlib
import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageFile, ImageOps

from lorpack.documents.files import kind_of
from lorpack.documents.limits import MAX_SCANS
from lorpack.documents.model import Photo
from lorpack.errors import DocumentError

MAX_PIXELS = 25_000_000
MAX_SIDE = 900
_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_EXPORT = "Open the photo in a picture viewer and export it as JPEG."
_REMEDIES = {
    "heic": "On the iPhone: Settings > Camera > Formats > Most Compatible, then take or share it "
    "again; or open it in Photos and export it as JPEG.",
    "pdf": "Save the picture itself as JPEG, not a PDF of it.",
}


def prepare_photo(data: bytes) -> Photo:
    """The photo *data* (JPEG, PNG or WebP, by content) upright, as JPEG of at most 900 pixels.

    Raises DocumentError LOR741 (another format), LOR742 (over 25 megapixels) or LOR743
    (damaged), and no other exception. The same input gives the same bytes.
    """
    kind = kind_of(data)
    if kind not in _FORMATS:
        what = "HEIC" if kind == "heic" else "neither JPEG, PNG nor WebP"
        raise DocumentError("LOR741", f"The photo is {what}.", _REMEDIES.get(kind, _EXPORT))
    if data.count(b"\xff\xda") > MAX_SCANS and kind == "jpeg":
        raise _damaged()  # drawn in hundreds of passes: seconds for each of them
    try:
        with _strictly(), Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as image:
            _check_size(*image.size)
            return _encoded(_upright(image))
    except DocumentError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large("over 100") from error
    except Exception as error:  # Pillow's decoders raise nearly every type on damaged files
        raise _damaged() from error


@contextlib.contextmanager
def _strictly() -> Iterator[None]:
    """Nothing that is damaged is made do with, and what Pillow only warns of is no matter here.

    WeasyPrint sets the opposite for its whole process.
    """
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _too_large(megapixels: str) -> DocumentError:
    return DocumentError(
        "LOR742",
        f"The photo has {megapixels} megapixels; at most {MAX_PIXELS // 10**6} are taken.",
        "Export it smaller; 1200 pixels on the longer side are plenty.",
    )


def _damaged() -> DocumentError:
    return DocumentError("LOR743", "The photo is damaged or cut off.", _EXPORT)


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise _too_large(f"{width * height / 1e6:.0f}")


def _upright(image: Image.Image) -> Image.Image:
    """*image* turned as its camera held it, in RGB on white, not larger than needed.

    It is made small first: every copy of 25 megapixels is 100 MB.
    """
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    image.load()
    plain = _of_eight_bits(image) if image.mode == "I;16" else image
    mode = "RGBA" if plain.has_transparency_data else "RGB"
    small = plain if plain.mode == mode else plain.convert(mode)
    small.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    turned = ImageOps.exif_transpose(small)
    if mode == "RGB":
        return turned
    white = Image.new("RGBA", turned.size, "white")
    return Image.alpha_composite(white, turned).convert("RGB")


def _of_eight_bits(image: Image.Image) -> Image.Image:
    """The greys of 16 bits of *image* in eight; Pillow by itself makes all of them white."""
    grey = image.point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in grey.info:
        grey.info["transparency"] >>= 8
    return grey


def _encoded(image: Image.Image) -> Photo:
    """*image* as JPEG; the pixels are put into a new image, so that no metadata can follow."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    buffer = io.BytesIO()
    bare.save(buffer, "JPEG", quality=88, optimize=True)
    return Photo(buffer.getvalue(), bare.width, bare.height, "image/jpeg")
