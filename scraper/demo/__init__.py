"""A Blogspot in a box: deterministic Blogger blogs on 127.0.0.1 for demo, tests, benches."""

from __future__ import annotations

from scraper.demo.blog import DemoBlog
from scraper.demo.pictures import DemoPicture, PictureHosts
from scraper.demo.posts import DemoComment, DemoPerson, DemoPost
from scraper.demo.world import DemoWorld

__all__ = [
    "DemoBlog",
    "DemoComment",
    "DemoPerson",
    "DemoPicture",
    "DemoPost",
    "DemoWorld",
    "PictureHosts",
]
