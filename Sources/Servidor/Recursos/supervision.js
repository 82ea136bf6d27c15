"use strict";
// Differences: the image moves with the keys, and what is read in it counts as chosen.
(() => {
  const visor = prep.visor(document.getElementById("visor"));
  for (const leido of document.querySelectorAll(".leido")) {
    leido.addEventListener("input", () => {
      const opcion = leido.closest(".fila").querySelector("[type=radio]");
      if (leido.value !== "") opcion.checked = true;
    });
  }
  document.addEventListener("keydown", (evento) => {
    const tipo = evento.target.tagName;
    if (tipo === "TEXTAREA" || tipo === "SELECT" || (tipo === "INPUT" && evento.target.type !== "radio")) return;
    if (evento.target.id === "visor") return;
    if (visor.tecla(evento, true)) evento.preventDefault();
  });
})();
