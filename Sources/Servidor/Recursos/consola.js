"use strict";
// What every console shares: the hour of the server, the state of the link, the session that is about to end, and a way
// of sending that survives all three. Nothing typed is ever lost because of them.
const prep = (() => {
  const cuerpo = document.body;
  let csrf = cuerpo.dataset.csrf || "";
  const limite = Number(cuerpo.dataset.inactividad || 0);
  const aviso = Number(cuerpo.dataset.aviso || 0);
  let ultimoUso = Date.now();
  let ultimaTecla = 0;
  addEventListener("keydown", () => { ultimaTecla = Date.now(); }, { capture: true, passive: true });
  let desfase = 0;
  const espera = (ms) => new Promise((listo) => setTimeout(listo, ms));

  // ---- hour of the server
  const hora = document.getElementById("hora");
  if (hora) {
    desfase = Number(hora.dataset.instante) - Date.now();
    const huso = Number(hora.dataset.desfase) * 60000;
    setInterval(() => {
      hora.textContent = new Date(Date.now() + desfase + huso).toISOString().slice(11, 19);
    }, 1000);
  }

  // ---- link
  const enlace = document.getElementById("enlace");
  const conEnlace = (bien) => {
    if (!enlace || (enlace.className === "") === bien) return;
    enlace.className = bien ? "" : "sin";
    enlace.textContent = bien ? "En línea" : "Sin conexión: siga, se enviará";
  };
  addEventListener("offline", () => conEnlace(false));
  addEventListener("online", () => conEnlace(true));

  // ---- session
  let reentrando = null;
  function reentrar() {
    if (reentrando) return reentrando;
    reentrando = new Promise((listo) => {
      const caja = document.createElement("section");
      caja.id = "reentrada";
      caja.setAttribute("aria-label", "Su sesión terminó");
      caja.innerHTML =
        '<form autocomplete="off"><p><b>Su sesión terminó.</b> Lo que escribió sigue aquí: entre de nuevo para continuar.</p>' +
        '<span><label for="re-usuario">Usuario</label><input id="re-usuario" name="usuario" autocomplete="username" required></span>' +
        '<span><label for="re-clave">Contraseña</label><input id="re-clave" name="clave" type="password" autocomplete="current-password" required></span>' +
        '<span hidden><label for="re-codigo">Código</label><input id="re-codigo" name="codigo" inputmode="numeric" maxlength="7"></span>' +
        '<button>Entrar</button> <p role="alert" class="aviso mal" hidden></p></form>';
      document.body.append(caja);
      const formulario = caja.querySelector("form");
      const queja = caja.querySelector("[role=alert]");
      const [usuario, clave, codigo] = caja.querySelectorAll("input");
      const anterior = document.activeElement;
      usuario.value = cuerpo.dataset.usuario || "";
      // Whoever is typing goes on typing where they were: the box takes the keyboard when it rests.
      const enfocar = () => {
        if (!caja.isConnected) return;
        if (Date.now() - ultimaTecla < 1200) setTimeout(enfocar, 300); else (usuario.value ? clave : usuario).focus();
      };
      enfocar();
      formulario.addEventListener("submit", async (evento) => {
        evento.preventDefault();
        evento.stopPropagation();
        let respuesta, datos = {};
        try {
          respuesta = await fetch("/entrar", {
            method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(new FormData(formulario)),
          });
          datos = await respuesta.json();
        } catch (_) {
          queja.hidden = false;
          queja.textContent = "No hay conexión: intente en un momento.";
          return;
        }
        if (!respuesta.ok) {
          if (datos.codigo === true) { codigo.parentElement.hidden = false; codigo.focus(); return; }
          queja.hidden = false;
          queja.textContent = datos.error || "No se pudo entrar.";
          // With a code on the screen it is the code that is typed again.
          const otra = codigo.parentElement.hidden ? clave : codigo;
          otra.value = "";
          otra.focus();
          return;
        }
        if (cuerpo.dataset.usuario && datos.usuario !== cuerpo.dataset.usuario) { location.assign("/"); return; }
        csrf = datos.csrf;
        cuerpo.dataset.csrf = csrf;
        for (const campo of document.querySelectorAll("input[name=csrf]")) campo.value = csrf;
        caja.remove();
        ultimoUso = Date.now();
        reentrando = null;
        if (anterior && anterior.focus) anterior.focus();
        listo();
      });
    });
    return reentrando;
  }

  if (limite > 0) {
    for (const tipo of ["keydown", "pointerdown"]) addEventListener(tipo, () => { ultimoUso = Date.now(); }, { passive: true });
    let avisado = null, ultimoPulso = Date.now();
    setInterval(async () => {
      const quieto = (Date.now() - ultimoUso) / 1000;
      // The server ended the session already: the page says so instead of waiting to be told.
      if (quieto > limite + 35 && !reentrando) pedir("/sesion").catch(() => conEnlace(false));
      if (avisado && (reentrando || quieto < limite - aviso)) {
        avisado.remove();
        avisado = null;
      }
      // Whoever types for minutes without sending is still there.
      if (quieto < 30 && Date.now() - ultimoPulso > 60000) {
        ultimoPulso = Date.now();
        try { await fetch("/sesion", { method: "POST", headers: { "X-CSRF": csrf, Accept: "application/json" } }); } catch (_) { conEnlace(false); }
      }
      if (quieto > limite - aviso && !avisado && !reentrando) {
        avisado = document.createElement("p");
        avisado.className = "aviso";
        avisado.setAttribute("role", "alert");
        avisado.textContent = "Su sesión está por terminar por falta de uso. Oprima cualquier tecla para continuar; lo escrito no se pierde.";
        document.getElementById("contenido").prepend(avisado);
      }
    }, 1000);
  }

  // ---- what the frame says of the operation
  if (document.querySelector("#marcha, [data-cuenta]")) {
    setInterval(async () => {
      if (document.hidden || reentrando) return;
      let datos;
      try {
        const respuesta = await fetch("/sesion", { headers: { Accept: "application/json", "X-Fondo": "1" } });
        if (!respuesta.ok) return;
        datos = await respuesta.json();
      } catch (_) { return; }
      const marcha = document.getElementById("marcha");
      if (marcha && marcha.textContent !== (datos.marcha || "")) {
        marcha.textContent = datos.marcha || "";
        marcha.hidden = !datos.marcha;
      }
      for (const cuenta of document.querySelectorAll("[data-cuenta]")) {
        const n = (datos.cuentas || {})[cuenta.dataset.cuenta] || 0;
        if (cuenta.textContent !== String(n)) cuenta.textContent = n;
        cuenta.hidden = n === 0;
      }
    }, 15000);
  }

  /// Sends something that must arrive: retries while there is no link, asks to come in again when the session ended.
  /// The same body is sent each time, with its key, so that the server writes it once.
  async function enviar(ruta, cuerpoDePeticion, { tipo = "application/json", alEsperar } = {}) {
    const contenido = tipo === "application/json" ? JSON.stringify(cuerpoDePeticion) : cuerpoDePeticion;
    for (let intento = 0; ; intento++) {
      let respuesta;
      try {
        respuesta = await fetch(ruta, {
          method: "POST", body: contenido, headers: { "Content-Type": tipo, "X-CSRF": csrf, Accept: "application/json" },
        });
      } catch (_) {
        conEnlace(false);
        if (alEsperar) alEsperar();
        await espera(Math.min(8000, 400 * 2 ** Math.min(intento, 5)));
        continue;
      }
      if (respuesta.status === 502 || respuesta.status === 503 || respuesta.status === 504) {
        conEnlace(false);
        if (alEsperar) alEsperar();
        await espera(Math.min(8000, 400 * 2 ** Math.min(intento, 5)));
        continue;
      }
      conEnlace(true);
      if (respuesta.status === 401) { await reentrar(); continue; }
      const datos = await respuesta.json().catch(() => ({ error: "La respuesta del servidor no se entendió." }));
      return { bien: respuesta.ok, estado: respuesta.status, datos };
    }
  }

  /// Asks for data without counting as use.
  async function pedir(ruta) {
    const respuesta = await fetch(ruta, { headers: { Accept: "application/json", "X-Fondo": "1" } });
    if (respuesta.status === 401) { await reentrar(); return pedir(ruta); }
    return { bien: respuesta.ok, estado: respuesta.status, datos: await respuesta.json() };
  }

  const clave = () => crypto.randomUUID ? crypto.randomUUID() : String(Date.now()) + Math.random();

  // A form sent twice by an impatient finger is sent once; one filled while the session ended waits for its owner.
  let contacto = Date.now();
  document.addEventListener("submit", async (evento) => {
    const formulario = evento.target;
    if (formulario.dataset.enviado) { evento.preventDefault(); return; }
    if (evento.defaultPrevented || formulario.method !== "post") return;
    formulario.dataset.enviado = "1";
    setTimeout(() => { delete formulario.dataset.enviado; }, 8000);
    if (!limite || Date.now() - contacto < 30000) return;
    const boton = evento.submitter;
    evento.preventDefault();
    try {
      await pedir("/sesion");
    } catch (_) {
      conEnlace(false);
      delete formulario.dataset.enviado;
      return;
    }
    contacto = Date.now();
    delete formulario.dataset.enviado;
    formulario.requestSubmit(boton);
  });
  for (const liga of document.querySelectorAll("header nav a")) {
    if (location.pathname.startsWith(liga.getAttribute("href"))) liga.setAttribute("aria-current", "page");
  }
  for (const boton of document.querySelectorAll("[data-imprimir]")) boton.addEventListener("click", () => print());
  /// Seconds since the person last touched anything.
  const quieto = () => (Date.now() - ultimoUso) / 1000;
  return { enviar, pedir, clave, espera, conEnlace, quieto, get csrf() { return csrf; }, ahora: () => Date.now() + desfase };
})();
