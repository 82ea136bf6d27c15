"use strict";
// Differences: the image moves with the keys, each figure in dispute is shown cut from it, and what is read in it counts
// as chosen.
(() => {
  const visor = prep.visor(document.getElementById("visor"));
  for (const leido of document.querySelectorAll(".leido")) {
    leido.addEventListener("input", () => {
      const opcion = leido.closest(".fila").querySelector("[type=radio]");
      if (leido.value !== "") opcion.checked = true;
    });
  }
  const recuadro = (pieza) => pieza.dataset.recuadro.split(" ").map((n) => Number(n) / 10000);
  const imagen = document.getElementById("imagen");
  function recortar() {
    const { naturalWidth: ancho, naturalHeight: alto } = imagen;
    const pixeles = ([x, y, w, h]) => [x * ancho, y * alto, w * ancho, h * alto];
    const poner = (pieza, medidas) => ["x", "y", "width", "height"].forEach((lado, i) => pieza.setAttribute(lado, medidas[i]));
    for (const recorte of document.querySelectorAll(".recorte")) {
      const marco = recorte.querySelector("rect");
      recorte.setAttribute("viewBox", pixeles(recuadro(recorte)).join(" "));
      poner(recorte.querySelector("image"), [0, 0, ancho, alto]);
      poner(marco, pixeles(recuadro(marco)));
      recorte.removeAttribute("hidden");
    }
  }
  imagen.addEventListener("load", recortar);
  if (imagen.naturalWidth) recortar();
  for (const boton of document.querySelectorAll(".ver")) {
    boton.addEventListener("click", () => visor.mostrar(recuadro(boton)));
  }
  document.addEventListener("keydown", (evento) => {
    const tipo = evento.target.tagName;
    if (tipo === "TEXTAREA" || tipo === "SELECT" || (tipo === "INPUT" && evento.target.type !== "radio")) return;
    if (evento.target.id === "visor") return;
    if (visor.tecla(evento, true)) evento.preventDefault();
  });
})();
