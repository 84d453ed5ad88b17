"""The facts, told to voters (Pusat Panduan): questions and their pages, without any HTML."""

from suluh.guide.book import Book, Edition
from suluh.guide.pages import Page

__all__ = ["Book", "Edition", "Page"]
