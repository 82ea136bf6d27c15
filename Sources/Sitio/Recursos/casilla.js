"use strict";
// Conoce tu casilla: from the number of a sección to its pages. One list for everybody is read whole and searched here, so
// that which sección a person asked for leaves no trace in any server.
(() => {
  const forma = document.getElementById("busca-seccion");
  const caja = document.getElementById("seccion"), hallado = document.getElementById("hallado");
  if (!forma || !caja || !hallado) return;
  const raiz = document.documentElement.dataset.raiz || "./";
  const dice = (clave, dato) => (forma.getAttribute("data-texto-" + clave) || "").replace("{0}", dato);
  const parrafo = (texto, clase = "") => {
    const p = document.createElement("p");
    p.className = clase;
    p.textContent = texto;
    return p;
  };

  forma.hidden = false;
  let lista = null;
  async function trae() {
    const respuesta = await fetch(raiz + "secciones.json", { cache: "no-cache", credentials: "omit" });
    if (!respuesta.ok) throw new Error(String(respuesta.status));
    return respuesta.json();
  }

  forma.addEventListener("submit", async (evento) => {
    evento.preventDefault();
    const numero = caja.value.trim();
    if (!/^\d{1,4}$/.test(numero)) { hallado.replaceChildren(parrafo(dice("formato", ""), "palabra")); return; }
    const seccion = numero.padStart(4, "0");
    try {
      lista = lista || await trae();
    } catch (_) {
      hallado.replaceChildren(parrafo(dice("falla", ""), "palabra"));
      return;
    }
    const lugares = (lista.secciones.find((s) => s.seccion === seccion) || { unidades: [] }).unidades;
    if (!lugares.length) { hallado.replaceChildren(parrafo(dice("ninguna", seccion), "palabra")); return; }
    const ligas = document.createElement("p");
    ligas.className = "fila";
    ligas.append(...lugares.map((carpeta) => {
      const eleccion = lista.elecciones.find((e) => carpeta.startsWith(e.ruta + "/"));
      const liga = document.createElement("a");
      liga.className = "boton lleno";
      liga.href = `${raiz}${carpeta}/seccion-${seccion}.html`;
      liga.textContent = eleccion.titulo;
      return liga;
    }));
    hallado.replaceChildren(parrafo(dice("halladas", seccion)), ligas);
  });
})();
