// Finding a value in a long facet by a part of it, in any case, with accents or without.
"use strict";

for (const field of document.querySelectorAll(".facet .find")) {
  const facet = field.closest("fieldset");
  const more = facet.querySelector(".more");
  const told = facet.querySelector(".told");
  const choices = [...facet.querySelectorAll(".choice")].map((choice) => ({
    item: choice.closest("li"),
    name: names(choice.querySelector(".name").textContent),
  }));
  let wasOpen = more.open;

  field.addEventListener("input", () => {
    const wanted = folded(field.value).trim();
    if (!facet.classList.contains("narrowed")) wasOpen = more.open;
    facet.classList.toggle("narrowed", wanted !== "");
    let count = 0;
    for (const { item, name } of choices) {
      item.hidden = !name.includes(wanted);
      count += !item.hidden;
    }
    more.open = wanted ? true : wasOpen;
    told.textContent = wanted ? (count ? told.dataset.some : told.dataset.none).replace("{n}", count) : "";
  });
}

// "tp. ho chi minh tphcm": what stands there, and its initials.
function names(text) {
  const words = text.split(/[\s.]+/);
  const initials = words.map((word) => (word === word.toUpperCase() ? word : word[0])).join("");
  return folded(`${text} ${initials}`);
}

function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
}
