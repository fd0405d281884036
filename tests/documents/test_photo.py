"""The photo is upright, small and without a trace of where it was taken."""

import io
from functools import partial

import pytest
from document_makers import photo_bytes
from PIL import Image, ImageFile

from lorpack.documents import prepare_photo
from lorpack.errors import DocumentError


def opened(photo):
    return Image.open(io.BytesIO(photo.data))


def test_location_is_removed_and_orientation_applied():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (47.0, 22.0, 3.0)
    exif[0x8825] = exif.get_ifd(0x8825)
    source = photo_bytes(size=(60, 30), exif=exif, comment=b"hello", icc_profile=b"x" * 200)
    assert dict(Image.open(io.BytesIO(source)).getexif().get_ifd(0x8825))
    photo = prepare_photo(source)
    assert (photo.width, photo.height, photo.mime) == (30, 60, "image/jpeg")
    image = opened(photo)
    assert not dict(image.getexif())
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"hello" not in photo.data
    assert photo == prepare_photo(source)


def test_transparency_becomes_white():
    photo = prepare_photo(photo_bytes("PNG", mode="RGBA", color=(0, 0, 0, 0)))
    assert min(opened(photo).getpixel((5, 5))) > 250


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_longer_side(kind):
    photo = prepare_photo(photo_bytes(kind, size=(1500, 3000)))
    assert (photo.width, photo.height) == (450, 900)


@pytest.mark.parametrize("mode", ["L", "CMYK", "1", "P", "LA", "I;16"])
def test_modes(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert prepare_photo(photo_bytes(kind, mode=mode, color=0)).width == 60


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\0\0\0\x18ftypheic" + b"\0" * 99, "LOR741"),
        (photo_bytes("GIF"), "LOR741"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9", "LOR741"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "LOR741"),
        (b"", "LOR741"),
        # A second to draw: not while tests are collected, which each process does.
        (partial(photo_bytes, "PNG", size=(5001, 5000)), "LOR742"),
        (partial(photo_bytes, "PNG", size=(20000, 20000), mode="1", color=0), "LOR742"),
        (photo_bytes(size=(400, 400))[:400], "LOR743"),
        (b"\xff\xd8\xff\xe0", "LOR743"),
        (photo_bytes("PNG")[:40], "LOR743"),
    ],
)
def test_refusals(data, code):
    with pytest.raises(DocumentError) as caught:
        prepare_photo(data() if callable(data) else data)
    assert caught.value.code == code
    assert caught.value.hint


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("patient", [True, False])
def test_a_photo_that_was_cut_off_is_refused_whatever_another_library_wants(
    kind, patient, monkeypatch
):
    # WeasyPrint tells Pillow for its whole process to make do with what is there.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", patient)
    noise = Image.effect_noise((400, 400), 90).convert("RGB")
    buffer = io.BytesIO()
    noise.save(buffer, kind)
    whole = buffer.getvalue()
    assert prepare_photo(whole).width == 400
    with pytest.raises(DocumentError) as caught:
        prepare_photo(whole[: len(whole) // 2])
    assert caught.value.code == "LOR743"
    assert patient is ImageFile.LOAD_TRUNCATED_IMAGES
