"""How a post's body is put together from sentences, pictures, lists and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from scraper.demo.editions import Edition, Quirk
from scraper.demo.numbers import draw, shuffled
from scraper.demo.pictures import DemoPicture, PictureForm, PictureHosts, code_of
from scraper.demo.posts import JUMP_BREAK
from scraper.demo.texts import Texts, Topic, seed_body
from scraper.demo.words import native_digits, with_references

ORIGINALS = ((1024, 683), (1280, 853), (800, 600), (683, 1024), (1600, 1067), (2048, 1365))
"""Widths and heights of the pictures as their author uploaded them."""
_SHAPES = ("<p>{}</p>", "{}<br /><br />", "<div>{}</div><div><br /></div>")
_VIDEO = (
    '<iframe allowfullscreen="" class="YOUTUBE-iframe-video" '
    'data-thumbnail-src="{stills}/vi/aqz-KE-bpKQ/0.jpg" frameborder="0" height="266" '
    'src="https://www.youtube.com/embed/aqz-KE-bpKQ?feature=player_embedded" width="320"></iframe>'
)
_SEPARATOR = '<div class="separator" style="clear: both; text-align: center;">{}</div>'
_UPLOADED = (
    '<iframe allowfullscreen="allowfullscreen" class="b-hbp-video b-uploaded" frameborder="0" '
    'height="266" id="BLOGGER-video-{code}-1" src="{videos}/video.g?token={code}" '
    'width="320"></iframe>'
)


@dataclass(frozen=True, slots=True)
class CrossLink:
    """A link to another post of the blog, in one of the forms that authors paste."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Composer:
    """What one post's body is made from."""

    edition: Edition
    texts: Texts
    hosts: PictureHosts
    k: int
    quirk: Quirk
    cross_link: CrossLink | None

    @property
    def topic(self) -> Topic:
        """What the post is about."""
        return self.texts.topics[self.k % len(self.texts.topics)]

    def draw(self, limit: int, *why: object) -> int:
        """Return a number from 0 to `limit` - 1 that belongs to this post."""
        return draw(limit, self.edition.name, self.k, *why)

    def pictures(self) -> tuple[DemoPicture, ...]:
        """Return the post's pictures; every third post has the photo label and so has some."""
        if self.quirk == "seed":
            return ()
        wanted = (0, 1, 1, 2)[self.draw(4, "pictures")]
        if has_photo_label(self.k) or self.quirk in {"dead-picture", "double-encoded", "wrapper"}:
            wanted = max(1, wanted)
        return tuple(self._picture(which) for which in range(wanted))

    def _picture(self, which: int) -> DemoPicture:
        width, height = ORIGINALS[self.draw(len(ORIGINALS), "original", which)]
        code = code_of(self.edition.number, self.k, which)
        is_suffixed = self.quirk == "plain" and self.draw(5, "form", which) == 0
        name = f"{self.topic.picture_name}-{self.k + 1}-{which + 1}.png"
        if self.quirk == "double-encoded":
            name = quote(quote(f"{self.topic.label}-{which + 1}.png"))
        host = self.hosts.suffixed if is_suffixed else self.hosts.numbered.format(n=1 + self.k % 4)
        form: PictureForm = "suffix" if is_suffixed else "slash"
        is_dead = self.quirk == "dead-picture" and which == 0
        return DemoPicture(code, host, name, width, height, form, is_dead)

    def body(self, pictures: tuple[DemoPicture, ...]) -> str:
        """Return the body's HTML."""
        if self.quirk == "seed":
            return seed_body()
        html = "\n".join(self._parts(pictures))
        if self.edition.direction == "rtl":
            return f'<div dir="rtl" style="text-align: right;" trbidi="on">\n{html}\n</div>'
        return html

    def _parts(self, pictures: tuple[DemoPicture, ...]) -> Iterator[str]:
        paragraphs = self._paragraphs()
        yield self._paragraph(self._opening())
        if pictures:
            yield self._figure(pictures[0])
        yield self._paragraph(paragraphs[0])
        if self.quirk == "jump-break":
            yield JUMP_BREAK
        for paragraph in paragraphs[1:]:
            yield self._paragraph(paragraph)
        yield from self._extras()
        for picture in pictures[1:]:
            yield self._captioned(picture)
        yield self._paragraph(self.texts.closings[self.draw(len(self.texts.closings), "end")])

    def _extras(self) -> Iterator[str]:
        if self.quirk == "video":
            code = code_of(self.edition.number, self.k, 0)
            where = {"stills": self.hosts.stills, "videos": self.hosts.videos, "code": code}
            for frame in (_VIDEO, _UPLOADED):
                yield _SEPARATOR.format(frame.format(**where))
        if self.draw(4, "list") == 0:
            lines = self.texts.lists[self.draw(len(self.texts.lists), "which list")]
            yield "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
        if self.draw(5, "quote") == 0:
            saying = self.texts.quotes[self.draw(len(self.texts.quotes), "which quote")]
            yield f'<blockquote class="tr_bq">{escape(saying)}</blockquote>'
        if self.cross_link:
            link = f'<a href="{escape(self.cross_link.url)}">{escape(self.cross_link.title)}</a>'
            yield _SHAPES[0].format(escape(self.texts.see_also).replace("{link}", link))

    def _opening(self) -> str:
        sentence = self.texts.openings[self.draw(len(self.texts.openings), "opening")]
        low, high = self.texts.numbers
        number = native_digits(
            str(low + self.draw(high - low + 1, "number")), self.edition.language
        )
        return sentence.replace("{n}", number)

    def _paragraphs(self) -> list[str]:
        """Return two to four paragraphs of the topic, others than the topic's last post had."""
        pool = self.topic.paragraphs
        turn = self.k // len(self.texts.topics)
        order = shuffled(len(pool), self.edition.name, self.topic.label, turn * 3 // len(pool))
        wanted = 2 + self.draw(3, "length")
        return [pool[order[(turn * 3 + which) % len(pool)]] for which in range(wanted)]

    def _paragraph(self, text: str) -> str:
        words = with_references(text) if self.quirk == "references" else escape(text, quote=False)
        return _SHAPES[self.draw(len(_SHAPES), "shape")].format(words)

    def _figure(self, picture: DemoPicture) -> str:
        """Blogger's own markup around an uploaded picture: the link is large, the image smaller."""
        large = "s1600-h" if self.quirk == "wrapper" else "s1600"
        return (
            '<div class="separator" style="clear: both; text-align: center;">'
            f'<a href="{picture.url_of(large)}" imageanchor="1" '
            f'style="margin-left: 1em; margin-right: 1em;">{self._image(picture)}</a></div>'
        )

    def _captioned(self, picture: DemoPicture) -> str:
        captions = self.topic.captions
        return (
            '<table align="center" cellpadding="0" cellspacing="0" class="tr-caption-container" '
            'style="margin-left: auto; margin-right: auto; text-align: center;"><tbody>\n'
            f'<tr><td style="text-align: center;"><a href="{picture.url_of("s1600")}" '
            'imageanchor="1" style="margin-left: auto; margin-right: auto;">'
            f"{self._image(picture)}</a></td></tr>\n"
            '<tr><td class="tr-caption" style="text-align: center;">'
            f"{escape(captions[self.draw(len(captions), 'caption')])}</td></tr>\n</tbody></table>"
        )

    def _image(self, picture: DemoPicture) -> str:
        shown = "s320" if self.draw(3, "shown") == 0 else "s640"
        width = int(shown[1:])
        height = round(width * picture.height / picture.width)
        return (
            f'<img border="0" data-original-height="{picture.height}" '
            f'data-original-width="{picture.width}" height="{height}" '
            f'src="{picture.url_of(shown)}" width="{width}" />'
        )


def has_photo_label(k: int) -> bool:
    """Tell whether a post carries the label for posts with pictures."""
    return k % 3 == 1


def has_walk_label(k: int) -> bool:
    """Tell whether a post carries the label of two words."""
    return k % 5 == 2  # noqa: PLR2004  # the third of every five
