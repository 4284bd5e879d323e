// Keys of one letter: "/" to the search box, j and k through the results, "?" says which there are.
"use strict";

(() => {
  const dialog = document.getElementById("keys-dialog");
  const link = document.getElementById("keys-link");
  const isOn = document.getElementById("keys-on");
  const remembered = "timtin-keys";
  const memory = localMemory();
  const typedInto = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  const actions = { "/": toBox, j: () => toResult(1), k: () => toResult(-1), "?": list };

  isOn.checked = memory?.getItem(remembered) !== "off";
  isOn.addEventListener("change", () => memory?.setItem(remembered, isOn.checked ? "on" : "off"));

  document.addEventListener("keydown", (event) => {
    const isTaken = event.defaultPrevented || event.isComposing || event.keyCode === 229;
    if (isTaken || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.target.closest?.(typedInto)) return;
    if (!isOn.checked) return event.stopImmediatePropagation(); // those of the reading page too
    if (!Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  });

  // With a script, what the link leads to can be had without leaving the page.
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    list();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside its content
  });

  function list() {
    dialog.showModal();
    dialog.querySelector("button").focus();
  }

  function toBox() {
    const box = document.getElementById("q");
    box.focus();
    box.select();
  }

  function toResult(step) {
    const results = [...document.querySelectorAll(".hits > li")];
    const at = results.findIndex((result) => result.contains(document.activeElement));
    const next = at < 0 ? results[0] : results[at + step];
    if (!next) return;
    next.querySelector("h2 a").focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }
})();

// Browsers that block cookies throw at the mere mention of localStorage.
function localMemory() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
