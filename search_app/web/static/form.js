// A convenience: the page does all this without a script, with its button.
"use strict";

(() => {
  const form = document.getElementById("search-form");
  const apply = document.getElementById("apply");
  const fields = [...form.elements].filter((field) => field.name);
  const lastChanged = "timtin-changed";
  const memory = sessionMemory();

  // A permalink without the empty fields that a plain form would send.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isAsked = form.elements.q.value.trim() !== form.elements.q.defaultValue.trim();
    const sent = [...new FormData(form)].filter(
      ([name, value]) =>
        value.trim() &&
        !(name === "sort" && value === "relevance") &&
        !(name === "literal" && isAsked), // it was wanted of the text before
    );
    const address = new URL(form.action);
    address.search = new URLSearchParams(sent);
    window.location.assign(address);
  });

  // Back must show the filters of that page's URL, not what was ticked before leaving it.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) form.reset();
  });

  if (!apply) return;

  document.getElementById("sort")?.setAttribute("aria-describedby", "sort-hint");

  for (const field of fields) {
    if (field.type === "date") {
      // A date changes with every digit typed, so it waits for the button.
      field.addEventListener("input", () => apply.classList.add("wanted"));
    } else if (field.type === "checkbox" || field.tagName === "SELECT") {
      field.addEventListener("change", () => {
        memory?.setItem(lastChanged, JSON.stringify([field.name, field.value, openLists()]));
        form.requestSubmit();
      });
    }
  }

  // The page is new after each choice; someone on a keyboard goes on where they were.
  const facets = document.getElementById("facets");
  const [name, value, open] = JSON.parse(memory?.getItem(lastChanged) ?? "[]");
  memory?.removeItem(lastChanged);
  const field = fields.find((own) => own.name === name && own.value === value);
  if (field) {
    if (facets.contains(field)) facets.open = true;
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    field.focus({ preventScroll: true });
  }

  function openLists() {
    return [...document.querySelectorAll(".more[open]")].map((list) => list.id);
  }

  // Browsers before 2025 cannot show a closed <details> by style alone.
  if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 56rem)").matches) {
    facets.open = true;
  }
})();

// Browsers that block cookies throw at the mere mention of sessionStorage.
function sessionMemory() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
