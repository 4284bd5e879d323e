// Conveniences of the reading page: from match to match without loading it anew, and copying.
"use strict";

(() => {
  const bar = document.getElementById("matches");
  if (!bar) return;

  const marks = [...document.querySelectorAll(".full mark")];
  const [previous, next] = bar.querySelectorAll("a");
  const status = bar.querySelector("[role=status]");
  const at = document.getElementById("match-at");
  const text = document.getElementById("match-text");
  let current = marks.findIndex((mark) => mark.hasAttribute("aria-current"));

  const before = () => (current < 1 ? marks.length : current) - 1;
  const after = () => (current + 1) % marks.length;

  function address(match) {
    const url = new URL(location.href);
    url.searchParams.set("m", match + 1);
    url.hash = `m${match + 1}`;
    return url.href;
  }

  function show(match) {
    const mark = marks[match];
    marks[current]?.removeAttribute("aria-current");
    current = match;
    mark.setAttribute("aria-current", "true");
    mark.scrollIntoView(); // to the middle, says the style sheet
    at.textContent = `${match + 1} / `;
    at.hidden = false;
    text.textContent = `: ${around(mark)}`;
    previous.href = address(before());
    next.href = address(after());
    history.replaceState(history.state, "", address(match));
  }

  for (const [link, match] of [[previous, before], [next, after]]) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      status.removeAttribute("aria-live");
      show(match());
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
    const key = event.key.toLowerCase();
    if (key !== "n" && key !== "p") return;
    event.preventDefault();
    status.setAttribute("aria-live", "off"); // the match that gets the focus is read out already
    show((key === "n") !== event.shiftKey ? after() : before());
    // A screen reader goes on from what has the focus; Tab stops at none of the matches.
    const mark = marks[current];
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
  });

  // What a screen reader says of a match: the words on both sides of it in its paragraph.
  function around(mark) {
    const range = document.createRange();
    range.selectNodeContents(mark.closest("p, li, h1"));
    const whole = range.toString();
    range.setEnd(mark, 0);
    const start = range.toString().length;
    const end = start + mark.textContent.length;
    const first = whole.lastIndexOf(" ", start - 40) + 1;
    const last = whole.indexOf(" ", end + 40);
    return whole.slice(first, last < 0 ? undefined : last);
  }
})();

for (const citation of document.querySelectorAll(".citation")) {
  const text = citation.querySelector("pre");
  const button = citation.querySelector("button");
  const said = citation.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = said.dataset.copied;
    } catch {
      // Not over plain http from another machine, nor where the browser forbids it.
      getSelection().selectAllChildren(text);
      said.textContent = said.dataset.selected;
    }
  });
}
