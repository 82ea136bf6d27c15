"use strict";
// Before anything is painted: the reader's theme and size of text, and the mark that scripts run.
(() => {
  const html = document.documentElement;
  html.dataset.js = "";
  for (const cual of ["tema", "letra"]) {
    try {
      const valor = localStorage.getItem("prep." + cual);
      if (valor) html.dataset[cual] = valor;
    } catch (_) { /* no storage: as the system says */ }
  }
})();
