"""The photo is upright, small and without a trace of where it was taken."""

import io
import re
import struct
from functools import partial

import pytest
from document_makers import photo_bytes
from PIL import Image, ImageCms, ImageFile

from lorpack.documents import photo as photos
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


def photographed(image, kind="PNG", **options):
    """The prepared photo of *image*, as a picture."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return opened(prepare_photo(buffer.getvalue()))


def halves():
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (60, 30), "red")
    image.paste("blue", (30, 0, 60, 30))
    return image


@pytest.mark.parametrize(
    ("turn", "size", "red"),
    [
        (1, (60, 30), (5, 15)),
        (2, (60, 30), (55, 15)),
        (3, (60, 30), (55, 15)),
        (6, (30, 60), (15, 5)),
        (8, (30, 60), (15, 55)),
    ],
)
def test_a_photo_is_turned_as_the_camera_was_held(turn, size, red):
    exif = Image.Exif()
    exif[0x0112] = turn
    image = photographed(halves(), "PNG", exif=exif)
    assert image.size == size
    r, g, b = image.getpixel(red)
    assert (r > 200, g < 60, b < 60) == (True, True, True)


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((900, 900), (900, 900)),
        ((901, 900), (900, 899)),
        ((900, 901), (899, 900)),
        ((300, 20), (300, 20)),
        ((2700, 900), (900, 300)),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_photo_becomes_no_larger_than_900_pixels(size, small, kind):
    image = photographed(Image.new("RGB", size, "red"), kind)
    assert image.size == small
    assert image.mode == "RGB"


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_half_transparent_shines_on_white(mode):
    if mode == "P":
        image = Image.new("P", (20, 20), 1)
        image.putpalette([0, 0, 0, 0, 0, 0])
        prepared = photographed(image, transparency=b"\x00\x80")
    else:
        prepared = photographed(Image.new(mode, (20, 20), (0, 0, 0, 128)[-len(mode) :]))
    assert all(abs(value - 127) <= 3 for value in prepared.getpixel((9, 9)))


def test_greys_of_sixteen_bits_stay_greys():
    ramp = Image.new("I;16", (256, 20))
    for x in range(256):
        ramp.paste(x * 257, (x, 0, x + 1, 20))
    image = photographed(ramp)
    assert all(abs(image.getpixel((x, 9))[1] - x) <= 3 for x in range(256))


def test_a_grey_of_sixteen_bits_that_is_transparent_becomes_white():
    image = Image.new("I;16", (60, 30), 0x4040)
    image.paste(0x8080, (30, 0, 60, 30))
    shown = photographed(image, transparency=0x4040)
    assert shown.getpixel((9, 9))[0] > 250
    assert abs(shown.getpixel((50, 9))[0] - 128) <= 3


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA", "P", "1", "CMYK"])
def test_the_same_grey_comes_out_of_every_kind_of_photo(mode):
    image = Image.new("L", (60, 30), 255 if mode == "1" else 96)
    options = {"quality": 100} if mode == "CMYK" else {}
    shown = photographed(image.convert(mode), "JPEG" if mode == "CMYK" else "PNG", **options)
    assert all(abs(v - image.getpixel((0, 0))) <= 3 for v in shown.getpixel((30, 15)))


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped():
    """A profile in which what is called red is green, and the other way round."""
    return SRGB.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")


def made_profile(space, tag, data):
    """An ICC profile (ICC.1:2001) of the colours *space* with one tag of *data*."""
    head = struct.pack(">I4sI4s4s4s", 144 + len(data), b"", 0x02100000, b"prtr", space, b"Lab ")
    head += bytes(12) + b"acsp" + bytes(28) + bytes.fromhex("0000f6d6000100000000d32d")
    return head.ljust(128, b"\0") + struct.pack(">I4sII", 1, tag, 144, len(data)) + data


def green_inks():
    """A profile in which the inks of red are green; all others are white, and black is black."""
    white, black, green = bytes((255, 128, 128)), bytes((0, 128, 128)), bytes((180, 60, 180))
    mixed = b"".join(black if at & 1 else green if at == 6 else white for at in range(16))
    matrix = struct.pack(">9i", *(65536 if at % 4 == 0 else 0 for at in range(9)))
    table = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + matrix
    return made_profile(
        b"CMYK", b"A2B0", table + bytes(range(256)) * 4 + mixed + bytes(range(256)) * 3
    )


def endless_steps():
    steps = struct.pack(">HHI", 3, 3, 1000)
    return made_profile(b"RGB ", b"D2B0", b"mpet" + bytes(4) + steps + bytes(8000))


def is_green(shown, at=(5, 5)):
    r, g, b = shown.getpixel(at)
    return g > r + 100 and g > b + 100


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colours_are_what_the_profile_says(kind):
    assert is_green(photographed(Image.new("RGB", (60, 30), "red"), kind, icc_profile=swapped()))


@pytest.mark.parametrize("mode", ["P", "RGBA"])
def test_colours_of_a_palette_or_half_transparent_are_what_the_profile_says(mode):
    image = Image.new("RGBA", (60, 30), (255, 0, 0, 255))
    image.paste((0, 0, 0, 0), (30, 0, 60, 30))
    made = image.convert("RGB").convert("P") if mode == "P" else image
    shown = photographed(made, icc_profile=swapped())
    assert is_green(shown)
    assert max(shown.getpixel((50, 9))) < 5 if mode == "P" else min(shown.getpixel((50, 9))) > 250


def test_colours_of_inks_are_what_their_profile_says():
    inks = Image.new("CMYK", (60, 30), (0, 255, 255, 0))
    assert not is_green(photographed(inks, "JPEG"))
    assert is_green(photographed(inks, "JPEG", icc_profile=green_inks()))


@pytest.mark.parametrize(
    "profile",
    [b"x" * 200, green_inks(), swapped()[:300], endless_steps(), swapped() + b"mpet",
     swapped().ljust(2**20 + 1, b"\0")],
    ids=["none", "of inks", "cut off", "of free steps", "that has some", "too large"],
)  # fmt: skip
def test_a_profile_that_is_no_use_changes_nothing(profile):
    plain, tagged = (
        photo_bytes(color=(9, 30, 200), **more) for more in ({}, {"icc_profile": profile})
    )
    assert prepare_photo(tagged) == prepare_photo(plain)


def test_a_profile_may_be_large():
    large = swapped().ljust(2**20, b"\0")
    assert is_green(photographed(Image.new("RGB", (60, 30), "red"), icc_profile=large))


def test_a_photo_is_encoded_by_itself():
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    wanted = io.BytesIO()
    noise.save(wanted, "JPEG", quality=88, optimize=True)
    source = io.BytesIO()
    noise.save(source, "PNG")
    photo = prepare_photo(source.getvalue())
    assert photo.data == wanted.getvalue()
    assert (photo.width, photo.height, photo.mime) == (300, 200, "image/jpeg")


def test_a_large_jpeg_is_small_already_while_it_is_read():
    # Every copy of a large one takes a hundred megabytes.
    source = photo_bytes(size=(3600, 1800), color=(10, 200, 30))
    with Image.open(io.BytesIO(source)) as reference:
        reference.draft("RGB", (900, 900))
        assert reference.size == (1800, 900)
        reference.thumbnail((900, 900), Image.Resampling.LANCZOS)
        wanted = io.BytesIO()
        reference.save(wanted, "JPEG", quality=88, optimize=True)
    assert prepare_photo(source).data == wanted.getvalue()


def test_a_photo_is_made_smaller_as_sharp_as_it_can_be():
    noise = Image.effect_noise((1000, 1000), 90)
    source = io.BytesIO()
    noise.save(source, "PNG")
    small = noise.convert("RGB").resize((900, 900), Image.Resampling.LANCZOS, reducing_gap=2.0)
    wanted = io.BytesIO()
    small.save(wanted, "JPEG", quality=88, optimize=True)
    assert prepare_photo(source.getvalue()).data == wanted.getvalue()


def test_a_photo_made_smaller_keeps_its_fine_lines_grey():
    lines = Image.new("L", (1800, 1800), 255)
    for at in range(0, 1800, 2):
        lines.paste(0, (at, 0, at + 1, 1800))
    image = photographed(lines)
    assert all(110 < value < 145 for value in image.getpixel((450, 450)))


def test_a_photo_has_pixels_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(photos, "MAX_PIXELS", 2_000_000)
    assert prepare_photo(photo_bytes("PNG", size=(2000, 1000))).width == 900
    with pytest.raises(DocumentError) as caught:
        prepare_photo(photo_bytes("PNG", size=(2000, 1001)))
    assert caught.value.code == "LOR742"
    assert caught.value.message == "The photo has 2 megapixels; at most 2 are taken."
    assert "1200 pixels" in caught.value.hint


def test_a_photo_beyond_all_decoders_is_too_large(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 999)  # Pillow refuses what is over twice that
    with pytest.raises(DocumentError) as caught:
        prepare_photo(photo_bytes("PNG", size=(2000, 1)))
    assert caught.value.code == "LOR742"
    assert caught.value.message == "The photo has over 100 megapixels; at most 25 are taken."


def with_passes(count, behind=b""):
    """A JPEG that is drawn in *count* passes, the last one again and again."""
    data = photo_bytes(progressive=True)
    at = data.rindex(b"\xff\xda")
    more = data[at:-2] * (count - data.count(b"\xff\xda"))
    return data[:-2] + more + b"\xff\xd9" + behind


def test_a_jpeg_has_passes_up_to_a_limit():
    assert prepare_photo(with_passes(200)).width == 60
    with pytest.raises(DocumentError) as caught:
        prepare_photo(with_passes(201))
    assert caught.value.code == "LOR743"


@pytest.mark.parametrize(
    "hidden", [b"\xff\x02\xff\xff", b"\xff\xd0\xff\xff", b"\xff\xff", b"\xff\0\xff\xff"]
)
def test_passes_hide_behind_nothing_that_looks_like_a_marker(hidden):
    data = with_passes(201)
    at = data.index(b"\xff\xda") + 20
    with pytest.raises(DocumentError) as caught:
        prepare_photo(data[:at] + hidden + data[at:])
    assert caught.value.code == "LOR743"


def test_a_jpeg_has_parts_up_to_a_limit():
    data = photo_bytes()
    parts = len(re.findall(rb"\xff[\xc0-\xcf\xda-\xfe]", data))
    note = b"\xff\xfe\0\2"
    assert prepare_photo(data[:2] + note * (9_999 - parts) + data[2:]).width == 60
    with pytest.raises(DocumentError) as caught:
        prepare_photo(data[:2] + note * (10_000 - parts) + data[2:])
    assert caught.value.code == "LOR743"


def test_a_film_behind_a_photo_is_none_of_its_passes():
    film = b"ftypmp42" + b"\xff\xda" * 999
    assert prepare_photo(with_passes(9, behind=film)) == prepare_photo(with_passes(9))
    thumbnail = photo_bytes(exif=b"Exif\0\0" + b"\xff\xda" * 999)
    assert prepare_photo(thumbnail) == prepare_photo(photo_bytes())
    assert prepare_photo(photo_bytes("PNG") + film).width == 60


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"\0\0\0\x18ftypheic" + b"\0" * 99, "The photo is HEIC.", "On the iPhone: Settings"),
        (b"%PDF-1.7", "The photo is neither JPEG, PNG nor WebP.", "Save the picture itself"),
        (photo_bytes("GIF"), "The photo is neither JPEG, PNG nor WebP.", "Open the photo in a"),
        (photo_bytes()[:99], "The photo is damaged or cut off.", "Open the photo in a"),
    ],
)
def test_a_refusal_says_what_it_is_and_what_to_do(data, message, hint):
    with pytest.raises(DocumentError) as caught:
        prepare_photo(data)
    assert caught.value.message == message
    assert caught.value.hint.startswith(hint)


def test_warnings_of_the_decoder_are_no_matter(monkeypatch):
    exif = b"Exif\0\0II*\0\xff\xff\xff\xff" + b"x" * 99  # Pillow warns that it is corrupt
    assert prepare_photo(photo_bytes(exif=exif)).width == 60
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 999)  # and that this may be a bomb
    assert prepare_photo(photo_bytes("PNG", size=(1500, 1))).width == 900
