"""Portraits of people who do not exist, drawn from flat shapes."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT, SCALE = 960, 1200, 2
Color = tuple[int, int, int]
Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Look:
    """What differs from one portrait to the next."""

    backdrop: tuple[Color, Color]
    skin: Color
    hair: Color
    shirt: Color
    lips: Color
    behind: Callable[["Pen"], None]
    above: Callable[["Pen"], None]
    tie: Color | None = None


def shade(color: Color, factor: float) -> Color:
    """*color* darker (below 1) or lighter (above 1)."""
    return tuple(max(0, min(255, round(part * factor))) for part in color)  # type: ignore[return-value]


def smooth(points: Points, steps: int = 14) -> Points:
    """A closed Catmull-Rom curve through *points*."""
    curve: Points = []
    count = len(points)
    for index in range(count):
        a, b, c, d = (points[(index + offset) % count] for offset in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            curve.append(
                tuple(  # type: ignore[arg-type]
                    0.5
                    * (
                        2 * q
                        + (r - p) * t
                        + (2 * p - 5 * q + 4 * r - s) * t**2
                        + (3 * q - p - 3 * r + s) * t**3
                    )
                    for p, q, r, s in zip(a, b, c, d, strict=True)
                )
            )
    return curve


class Pen:
    """Draws on a large canvas in the coordinates of the small one."""

    def __init__(self, look: Look) -> None:
        self.look = look
        top, bottom = look.backdrop
        strip = Image.new("RGB", (1, HEIGHT))
        for y in range(HEIGHT):
            part = y / HEIGHT
            mixed = tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
            strip.putpixel((0, y), mixed)
        self.image = strip.resize((WIDTH * SCALE, HEIGHT * SCALE), Image.Resampling.BILINEAR)
        self.draw = ImageDraw.Draw(self.image)

    def shape(self, points: Points, color: Color, *, curved: bool = True) -> None:
        """Fill a closed shape."""
        outline = smooth(points) if curved else points
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in outline], fill=color)

    def mirrored(self, points: Points, color: Color, *, curved: bool = True) -> None:
        """Fill a shape and its mirror image."""
        self.shape(points, color, curved=curved)
        self.shape([(WIDTH - x, y) for x, y in points], color, curved=curved)

    def oval(self, x: float, y: float, rx: float, ry: float, color: Color, line: float = 0) -> None:
        """A filled oval, or a ring when *line* is given."""
        box = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        if line:
            self.draw.ellipse(box, outline=color, width=round(line * SCALE))
        else:
            self.draw.ellipse(box, fill=color)

    def line(self, points: Points, color: Color, width: float) -> None:
        """A line with round joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(scaled, fill=color, width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.oval(x, y, width / 2, width / 2, color)

    def arc(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        start: int,
        end: int,
        color: Color,
        width: float,
    ) -> None:
        """A part of an oval's outline."""
        box = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        self.draw.arc(box, start, end, fill=color, width=round(width * SCALE))


def _body(pen: Pen) -> None:
    look, coat = pen.look, (246, 248, 249)
    pen.shape(
        [(395, 600), (565, 600), (572, 800), (640, 870), (480, 960), (320, 870), (388, 800)],
        shade(look.skin, 0.93),
    )
    pen.shape(
        [(396, 640), (564, 640), (566, 700), (530, 752), (480, 768), (430, 752), (394, 700)],
        shade(look.skin, 0.83),
    )
    shirt = [(372, 835), (480, 965), (588, 835), (680, 900), (650, 1230), (310, 1230), (280, 900)]
    pen.shape(shirt, look.shirt, curved=False)
    pen.mirrored(
        [(376, 822), (480, 962), (418, 1012), (340, 872)], shade(look.shirt, 1.12), curved=False
    )
    if look.tie:
        pen.shape(
            [(452, 950), (508, 950), (498, 1000), (526, 1210), (434, 1210), (462, 1000)],
            look.tie,
            curved=False,
        )
        pen.shape(
            [(448, 944), (512, 944), (498, 1002), (462, 1002)], shade(look.tie, 0.8), curved=False
        )
    pen.mirrored(
        [(352, 838), (290, 866), (180, 1230), (436, 1230), (392, 1090)], coat, curved=False
    )
    pen.mirrored(
        [
            (346, 846),
            (250, 880),
            (152, 918),
            (88, 978),
            (54, 1082),
            (34, 1240),
            (220, 1290),
            (330, 1240),
            (334, 1000),
        ],
        coat,
    )
    pen.mirrored(
        [(352, 838), (300, 862), (286, 985), (330, 1000), (312, 1040), (428, 1200), (398, 1060)],
        (230, 235, 239),
        curved=False,
    )
    for x in (1, -1):
        middle = WIDTH / 2
        pen.line([(middle + x * 262, 1010), (middle + x * 272, 1200)], (214, 221, 227), 4)
    pen.draw.rounded_rectangle(
        [600 * SCALE, 1085 * SCALE, 690 * SCALE, 1150 * SCALE],
        6 * SCALE,
        fill=(255, 255, 255),
        outline=(206, 214, 220),
        width=2 * SCALE,
    )
    pen.line([(616, 1106), (674, 1106)], (120, 140, 155), 6)
    pen.line([(616, 1126), (655, 1126)], (190, 200, 208), 5)


def _face(pen: Pen) -> None:
    look = pen.look
    for x in (316, 644):
        pen.oval(x, 505, 26, 46, shade(look.skin, 0.9))
    pen.shape(
        [
            (480, 290),
            (590, 322),
            (640, 430),
            (634, 545),
            (590, 655),
            (480, 722),
            (370, 655),
            (326, 545),
            (320, 430),
            (370, 322),
        ],
        look.skin,
    )
    blush = Image.new("L", pen.image.size)
    cheeks = ImageDraw.Draw(blush)
    for x in (392, 568):
        cheeks.ellipse([(x - 46) * SCALE, 560 * SCALE, (x + 46) * SCALE, 622 * SCALE], fill=70)
    pen.image.paste(look.lips, mask=blush.filter(ImageFilter.GaussianBlur(18 * SCALE)))
    for x in (406, 554):
        pen.shape([(x - 37, 498), (x, 478), (x + 37, 498), (x, 515)], (250, 250, 248))
        pen.oval(x, 496, 17, 18, (62, 42, 32))
        pen.oval(x, 496, 9, 10, (18, 14, 12))
        pen.oval(x + 6, 490, 4.5, 4.5, (255, 255, 255))
        pen.arc(x, 506, 40, 28, 195, 345, shade(look.hair, 0.7), 5)
        pen.arc(x, 478, 54, 38, 210, 330, shade(look.hair, 0.9), 10)
    pen.arc(480, 570, 27, 20, 20, 160, shade(look.skin, 0.78), 6)
    pen.shape(
        [
            (424, 632),
            (455, 625),
            (480, 630),
            (505, 625),
            (536, 632),
            (506, 656),
            (480, 661),
            (454, 656),
        ],
        look.lips,
    )
    pen.line(
        [(430, 633), (455, 637), (480, 639), (505, 637), (530, 633)], shade(look.lips, 0.72), 3.5
    )


def draw_portrait(look: Look) -> Image.Image:
    """Head and shoulders, 4:5."""
    pen = Pen(look)
    look.behind(pen)
    _body(pen)
    _face(pen)
    look.above(pen)
    return pen.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _round_hair(pen: Pen) -> None:
    pen.shape(
        [
            (480, 168),
            (610, 196),
            (702, 300),
            (712, 430),
            (668, 540),
            (480, 590),
            (292, 540),
            (248, 430),
            (258, 300),
            (350, 196),
        ],
        pen.look.hair,
    )


def _round_front(pen: Pen) -> None:
    pen.shape(
        [
            (480, 240),
            (590, 262),
            (652, 345),
            (648, 440),
            (612, 372),
            (548, 330),
            (480, 320),
            (412, 330),
            (348, 372),
            (312, 440),
            (308, 345),
            (370, 262),
        ],
        pen.look.hair,
    )
    for x in (313, 647):
        pen.oval(x, 566, 11, 11, (222, 178, 84))


def _short_front(pen: Pen) -> None:
    hair = pen.look.hair
    pen.shape(
        [
            (318, 470),
            (304, 380),
            (330, 285),
            (410, 230),
            (520, 212),
            (610, 250),
            (656, 330),
            (656, 400),
            (644, 470),
            (628, 392),
            (598, 340),
            (520, 322),
            (430, 342),
            (368, 352),
            (336, 400),
        ],
        hair,
    )
    pen.shape(
        [(372, 300), (460, 236), (560, 232), (636, 300), (560, 268), (470, 280)], shade(hair, 1.16)
    )


def _long_behind(pen: Pen) -> None:
    pen.shape(
        [
            (480, 218),
            (600, 240),
            (682, 340),
            (696, 520),
            (704, 700),
            (676, 840),
            (590, 872),
            (480, 860),
            (370, 872),
            (284, 840),
            (256, 700),
            (264, 520),
            (278, 340),
            (360, 240),
        ],
        pen.look.hair,
    )


def _long_front(pen: Pen) -> None:
    hair = pen.look.hair
    pen.mirrored(
        [
            (480, 246),
            (372, 272),
            (302, 372),
            (290, 540),
            (302, 690),
            (322, 690),
            (330, 540),
            (352, 430),
            (420, 352),
            (484, 318),
        ],
        hair,
    )
    pen.shape(
        [
            (480, 240),
            (560, 256),
            (612, 330),
            (548, 352),
            (480, 326),
            (410, 352),
            (348, 330),
            (400, 256),
        ],
        hair,
    )
    pen.shape([(470, 262), (420, 276), (372, 322), (420, 300)], shade(hair, 1.7))
    for x in (404, 556):
        pen.oval(x, 498, 58, 52, (64, 58, 62), line=6)
    pen.arc(480, 496, 22, 16, 200, 340, (64, 58, 62), 6)


AMARA = Look(
    ((236, 205, 190), (186, 142, 150)),
    (124, 78, 54),
    (34, 24, 24),
    (122, 38, 62),
    (138, 58, 58),
    _round_hair,
    _round_front,
)
NOLAN = Look(
    ((196, 212, 224), (128, 152, 172)),
    (232, 188, 158),
    (112, 74, 46),
    (206, 222, 238),
    (196, 112, 104),
    lambda _pen: None,
    _short_front,
    (36, 58, 92),
)
ELODIE = Look(
    ((214, 226, 210), (146, 172, 154)),
    (240, 204, 174),
    (32, 28, 32),
    (40, 104, 88),
    (196, 96, 96),
    _long_behind,
    _long_front,
)
