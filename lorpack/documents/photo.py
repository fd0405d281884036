"""The applicant's photo, decoded and encoded anew: no location, no profile, no surprises."""

import contextlib
import io
import re
import warnings
from collections.abc import Iterator

from PIL import Image, ImageFile, ImageOps

from lorpack.documents.files import kind_of
from lorpack.documents.limits import MAX_SCANS
from lorpack.documents.model import Photo
from lorpack.errors import DocumentError

MAX_PIXELS = 25_000_000
MAX_SIDE = 900
MAX_PROFILE = 2**20
MAX_PARTS = 10_000
_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_MARKER = re.compile(rb"\xff[\xc0-\xcf\xd9-\xfe]")  # of a JPEG, but those without a length
_SCAN, _END = 0xDA, 0xD9
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
    if kind == "jpeg" and _is_endless(data):
        raise _damaged()
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
    profile = image.info.get("icc_profile", b"")
    small = _of_colours(image)
    small.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    turned = _in_srgb(ImageOps.exif_transpose(small), profile)
    if turned.mode != "RGBA":
        return turned.convert("RGB")
    white = Image.new("RGBA", turned.size, "white")
    return Image.alpha_composite(white, turned).convert("RGB")


def _is_endless(data: bytes) -> bool:
    """Whether the JPEG *data* is drawn in more passes, or has more parts, than a program writes.

    They are counted up to its end only: phones put a film behind it.
    """
    passes, at = 0, 2
    for _ in range(MAX_PARTS):
        found = _MARKER.search(data, at)
        if not found or found[0][1] == _END:
            return False
        passes += found[0][1] == _SCAN
        if passes > MAX_SCANS:
            return True
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
    return True


def _of_colours(image: Image.Image) -> Image.Image:
    """*image* in a mode that can be made smaller, and that its profile may be about."""
    plain = _of_eight_bits(image) if image.mode == "I;16" else image
    mode = plain.mode if plain.mode in ("L", "CMYK") else "RGB"
    if plain.has_transparency_data:
        mode = "RGBA"
    return plain if plain.mode == mode else plain.convert(mode)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """*image*, whose colours are those of the ICC *profile*, with the same ones in sRGB.

    It stays as it is without a profile that can be used. One of free steps (mpet) is never
    used: no camera writes them, and 8 kB of them take 8 seconds.
    """
    if not profile or len(profile) > MAX_PROFILE or b"mpet" in profile:
        return image
    try:
        from PIL import ImageCms

        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        return ImageCms.ImageCmsTransform(source, screen, image.mode, mode).apply(image)
    except Exception:  # broken, for other colours, or Pillow is built without
        return image


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
