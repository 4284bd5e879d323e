"""Articles as the web pages they might have been saved from: menus, boxes, scripts, pictures.

Four looks, after those that Vietnamese sites commonly have: a newspaper's with figures, a party
paper's with a table around each picture, an office's old portal with centred pictures, a blog's.
"""

from html import escape

from benchmarks.articles import Article

PARAGRAPHS = 5  # between two pictures
_MENU = 60  # links above the article
_BOXES = 40  # other news beside and below it
_SCRIPT = (
    "window.dataLayer=window.dataLayer||[];function track(a,b){dataLayer.push([a,b]);}\n" * 400
)
_STYLE = ".box{margin:0 auto;padding:4px}.box>a:hover{color:#c00}\n" * 150

_HEAD = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>{title} | Báo Tỉnh</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Báo Tỉnh">
<meta property="article:published_time" content="2021-12-01T17:20:00+07:00">
<link rel="canonical" href="https://example.vn/{id}.html"><style>{style}</style>
<script type="application/ld+json">{{"datePublished":"2021-12-01T17:20:00+07:00"}}</script>
<script>{script}</script></head><body><header><div class="top">Thứ Tư, 01/12/2021</div>
<nav><ul>{menu}</ul></nav></header>"""
_FOOT = """<form><p>Ý kiến của bạn</p><textarea></textarea><input name="name"></form>
<div class="related"><h3>Tin liên quan</h3><ul>{boxes}</ul></div></div><aside class="sidebar">
<h3>Đọc nhiều</h3><ul>{boxes}</ul></aside><footer><p>Cơ quan chủ quản: Ủy ban nhân dân tỉnh</p>
<p>Giấy phép số 1/GP-TTĐT. Điện thoại: 0200 123 456. Email: toasoan@example.vn</p></footer>
<script>{script}</script></body></html>"""
# How the article is set, and a picture with its caption.
_LOOKS = (
    (
        """<div class="main"><h1 class="detail-title">{title}</h1>
<div class="detail-content">{text}</div>""",
        """<figure class="VCSortableInPreviewMode"><div>
<img src="{n}.jpg" alt="{title} - Ảnh {n}."></div>
<figcaption class="PhotoCMS_Caption"><p>{caption}</p></figcaption></figure>""",
    ),
    (
        """<div class="main"><h1 class="article__title">{title}</h1>
<div class="article__body">{text}</div>""",
        """<table class="picture"><tbody><tr><td class="pic"><img src="{n}.jpg"></td></tr>
<tr><td class="caption"><p>{caption}</p></td></tr></tbody></table>""",
    ),
    (
        """<table class="layout"><tr><td><div class="title">{title}</div>
<div id="noidung">{text}</div></td></tr></table><div>""",
        """<p style="text-align: center"><img src="{n}.jpg"></p>
<p style="text-align: center"><em>{caption}</em></p>""",
    ),
    (
        """<main><article><h1 class="entry-title">{title}</h1>
<div class="entry-content">{text}</div></article></main><div>""",
        """<div class="wp-caption aligncenter"><img src="{n}.jpg">
<p class="wp-caption-text">{caption}</p></div>""",
    ),
)
_OTHER = """<li class="box"><a href="/tin-{n}.html"><img src="/anh/{n}.jpg" alt=""></a>
<a href="/tin-{n}.html">Tỉnh tổ chức hội nghị tổng kết công tác năm thứ {n}</a></li>"""


def make_page(article: Article, number: int) -> tuple[str, list[str]]:
    """Return a page with the article, in one of the looks, and the captions put into it."""
    frame, picture = _LOOKS[number % len(_LOOKS)]
    title, captions, parts = escape(article["title"]), [], []
    for index, paragraph in enumerate(article["body"].split("\n")):
        if index % PARAGRAPHS == 1:
            captions.append(f"Người dân ở khu vực trung tâm xã, bức ảnh thứ {len(captions) + 1}")
            parts.append(picture.format(n=len(captions), title=title, caption=captions[-1]))
        parts.append(f"<p>{escape(paragraph)}</p>")
    links = [_OTHER.format(n=n) for n in range(_BOXES)]
    menu = "".join(f'<li><a href="/muc-{n}">Chuyên mục {n}</a></li>' for n in range(_MENU))
    page = (_HEAD, frame, _FOOT)
    values = {"title": title, "id": article["id"], "text": "\n".join(parts), "menu": menu}
    values |= {"boxes": "".join(links), "style": _STYLE, "script": _SCRIPT}
    return "\n".join(part.format(**values) for part in page), captions
