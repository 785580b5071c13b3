"use strict";
(() => {
  const form = document.querySelector("form");
  if (!form) return;
  const rows = [...document.querySelectorAll("[data-state]")].map((row) => [row, row.textContent.toLowerCase()]);
  const shown = form.querySelector("output");
  const filter = () => {
    const words = form.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const state = form.elements.state.value;
    let entries = 0;
    let findings = 0;
    for (const [row, text] of rows) {
      const fits = (!state || row.dataset.state === state) && words.every((word) => text.includes(word));
      row.hidden = !fits;
      if (fits && row.tagName === "TR") entries += 1;
      if (fits && row.tagName === "LI") findings += 1;
    }
    const isAll = !state && !words.length;
    const counts = [
      findings && `${findings} ${findings === 1 ? "finding" : "findings"}`,
      entries && `${entries} ${entries === 1 ? "entry" : "entries"}`,
    ].filter(Boolean);
    shown.textContent = isAll ? "" : counts.join(", ") || "no matches";
  };
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 80);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
})();
