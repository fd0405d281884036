"""How the text of a form field is broken into lines, and how large its letters can be."""

WIDE = 0.6  # of an em: the width of every character of Courier
LEADING = 1.15  # of an em: from line to line
LARGEST = 144.0  # points; fitting begins here, however large a form wants its letters
_SMALLEST = 3.0


def fitted(
    value: str, width: float, height: float, size: float, multiline: bool
) -> tuple[list[str], float]:
    """*value* in lines, and the largest size up to the wanted one at which all of it fits."""
    size = min(size, LARGEST) or (10.0 if multiline else max(min(height * 0.75, 12.0), 4.0))
    text = value if multiline else " ".join(value.split())
    while True:
        columns = max(int(width / (size * WIDE)), 1)
        # So many lines at the least: most sizes are told by that to be too large.
        least = max(text.count("\n") + 1, len(text) // (columns + 1))
        if size <= _SMALLEST or _fits(least, size, height, multiline):
            lines = [line for part in text.split("\n") for line in wrapped(part, columns)]
            if size <= _SMALLEST or _fits(len(lines), size, height, multiline):
                return lines, size
        size = max(size * 0.92, _SMALLEST)


def _fits(lines: int, size: float, height: float, multiline: bool) -> bool:
    """Whether so many *lines* are not too high for their field."""
    return lines * size * LEADING <= max(height, size) if multiline else lines == 1


def wrapped(text: str, columns: int) -> list[str]:
    """*text* in lines of at most *columns* characters, broken at spaces where there are any."""
    lines, line = [], ""
    for word in text.split(" "):
        if len(word) > columns:
            if line:
                lines.append(line)
                line = ""
            rest = (len(word) - 1) // columns * columns
            lines += [word[at : at + columns] for at in range(0, rest, columns)]
            word = word[rest:]
        if len(line) + len(word) + bool(line) > columns:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def window(
    shown: tuple[str, ...], chosen: list[int], top: int, width: float, height: float, size: float
) -> tuple[range, float]:
    """The places of the options *shown* that a list box has room for, and their size.

    They begin at *top*, or at the first one *chosen*. None of them when not all that is chosen
    has room, or letters would be too small.
    """
    size = min(size, LARGEST) or 10.0
    rows = max(int(height / (size * LEADING)), 1)
    first, last = min(chosen, default=top), max(chosen, default=top)
    if not (0 <= top <= first and last < top + rows):
        top = max(first, 0)
    seen = range(top, min(top + rows, len(shown)))
    longest = max((len(shown[place]) for place in seen), default=0)
    size = min(size, width / (max(longest, 1) * WIDE))
    return (seen if last < top + rows and size >= _SMALLEST else range(0), size)
