"use strict";
// Digitalización: files go up as they are dropped; pages are looked at one by one and Enter accepts.
(() => {
  const $ = (id) => document.getElementById(id);
  if (!$("trabajo")) return;
  const maximo = 25 * 1048576;
  const visor = $("visor"), imagen = $("acta"), panel = $("panel");
  const formas = [$("forma-clave"), $("forma-motivo"), $("forma-excepcion")];
  let cola = [], actual = null, clave = null, ocupado = false, escala = 0;

  const nodo = (nombre, contenido, clase) => {
    const n = document.createElement(nombre);
    if (contenido !== undefined) n.textContent = contenido;
    if (clase) n.className = clase;
    return n;
  };

  let dicho = 0;
  function decir(mensaje, clase) {
    const p = $("resultado");
    dicho = Date.now();
    p.className = "aviso " + clase;
    p.textContent = mensaje;
    p.hidden = false;
  }

  // ---- files
  const porEnviar = [];
  let enviando = 0;

  function agregar(archivos) {
    for (const archivo of archivos) {
      const li = nodo("li", `${archivo.name}: en espera`);
      $("envios").prepend(li);
      if (archivo.size > maximo) {
        li.className = "mal";
        li.textContent = `${archivo.name}: pesa ${Math.ceil(archivo.size / 1048576)} MB y el máximo son 25 MB; digitalice a 200 puntos por pulgada.`;
        continue;
      }
      porEnviar.push([archivo, li]);
    }
    while (enviando < 2 && porEnviar.length) enviarSiguiente();
  }

  async function enviarSiguiente() {
    const [archivo, li] = porEnviar.shift();
    enviando++;
    li.textContent = `${archivo.name}: enviando…`;
    try {
      const r = await prep.enviar("/digitalizacion/archivo?nombre=" + encodeURIComponent(archivo.name), archivo, {
        tipo: "application/octet-stream", alEsperar: () => { li.textContent = `${archivo.name}: sin conexión, se enviará`; },
      });
      if (r.bien) {
        const n = r.datos.paginas.length, ya = r.datos.paginas.filter((p) => p.estado !== "pendiente").length;
        li.textContent = `${archivo.name}: ${n === 1 ? "1 página" : n + " páginas"}${ya ? ` (${ya} ya se habían recibido)` : ""}`;
        setTimeout(() => li.remove(), 20000);
      } else {
        li.className = "mal";
        li.textContent = `${archivo.name}: ${r.datos.error}`;
      }
    } finally {
      enviando--;
    }
    refrescar();
    if (porEnviar.length) enviarSiguiente();
  }

  $("archivos").addEventListener("change", (e) => { agregar(e.target.files); e.target.value = ""; });
  addEventListener("dragover", (e) => { e.preventDefault(); document.body.classList.add("soltando"); });
  addEventListener("dragleave", (e) => { if (!e.relatedTarget) document.body.classList.remove("soltando"); });
  addEventListener("drop", (e) => {
    e.preventDefault();
    document.body.classList.remove("soltando");
    agregar(e.dataTransfer.files);
  });

  // ---- queue
  async function refrescar() {
    let r;
    try { r = await prep.pedir("/digitalizacion/espera?mira=" + (actual ? actual.recepcion : 0)); } catch (_) { return; }
    if (!r.bien) return;
    cola = r.datos.pendientes;
    $("cuantas").textContent = cola.length;
    const lista = $("solicitudes").querySelector("ul");
    lista.replaceChildren(...r.datos.redigitalizar.map((s) => nodo("li",
      `${s.ficha.clave} · ${s.ficha.eleccion}, sección ${s.ficha.seccion}, ${s.ficha.casilla}: ${s.motivo} (${s.desde})`)));
    $("solicitudes").hidden = r.datos.redigitalizar.length === 0;
    const sigue = actual && cola.find((p) => p.recepcion === actual.recepcion);
    const decidiendo = ocupado || formas.some((f) => !f.hidden);
    if (!actual || !sigue || (sigue.deOtra && !decidiendo)) siguiente();
    else if (JSON.stringify(sigue) !== JSON.stringify(actual) && !decidiendo) mostrar(sigue, true);
  }

  /// Those that nobody else of the centre is looking at.
  const libres = () => cola.filter((p) => !p.deOtra);
  const siguiente = () => mostrar(libres()[0] || null);

  function mostrar(pagina, misma) {
    // What was said of another image does not stay above this one.
    if (!misma && Date.now() - dicho > 1500) $("resultado").hidden = true;
    const leida = misma && $("se-lee").checked;
    actual = pagina;
    clave = prep.clave();
    for (const f of formas) { f.hidden = true; f.reset(); }
    $("segunda").hidden = true;
    $("trabajo").hidden = !pagina;
    $("nada").hidden = !!pagina || cola.length > 0;
    $("de-otras").hidden = !!pagina || cola.length === 0;
    if (!pagina) return;
    if (imagen.getAttribute("src") !== pagina.imagen) { imagen.src = pagina.imagen; escala = 0; visor.scrollTo(0, 0); }
    $("titulo-panel").textContent = `${pagina.nombre} · página ${pagina.pagina}`;
    const f = pagina.ficha, ficha = f || pagina.elegida;
    const por = f ? ["Identificada", pagina.porSupervision ? "por supervisión" : "por su etiqueta"]
      : ["Propuesta", "la eligió en la casilla quien tomó la foto; falta confirmarla"];
    const datos = ficha ? [
      ["Elección", ficha.eleccion], [ficha.ambito, ficha.unidad], ["Sección", ficha.seccion], ["Casilla", ficha.casilla],
      ["Tipo de acta", ficha.tipoActa], ["Clave", ficha.clave], por,
    ] : [];
    $("datos").replaceChildren(...datos.flatMap(([k, v]) => [nodo("dt", k), nodo("dd", v)]));
    $("aviso-pagina").hidden = !pagina.aviso;
    $("aviso-pagina").textContent = pagina.aviso || "";
    $("observaciones").replaceChildren(...pagina.observaciones.map((o) => nodo("li", o.texto)));
    $("caja-se-lee").hidden = pagina.observaciones.length === 0;
    $("se-lee").checked = !!leida;
    $("aceptar").disabled = !f;
    $("teclear").disabled = !!f;
    if (!["INPUT", "TEXTAREA"].includes(document.activeElement.tagName)) panel.focus({ preventScroll: true });
  }

  // ---- image
  function ajustar(nueva) {
    escala = nueva;
    if (!imagen.naturalWidth) return;
    const completa = Math.min(visor.clientWidth / imagen.naturalWidth, visor.clientHeight / imagen.naturalHeight);
    const ancha = visor.clientWidth / imagen.naturalWidth;
    // The page opens as wide as the screen lets it: figures are read, not guessed.
    const real = escala === 0 ? ancha : completa * escala;
    imagen.width = Math.max(80, Math.round(imagen.naturalWidth * real));
  }
  imagen.addEventListener("load", () => ajustar(escala));
  addEventListener("resize", () => ajustar(escala));

  // ---- decisions
  async function decidir(ruta, cuerpo) {
    if (!actual || ocupado) return null;
    ocupado = true;
    const recepcion = actual.recepcion;
    const r = await prep.enviar(ruta, { clave, recepcion, ...cuerpo }, { alEsperar: () => decir("Sin conexión: se enviará en cuanto vuelva.", "") });
    ocupado = false;
    if (r.bien) {
      decir(r.datos.mensaje, r.datos.resultado === "duplicada" ? "" : "bien");
    } else {
      decir(r.datos.error, "mal");
      clave = prep.clave();
    }
    if (r.bien || ["resuelta", "imagen_repetida", "en_excepcion"].includes(r.datos.motivo)) {
      cola = cola.filter((p) => p.recepcion !== recepcion);
      siguiente();
    } else if (["falta_acopio", "otro_centro"].includes(r.datos.motivo)) {
      if (cola.length > 1) decir(`La imagen anterior sigue en la fila. ${r.datos.error}`, "mal");
      despues();
    }
    refrescar();
    return r;
  }

  function aceptar(extra) {
    if (!actual) return;
    if (!actual.ficha && !extra) { $("teclear").click(); return; }
    if (faltaMirar()) return;
    return decidir("/digitalizacion/aceptar", { seLee: $("se-lee").checked, ...extra });
  }

  /// Whether the image has something to be looked at first.
  function faltaMirar() {
    if (!actual || !actual.observaciones.length || $("se-lee").checked) return false;
    decir("Mire la imagen: si está bien, marque «La miré y todas las cantidades se leen» (L); si no, repita la imagen (R).", "mal");
    $("se-lee").focus();
    return true;
  }

  /// The next page of the queue; after the last, the first.
  function despues() {
    const otras = libres(), i = otras.findIndex((p) => actual && p.recepcion === actual.recepcion);
    if (otras.length > 1) mostrar(otras[(i + 1) % otras.length]);
  }

  function abrir(forma, foco) {
    for (const f of formas) f.hidden = f !== forma;
    forma.querySelector(foco).focus({ preventScroll: true });
    forma.scrollIntoView({ block: "nearest" });
  }

  function cerrar() {
    for (const f of formas) { f.hidden = true; f.reset(); }
    $("segunda").hidden = true;
    primera = null;
    panel.focus({ preventScroll: true });
  }

  $("aceptar").addEventListener("click", () => aceptar());
  // The key is not typed twice for an image that will be repeated.
  $("teclear").addEventListener("click", () => { if (!faltaMirar()) abrir(formas[0], "#clave-1"); });
  $("rechazar").addEventListener("click", () => abrir(formas[1], "input"));
  $("despues").addEventListener("click", despues);
  $("apartar").addEventListener("click", () => abrir(formas[2], "input"));
  for (const boton of document.querySelectorAll("[data-cerrar]")) boton.addEventListener("click", cerrar);

  // The second time is typed blind: the first one is out of sight.
  let primera = null;
  formas[0].addEventListener("submit", async (e) => {
    e.preventDefault();
    if (primera === null) {
      primera = $("clave-1").value.trim();
      if (!primera) { primera = null; return; }
      $("clave-1").value = "";
      $("clave-1").parentElement.querySelector("label").hidden = true;
      $("clave-1").hidden = true;
      $("segunda").hidden = false;
      $("clave-1").required = false;
      $("clave-2").focus();
      return;
    }
    const [acta, repetida] = [primera, $("clave-2").value.trim()];
    reiniciar();
    await aceptar({ acta, repetida });
  });

  function reiniciar() {
    primera = null;
    formas[0].reset();
    $("clave-1").hidden = false;
    $("clave-1").required = true;
    $("clave-1").parentElement.querySelector("label").hidden = false;
    $("segunda").hidden = true;
    formas[0].hidden = true;
  }
  formas[0].querySelector("[data-cerrar]").addEventListener("click", reiniciar);

  formas[1].addEventListener("submit", (e) => {
    e.preventDefault();
    const motivo = new FormData(formas[1]).get("motivo");
    if (motivo) decidir("/digitalizacion/rechazar", { motivo });
  });
  formas[2].addEventListener("submit", (e) => {
    e.preventDefault();
    const problemas = new FormData(formas[2]).getAll("problema");
    if (!problemas.length) { decir("Marque al menos un problema.", "mal"); return; }
    decidir("/digitalizacion/excepcion", { problemas, accion: $("accion-excepcion").value });
  });

  // ---- keys
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || !actual) return;
    const escribe = ["INPUT", "TEXTAREA", "SELECT"].includes(e.target.tagName) && e.target.type !== "checkbox" && e.target.type !== "radio";
    if (e.key === "Escape") { reiniciar(); cerrar(); return; }
    if (escribe) return;
    if (!formas[1].hidden && /^[1-9]$/.test(e.key)) {
      const radio = formas[1].querySelectorAll("input[type=radio]")[Number(e.key) - 1];
      if (radio) { radio.checked = true; radio.focus(); }
      e.preventDefault();
      return;
    }
    if (formas.some((f) => !f.hidden)) return;
    const accion = {
      Enter: () => aceptar(), t: () => $("teclear").click(), r: () => $("rechazar").click(), x: () => $("apartar").click(),
      n: () => $("despues").click(),
      l: () => { if (!$("caja-se-lee").hidden) $("se-lee").checked = !$("se-lee").checked; },
      "+": () => ajustar(Math.min(8, (escala || 1.5) * 1.25)), "-": () => ajustar(Math.max(1, (escala || 1.5) / 1.25)), 0: () => ajustar(1),
    }[e.key.length === 1 ? e.key.toLowerCase() : e.key];
    if (!accion) return;
    if (e.key === "Enter" && ["BUTTON", "A", "SUMMARY"].includes(e.target.tagName)) return;
    e.preventDefault();
    accion();
  });

  refrescar();
  setInterval(() => { if (!document.hidden) refrescar(); }, 4000);
})();
