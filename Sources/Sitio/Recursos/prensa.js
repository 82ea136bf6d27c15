"use strict";
// The press board: one contest on the whole screen, changed every few seconds. The page itself has all of them, one below
// the other; figures are renewed in place by sitio.js.
(() => {
  const mandos = document.querySelector(".mandos");
  const tableros = [...document.querySelectorAll("[data-contienda]")];
  if (!mandos || !tableros.length) return;
  const rotar = mandos.querySelector("[data-manda=rotar]"), pantalla = mandos.querySelector("[data-manda=pantalla]");
  const empezar = rotar.textContent, segundos = Number(mandos.dataset.segundos) || 12;
  const quieto = matchMedia("(prefers-reduced-motion: reduce)");
  let actual = -1, cada = 0, pausado = false;

  function muestra(cual) {
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
  const alterna = () => {
    if (actual < 0) { entra(); return; }
    pausado = !pausado;
    marcha();
  };

  mandos.hidden = false;
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
    if (evento.ctrlKey || evento.metaKey || evento.altKey || evento.target.closest("a, summary, input")) return;
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
