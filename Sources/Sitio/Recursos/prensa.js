"use strict";
// The press board: one contest on the whole screen, changed every few seconds. The page itself has all of them, one below
// the other; figures are renewed in place by sitio.js. Districts and municipios that the newsroom adds are taken from their
// own pages, named in the address (#ayun/030,dip_loc/05) so that the board is the same after a reload.
(() => {
  const mandos = document.querySelector(".mandos");
  let tableros = [...document.querySelectorAll("[data-contienda]")];
  if (!mandos || !tableros.length) return;
  const rotar = mandos.querySelector("[data-manda=rotar]"), pantalla = mandos.querySelector("[data-manda=pantalla]");
  const empezar = rotar.textContent, segundos = Number(mandos.dataset.segundos) || 12;
  const quieto = matchMedia("(prefers-reduced-motion: reduce)");
  let actual = -1, cada = 0, pausado = false;

  function muestra(cual) {
    if (!tableros.length) return;
    actual = (cual + tableros.length) % tableros.length;
    tableros.forEach((tablero, i) => { tablero.hidden = i !== actual; });
  }
  function marcha() {
    clearInterval(cada);
    if (actual >= 0 && !pausado && tableros.length > 1) cada = setInterval(() => muestra(actual + 1), segundos * 1000);
    rotar.textContent = actual < 0 ? empezar : mandos.getAttribute(pausado ? "data-texto-sigue" : "data-texto-pausa");
  }
  function entra() {
    document.body.classList.add("rotando");
    // Who asked for less motion changes the board by hand.
    pausado = quieto.matches;
    const pedido = tableros.findIndex((t) => "#" + t.dataset.contienda === location.hash);
    muestra(Math.max(0, pedido));
    marcha();
  }
  function sale() {
    document.body.classList.remove("rotando");
    for (const tablero of tableros) tablero.hidden = false;
    actual = -1;
    marcha();
  }

  // MARK: What the newsroom adds and takes away

  const raiz = document.documentElement.dataset.raiz || "./";
  const elige = mandos.querySelector("select");
  let renovado = 0;
  const agregados = () => tableros.filter((t) => t.dataset.ruta);
  const anota = () => history.replaceState(null, "", "#" + agregados().map((t) => t.dataset.ruta).join(","));

  async function trae(tablero) {
    const respuesta = await fetch(`${raiz}${tablero.dataset.ruta}/index.html`, { cache: "no-cache" });
    if (!respuesta.ok) throw new Error(String(respuesta.status));
    const pagina = new DOMParser().parseFromString(await respuesta.text(), "text/html");
    const partes = ["main > .corte", "[data-vivo=candidatura] .cuadre", "[data-vivo=candidatura] > table"]
      .map((cual) => pagina.querySelector(cual)).filter(Boolean);
    for (const parte of partes) {
      parte.removeAttribute("id");
      if (parte.tagName === "P") parte.className = "corte";
    }
    tablero.querySelector(".cifras").replaceChildren(...partes);
  }
  function conQuitar(tablero) {
    const boton = document.createElement("button");
    boton.type = "button";
    boton.className = "boton quitar";
    boton.textContent = mandos.dataset.textoQuitar;
    boton.addEventListener("click", () => {
      if (tableros.length < 2) return;
      tableros = tableros.filter((t) => t !== tablero);
      tablero.remove();
      anota();
      elige.focus();
    });
    tablero.prepend(boton);
  }
  async function agrega(ruta) {
    const opcion = [...elige.options].find((o) => o.value === ruta);
    if (!opcion || tableros.some((t) => t.dataset.ruta === ruta)) return;
    const tablero = document.createElement("section"), titulo = document.createElement("h2");
    tablero.className = "tablero";
    tablero.dataset.ruta = ruta;
    titulo.textContent = `${opcion.parentElement.label}: ${opcion.textContent}`;
    const cifras = document.createElement("div");
    cifras.className = "cifras";
    tablero.append(titulo, cifras);
    tablero.hidden = actual >= 0;
    conQuitar(tablero);
    tableros.push(tablero);
    tableros[tableros.length - 2].after(tablero);
    await trae(tablero).catch(() => { /* the next corte asks again */ });
  }
  elige.addEventListener("change", async () => {
    const ruta = elige.value;
    elige.value = "";
    if (!ruta) return;
    await agrega(ruta);
    anota();
    tableros[tableros.length - 1].scrollIntoView({ block: "start" });
  });
  document.addEventListener("prep:corte", ({ detail: corte }) => {
    if (corte === renovado) return;
    renovado = corte;
    for (const tablero of agregados()) trae(tablero).catch(() => { renovado = 0; });
  });

  const alterna = () => {
    if (actual < 0) { entra(); return; }
    pausado = !pausado;
    marcha();
  };

  mandos.hidden = false;
  tableros.forEach(conQuitar);
  for (const ruta of decodeURIComponent(location.hash.slice(1)).split(",")) if (ruta.includes("/")) agrega(ruta);
  pantalla.hidden = !document.documentElement.requestFullscreen;
  rotar.addEventListener("click", alterna);
  pantalla.addEventListener("click", async () => {
    if (actual < 0) entra();
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await document.documentElement.requestFullscreen();
    } catch (_) { /* the browser said no: the board goes on in its window */ }
  });
  document.addEventListener("keydown", (evento) => {
    if (evento.ctrlKey || evento.metaKey || evento.altKey || evento.target.closest("a, summary, input, select")) return;
    if (evento.key === " " && !evento.target.closest("button")) { evento.preventDefault(); alterna(); }
    if (actual < 0) return;
    if (evento.key === "Escape") sale();
    if (evento.key === "ArrowRight" || evento.key === "ArrowLeft") {
      muestra(actual + (evento.key === "ArrowRight" ? 1 : -1));
      marcha();
    }
  });
  // Nothing sleeps on a board that is being watched.
  if (navigator.wakeLock) {
    const vela = () => { if (!document.hidden && actual >= 0) navigator.wakeLock.request("screen").catch(() => { /* low battery */ }); };
    document.addEventListener("visibilitychange", vela);
    rotar.addEventListener("click", vela);
    pantalla.addEventListener("click", vela);
  }
})();
