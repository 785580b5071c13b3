"use strict";
(() => {
  const form = document.querySelector("form");
  if (!form) return;
  const rows = [...document.querySelectorAll("[data-state]")].map((row) => [row, row.textContent.toLowerCase()]);
  const folds = [...document.querySelectorAll("details.fold")].map((fold) => [fold, fold.open]);
  const selects = [...form.querySelectorAll("select")];
  const shown = form.querySelector("output");
  const filter = () => {
    const words = form.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = selects.filter((select) => select.value).map((select) => [select.name, select.value]);
    const isAll = !wanted.length && !words.length;
    let entries = 0;
    let findings = 0;
    for (const [row, text] of rows) {
      const fits =
        wanted.every(([name, value]) => (row.dataset[name] || "").split(" ").includes(value)) &&
        words.every((word) => text.includes(word));
      row.hidden = !fits;
      if (fits && row.closest(".entries")) entries += 1;
      if (fits && row.tagName === "LI") findings += 1;
    }
    for (const [fold, wasOpen] of folds) {
      fold.hidden = !fold.querySelector("li:not([hidden])");
      fold.open = isAll ? wasOpen : true;
    }
    const counts = [
      findings && `${findings} ${findings === 1 ? "finding" : "findings"}`,
      entries && `${entries} ${entries === 1 ? "entry" : "entries"}`,
    ].filter(Boolean);
    shown.textContent = isAll ? "" : counts.join(", ") || "no matches";
  };
  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 80);
  };
  form.addEventListener("input", soon);
  form.addEventListener("reset", soon);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const cell of document.querySelectorAll("[data-pick]")) {
    const select = form.elements[cell.dataset.pick];
    if (!select) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pick";
    button.title = "Show these only";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      form.reset();
      select.value = cell.dataset.value;
      filter();
      document.querySelector("#findings [data-state]:not([hidden])")?.scrollIntoView();
    });
  }
  form.hidden = false;
})();
