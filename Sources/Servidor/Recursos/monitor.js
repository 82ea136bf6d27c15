"use strict";
// The wall without reloading: sections that changed arrive by themselves and replace what was there. Without this file
// the page is whole; with it, it is also alive and its tables can be sorted.
(() => {
  // ---- tables that can be sorted by their headers
  const orden = new Map(); // id of the table → [column, descending]
  const valor = (celda) => {
    if (!celda) return "";
    if (celda.dataset.v !== undefined) return Number(celda.dataset.v);
    const texto = celda.textContent.trim();
    const numero = Number(texto.replace(/[,%\s]/g, "").replace(/de.*$/, ""));
    return texto !== "" && !Number.isNaN(numero) ? numero : texto;
  };
  const ordenar = (tabla, columna, baja) => {
    const cuerpo = tabla.tBodies[0];
    const filas = [...cuerpo.rows];
    filas.sort((a, b) => {
      const x = valor(a.cells[columna]), y = valor(b.cells[columna]);
      const c = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "es", { numeric: true });
      return baja ? -c : c;
    });
    cuerpo.append(...filas);
    [...tabla.tHead.rows[0].cells].forEach((celda, i) => {
      if (i === columna) celda.setAttribute("aria-sort", baja ? "descending" : "ascending");
      else celda.removeAttribute("aria-sort");
    });
  };
  const preparar = (raiz) => {
    for (const tabla of raiz.querySelectorAll("table.ordenable")) {
      [...tabla.tHead.rows[0].cells].forEach((celda, i) => {
        const boton = document.createElement("button");
        boton.type = "button";
        boton.textContent = celda.textContent;
        celda.replaceChildren(boton);
        boton.addEventListener("click", () => {
          const baja = celda.getAttribute("aria-sort") !== "descending" && (celda.classList.contains("n") || celda.getAttribute("aria-sort") === "ascending");
          orden.set(tabla.id, [i, baja]);
          ordenar(tabla, i, baja);
        });
      });
      const previo = orden.get(tabla.id);
      if (tabla.id && previo) ordenar(tabla, previo[0], previo[1]);
    }
  };
  preparar(document);

  // ---- the wall
  const muro = document.getElementById("muro");
  if (!muro) return;
  const vigente = document.getElementById("vigente");
  let instante = Number(muro.dataset.instante);
  const edad = () => {
    const segundos = Math.max(0, Math.round((prep.ahora() - instante) / 1000));
    const texto = segundos < 120 ? segundos + " s" : Math.floor(segundos / 60) + " min";
    vigente.textContent = (segundos > 30 ? "Sin novedades: cifras de hace " : "Actualizado hace ") + texto;
    vigente.classList.toggle("tarde", segundos > 30);
  };
  setInterval(edad, 1000);
  edad();

  // What somebody is using is not taken from under them: it waits until they leave it.
  const pendientes = new Map();
  const poner = (seccion, html) => {
    if (seccion.contains(document.activeElement) && document.activeElement !== seccion) { pendientes.set(seccion, html); return; }
    pendientes.delete(seccion);
    const alto = seccion.scrollTop;
    seccion.innerHTML = html;
    preparar(seccion);
    seccion.scrollTop = alto;
  };
  muro.addEventListener("focusout", () => setTimeout(() => {
    for (const [seccion, html] of [...pendientes]) poner(seccion, html);
  }, 0));

  const abrir = () => {
    const fuente = new EventSource(muro.dataset.vivo);
    fuente.addEventListener("message", (evento) => {
      const datos = JSON.parse(evento.data);
      instante = datos.instante;
      for (const [id, html] of Object.entries(datos.secciones)) {
        const seccion = muro.querySelector('[data-seccion="' + id + '"]');
        if (seccion) poner(seccion, html);
      }
      prep.conEnlace(true);
      edad();
    });
    fuente.addEventListener("error", async () => {
      if (fuente.readyState !== EventSource.CLOSED) return; // the end of a turn: the browser comes back by itself
      // Refused: the session may have ended, and then somebody has to come in again.
      for (;;) {
        try {
          await prep.pedir("/sesion");
          break;
        } catch (_) {
          prep.conEnlace(false);
          await prep.espera(5000);
        }
      }
      await prep.espera(2000);
      abrir();
    });
  };
  abrir();
})();
