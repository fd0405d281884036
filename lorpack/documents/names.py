"""Names and texts of a PDF as Python text, also those in an encoding that the file does not tell."""

from pikepdf import Name, String


def spelled(value: object) -> str:
    """A name, with its slash, or a text string; empty text for anything else.

    A name is bytes, and by no means always UTF-8: colours and fonts are named in the encoding
    of the machine they come from. Such bytes are escaped as in the keys of pikepdf's dictionaries.
    """
    if isinstance(value, Name):
        return bytes(value).decode("utf-8", "surrogateescape")
    if not isinstance(value, String):
        return ""
    try:
        return str(value)
    except UnicodeDecodeError:  # it says that it is UTF-8, and is not
        return bytes(value).decode("latin-1")
