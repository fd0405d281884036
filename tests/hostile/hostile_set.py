"""The whole set, by kind."""

from hostile_active import ACTIVE
from hostile_bombs import BOMBS
from hostile_broken import BROKEN
from hostile_looks import LOOKS
from hostile_photos import PHOTOS
from hostile_products import PRODUCTS
from hostile_word import WORDS

PDFS = (*ACTIVE, *LOOKS, *BOMBS, *PRODUCTS, *BROKEN)
ALL = {"pdf": PDFS, "photo": PHOTOS, "docx": WORDS}
