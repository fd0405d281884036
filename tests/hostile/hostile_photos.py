"""Photos that are too large, something else, or that say more than they show."""

import io
import struct
import zlib

from document_makers import photo_bytes
from hostile_case import Case, accepted, refused
from PIL import Image, PngImagePlugin


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows, *more):
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    middle = b"".join(more) + chunk(b"IDAT", rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + middle + chunk(b"IEND", b"")


def jpeg(size=(600, 300), **options):
    return photo_bytes("JPEG", size=size, color=(200, 30, 30), **options)


def bomb():
    return png(60_000, 60_000, zlib.compress(b"\0" * 10**6, 9))


def thirty_megapixels():
    return photo_bytes("JPEG", size=(6000, 5000))


def webp_beyond_all_measure():
    data = bytearray(photo_bytes("WEBP", size=(20, 20), lossless=True))
    at = data.index(b"VP8L") + 9
    data[at : at + 4] = struct.pack("<I", (16_383 - 1) | (16_383 - 1) << 14)
    return bytes(data)


def jpeg_of_a_thousand_passes():
    data = photo_bytes("JPEG", size=(900, 900), progressive=True)
    at = data.rindex(b"\xff\xda")
    return data[:at] + data[at:-2] * 1000 + data[-2:]


def rows_that_go_on():
    return png(9, 9, zlib.compress(b"\0" * 50_000_000, 9))


def text_that_unpacks():
    return png(
        9, 9, zlib.compress(b"\0" * 90), chunk(b"zTXt", b"x\0\0" + zlib.compress(b" " * 10**8))
    )


def postscript():
    return b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n"


def postscript_in_a_dos_wrapper():
    return struct.pack("<IIIIIIIH", 0xC6D3D0C5, 32, 99, 0, 0, 0, 0, 0xFFFF) + postscript()


def photoshop():
    return b"8BPS\0\1" + b"\0" * 200


def tiff():
    return photo_bytes("TIFF")


def gif():
    return photo_bytes("GIF")


def bitmap():
    return photo_bytes("BMP")


def svg():
    return b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'


def heic():
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200


def fits():
    return b"SIMPLE  =                    T" + b" " * 2850


def pdf():
    return b"%PDF-1.7\n%%EOF"


def web_page():
    return b"<html><img src=x></html>"


def truncated():
    return jpeg(size=(400, 400))[:900]


def only_a_header():
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0"


def empty():
    return b""


def where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "HIDDEN camera"
    exif[0x8825] = {1: "N", 2: (47.0, 22.0, 3.0)}
    return jpeg(exif=exif, comment=b"<script>HIDDEN</script>", icc_profile=b"HIDDEN" * 90)


def upside_down_beyond_all_turns():
    exif = Image.Exif()
    exif[0x0112] = 250
    return jpeg(exif=exif)


def exif_of_garbage():
    return jpeg(exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + b"HIDDEN" * 99)


def inks():
    return photo_bytes("JPEG", size=(600, 300), mode="CMYK", color=(0, 200, 200, 0))


def see_through_palette():
    image = Image.new("P", (600, 300), 1)
    image.putpalette([0, 0, 0, 200, 30, 30])
    out = io.BytesIO()
    image.save(out, "PNG", transparency=b"\x00\x80")
    return out.getvalue()


def see_through():
    return photo_bytes("PNG", size=(600, 300), mode="RGBA", color=(200, 0, 0, 128))


def sixteen_bits():
    return photo_bytes("PNG", size=(600, 300), mode="I;16", color=9)


def moving_webp():
    return moving("WEBP")


def moving_png():
    return moving("PNG")


def moving(kind):
    frames = [Image.new("RGB", (600, 300), color) for color in ("red", "blue", "green")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def notes_in_a_png():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "HIDDEN")
    notes.add_itxt("XML:com.adobe.xmp", "<x>HIDDEN</x>", zip=True)
    return photo_bytes("PNG", size=(600, 300), pnginfo=notes)


def profile_of_endless_steps():
    steps = 100_000
    curve = b"curf" + bytes(4) + struct.pack(">HH", 1, 0)
    curve += b"parf" + bytes(4) + struct.pack(">HH4f", 0, 0, 1.01, 1.0, 0.0, 0.0)
    step = b"cvst" + bytes(4) + struct.pack(">HH", 3, 3) + struct.pack(">II", 36, 40) * 3 + curve
    table = struct.pack(">II", 16 + 8 * steps, len(step)) * steps
    data = b"mpet" + bytes(4) + struct.pack(">HHI", 3, 3, steps) + table + step
    head = struct.pack(">I4sI4s4s4s", 144 + len(data), b"", 0x04300000, b"mntr", b"RGB ", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + bytes.fromhex("0000f6d6000100000000d32d")
    return jpeg(
        icc_profile=head.ljust(128, b"\0")
        + struct.pack(">I4sII", 1, b"D2B0", 144, len(data))
        + data
    )


def photo_and_archive():
    return jpeg() + b"PK\x03\x04HIDDEN" + b"<html><script>HIDDEN</script>"


_OTHERS = (
    postscript, postscript_in_a_dos_wrapper, photoshop, tiff, gif, bitmap, svg, heic, fits, pdf,
    web_page,
)  # fmt: skip
_TAKEN = (
    where_it_was_taken, upside_down_beyond_all_turns, exif_of_garbage, inks, see_through_palette,
    see_through, sixteen_bits, moving_webp, moving_png, notes_in_a_png,
    profile_of_endless_steps, photo_and_archive,
)  # fmt: skip

PHOTOS: tuple[Case, ...] = (
    refused(bomb, "LOR742", "megapixels"),
    refused(thirty_megapixels, "LOR742", "30 megapixels"),
    refused(webp_beyond_all_measure, "LOR742", "megapixels"),
    refused(jpeg_of_a_thousand_passes, "LOR743", "damaged"),
    accepted(rows_that_go_on, alike=False),
    refused(text_that_unpacks, "LOR743", "damaged"),
    refused(truncated, "LOR743", "cut off"),
    refused(empty, "LOR705", "0 bytes"),
    refused(only_a_header, "LOR743", "cut off"),
    *(refused(make, "LOR741", "The photo is") for make in _OTHERS),
    *(accepted(make) for make in _TAKEN),
)
