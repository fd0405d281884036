"""A page with one form field, for the tests."""

from document_makers import add_page
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from lorpack.documents.fields import draw_fields


class Form:
    """A page with one field, whose keys are given."""

    def __init__(self, form=None, **keys):
        self.pdf = Pdf.new()
        self.page = add_page(self.pdf, b"")
        keys.setdefault("FT", Name.Tx)
        keys.setdefault("Rect", Array([20, 100, 120, 120]))
        self.widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, F=4)
        for key, value in keys.items():
            self.widget["/" + key] = value
        self.widget = self.pdf.make_indirect(self.widget)
        self.page.obj.Annots = Array([self.widget])
        self.form = Dictionary(Fields=Array([self.widget]))
        for key, value in (form or {}).items():
            self.form["/" + key] = value
        self.pdf.Root.AcroForm = self.form

    def drawn(self):
        """What the field is drawn with, or None; its characters can all be drawn."""
        assert draw_fields(self.pdf) == []
        appearance = self.widget.get("/AP")
        return None if appearance is None else appearance.N.read_bytes()

    def look(self, content=b"/Tx BMC EMC"):
        self.widget.AP = Dictionary(N=self.pdf.make_indirect(Stream(self.pdf, content)))
        return content
