// Completions under the search box, as an ARIA 1.2 combobox. What is typed is never replaced
// unasked: Enter sends it as it stands, unless the arrow keys have chosen a completion.
"use strict";

(() => {
  const PAUSE = 80; // ms without a key before completions are asked for
  const LONGEST = 120; // letters; what is longer was pasted
  const KEPT = 200; // answers
  const QUIET = 1000; // ms without a key before a screen reader is told how many there are
  const input = document.getElementById("q");
  const list = document.getElementById("suggestions");
  const told = document.getElementById("suggestions-told");
  const answers = new Map();
  let options = [];
  let chosen = -1;
  let timer = 0;
  let telling = 0;
  let asking = null;
  let isComposing = false;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  close();

  // An input method owns the keys until it is done with a word; 229 is what some say meanwhile.
  const isComposed = (event) => isComposing || event.isComposing || event.keyCode === 229;

  input.addEventListener("compositionstart", () => {
    isComposing = true;
    close();
  });
  input.addEventListener("compositionend", () => {
    isComposing = false;
    later();
  });
  input.addEventListener("input", (event) => {
    if (!isComposed(event)) later();
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  // Not to lose the focus, and with it the list, before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(options.indexOf(option));
  });

  input.addEventListener("keydown", (event) => {
    if (isComposed(event) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return complete();
      stop(); // a list that came now would take the choice away
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      if (chosen < 0) return close();
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Escape") {
      event.preventDefault(); // a search field would clear itself
      close();
    } else if (event.key === "Tab") {
      close();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      choose(-1);
    }
  });

  function later() {
    stop();
    timer = setTimeout(complete, PAUSE);
  }

  function stop() {
    clearTimeout(timer);
    asking?.abort();
  }

  async function complete() {
    const typed = input.value;
    stop();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const texts = await completions(typed, signal);
      if (document.activeElement === input) show(texts); // what was stopped never gets here
    } catch {
      if (!signal.aborted) close(); // no answer, no list: searching works without
    }
  }

  // The whole text is completed; where nothing goes on from it, or operators stand in it, its end.
  async function completions(typed, signal) {
    if (!typed.trim() || typed.length > LONGEST) return [];
    for (const [kept, begun] of endings(typed)) {
      const found = await ask(begun, signal);
      const texts = found.map((text) => kept + closed(kept, text)).filter((text) => text !== typed);
      if (texts.length) return texts;
    }
    return [];
  }

  function endings(typed) {
    const operator = /^(.*(?:["“”«»]|\S:|(?:^|\s)-|(?:^|\s)(?:HOẶC|OR)\s)\s*)(.*)$/su.exec(typed);
    if (operator) {
      const [, kept, begun] = operator;
      const isField = kept.endsWith(":");
      return begun && (!isField || /(^|[\s-])(tieude|tiêuđề):$/iu.test(kept)) ? [[kept, begun]] : [];
    }
    const twoWords = /^(.*\s)(\S+\s+\S+)$/su.exec(typed);
    return twoWords ? [["", typed], [twoWords[1], twoWords[2]]] : [["", typed]];
  }

  // A phrase within quotation marks ends with one; several words behind a name stand in them.
  function closed(kept, text) {
    if (kept.endsWith(":")) return text.includes(" ") ? `"${text}"` : text;
    return (kept.match(/"/g) ?? []).length % 2 ? `${text}"` : text;
  }

  async function ask(begun, signal) {
    if (!answers.has(begun)) {
      const query = new URLSearchParams({ q: begun });
      const answer = await fetch(`${input.dataset.suggest}?${query}`, { signal });
      if (!answer.ok) throw new Error(answer.statusText);
      if (answers.size >= KEPT) answers.clear();
      answers.set(begun, (await answer.json()).completions);
    }
    return answers.get(begun);
  }

  function show(texts) {
    if (!texts.length) return close();
    options = texts.map((text, at) => {
      const option = document.createElement("li");
      option.id = `suggestion-${at}`;
      option.setAttribute("role", "option");
      option.textContent = text;
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    choose(-1);
    clearTimeout(telling);
    telling = setTimeout(tell, QUIET, texts.length);
  }

  function tell(count) {
    const text = told.dataset[count > 1 ? "some" : "one"].replace("{n}", count);
    if (told.textContent !== text) told.textContent = text; // the same once more would be said again
  }

  function close() {
    stop();
    clearTimeout(telling);
    options = [];
    choose(-1);
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    told.textContent = "";
  }

  // Behind the last completion, as before the first, stands what was typed.
  function move(step) {
    const places = options.length + 1;
    choose(((chosen + 1 + step + places) % places) - 1);
  }

  function choose(at) {
    chosen = at;
    options.forEach((option, own) => option.setAttribute("aria-selected", String(own === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }

  function take(at) {
    input.value = options[at].textContent;
    close();
    input.form.requestSubmit();
  }
})();
