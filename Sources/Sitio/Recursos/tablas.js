"use strict";
// Long tables: sorting, filtering, and comparing up to three. Without this file the tables are complete as they are; after
// sitio.js replaces one, what the reader had chosen is applied again.
(() => {
  const llano = (texto) => texto.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const pon = (texto, ...partes) => (texto || "").replace(/\{(\d)\}/g, (_, i) => partes[i] ?? "");
  const miles = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

  // MARK: Sorting

  // By id of the table: column and direction that the reader chose.
  const ordenes = new Map();

  function valor(fila, columna) {
    const celda = fila.cells[columna];
    const dicho = celda.dataset.v ?? celda.innerText;
    const numero = /^-?[\d,]+(\.\d+)?/.exec(dicho.trim());
    return numero ? Number(numero[0].replaceAll(",", "")) : llano(dicho);
  }

  function ordena(tabla) {
    const orden = ordenes.get(tabla.id);
    if (!orden) return;
    const cuerpo = tabla.tBodies[0];
    const filas = [...cuerpo.rows].map((fila) => [valor(fila, orden.columna), fila]);
    filas.sort(([a], [b]) => {
      if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
      return orden.signo * (typeof a === "number" ? a - b : a.localeCompare(b));
    });
    cuerpo.append(...filas.map(([, fila]) => fila));
    [...tabla.tHead.rows[0].cells].forEach((celda, i) => {
      if (i === orden.columna) celda.setAttribute("aria-sort", orden.signo > 0 ? "ascending" : "descending");
      else celda.removeAttribute("aria-sort");
    });
  }

  function preparaOrden(tabla) {
    [...tabla.tHead.rows[0].cells].forEach((celda, columna) => {
      if (celda.querySelector("button")) return;
      const boton = document.createElement("button");
      boton.type = "button";
      boton.append(...celda.childNodes);
      celda.append(boton);
      boton.addEventListener("click", () => {
        const antes = ordenes.get(tabla.id);
        const bajando = celda.classList.contains("n");
        const signo = antes && antes.columna === columna ? -antes.signo : bajando ? -1 : 1;
        ordenes.set(tabla.id, { columna, signo });
        ordena(tabla);
      });
    });
    ordena(tabla);
  }

  // MARK: Filtering

  function filtra(campo) {
    const tabla = document.getElementById(campo.dataset.filtra);
    if (!tabla) return;
    const buscado = llano(campo.querySelector("input").value), palabras = buscado.split(/[\s,]+/).filter(Boolean);
    const filas = [...tabla.tBodies[0].rows];
    let cuantas = 0;
    for (const fila of filas) {
      // Every word, in any order, among what is not a figure.
      const dicho = [...fila.cells].filter((c) => !c.classList.contains("n")).map((c) => llano(c.textContent)).join(" ");
      fila.hidden = !palabras.every((p) => dicho.includes(p));
      cuantas += fila.hidden ? 0 : 1;
    }
    campo.querySelector("[role=status]").textContent = buscado ? pon(campo.dataset.textoCuantos, cuantas, filas.length) : "";
  }

  // MARK: Comparing

  function compara(forma) {
    const tabla = document.getElementById(forma.dataset.compara);
    if (!tabla) return;
    const cajas = [...forma.querySelectorAll("input[type=checkbox]")];
    const elegidas = cajas.filter((c) => c.checked).map((c) => c.value);
    const lleno = elegidas.length >= Number(forma.dataset.maximo);
    for (const caja of cajas) caja.disabled = lleno && !caja.checked;
    const filas = [...tabla.querySelectorAll("tr[data-fila]")];
    for (const fila of filas) fila.hidden = elegidas.length > 0 && !elegidas.includes(fila.dataset.fila);
    const vistas = elegidas.length > 1 ? filas.filter((f) => !f.hidden) : [];
    const votos = (fila) => Number((fila.querySelector("[data-total]") || fila.cells[1]).textContent.replaceAll(",", ""));
    const nombre = (fila) => fila.cells[0].firstElementChild.nextSibling.textContent.trim();
    forma.querySelector("[role=status]").textContent = vistas.slice(1).map((fila, i) =>
      pon(forma.dataset.textoDiferencia, nombre(vistas[i]), nombre(fila), miles(Math.abs(votos(vistas[i]) - votos(fila)))),
    ).join(". ");
  }

  // MARK: The page

  for (const tabla of document.querySelectorAll("table[data-ordena]")) preparaOrden(tabla);
  for (const campo of document.querySelectorAll("[data-filtra]")) {
    campo.hidden = false;
    campo.addEventListener("input", () => filtra(campo));
  }
  for (const forma of document.querySelectorAll("form[data-compara]")) {
    (forma.closest("details") || forma).hidden = false;
    forma.addEventListener("change", () => compara(forma));
    forma.addEventListener("submit", (evento) => evento.preventDefault());
  }
  document.addEventListener("prep:vivo", ({ detail: bloque }) => {
    for (const tabla of bloque.querySelectorAll("table[data-ordena]")) preparaOrden(tabla);
    for (const tabla of bloque.querySelectorAll("table[id]")) {
      document.querySelectorAll(`[data-filtra="${tabla.id}"]`).forEach(filtra);
      document.querySelectorAll(`form[data-compara="${tabla.id}"]`).forEach(compara);
    }
  });
})();
