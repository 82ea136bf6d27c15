"use strict";
// The public site with JavaScript: size of text and theme, the live state band, and figures that are replaced in place.
// Every text comes from the catalogue of messages: TEXTOS, written before this file.
(() => {
  const html = document.documentElement;
  const banda = document.getElementById("banda");
  const principal = document.querySelector("main[data-corte]");
  const raiz = html.dataset.raiz || "./";

  // MARK: Settings of the reader

  const ajustes = document.querySelector(".ajustes");
  if (ajustes) {
    const marca = (cual) => {
      for (const boton of ajustes.querySelectorAll(`[data-${cual}-a]`)) {
        boton.setAttribute("aria-pressed", boton.getAttribute(`data-${cual}-a`) === (html.dataset[cual] || ""));
      }
    };
    ajustes.hidden = false;
    ["letra", "tema"].forEach(marca);
    ajustes.addEventListener("click", (evento) => {
      const cual = ["letra", "tema"].find((c) => evento.target.closest(`[data-${c}-a]`));
      if (!cual) return;
      const valor = evento.target.closest(`[data-${cual}-a]`).getAttribute(`data-${cual}-a`);
      if (valor) html.dataset[cual] = valor; else delete html.dataset[cual];
      try { localStorage.setItem("prep." + cual, valor); } catch (_) { /* it lasts as long as the page */ }
      marca(cual);
    });
    ajustes.addEventListener("keydown", (evento) => {
      if (evento.key !== "Escape") return;
      ajustes.open = false;
      ajustes.querySelector("summary").focus();
    });
    document.addEventListener("click", (evento) => { if (!ajustes.contains(evento.target)) ajustes.open = false; });
  }

  const comparte = document.querySelector("[data-comparte]");
  if (comparte && navigator.share) {
    comparte.hidden = false;
    comparte.addEventListener("click", () => {
      navigator.share({ title: document.title, url: location.href }).catch(() => { /* the reader changed their mind */ });
    });
  }

  if (!banda) return;
  const viva = document.getElementById("banda-viva");
  if (location.protocol === "file:") {
    // From the disk nothing can be asked for: the band is that of readers without scripts.
    const sinGuion = new DOMParser().parseFromString(banda.querySelector("noscript").textContent, "text/html");
    viva.replaceChildren(...sinGuion.body.children);
    return;
  }
  const dice = (clave, ...partes) =>
    (TEXTOS[clave.replace(/-./g, (g) => g[1].toUpperCase())] || "").replace(/\{(\d)\}/g, (_, i) => partes[i] ?? "");
  const miles = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
  const crea = (etiqueta, clase, texto) => {
    const nuevo = document.createElement(etiqueta);
    if (clase) nuevo.className = clase;
    if (texto) nuevo.textContent = texto;
    return nuevo;
  };
  const escribe = (nodo, texto) => { if (nodo.textContent !== texto) nodo.textContent = texto; };

  async function pide(direccion, cache = "no-cache") {
    const corta = new AbortController();
    const plazo = setTimeout(() => corta.abort(), 15_000);
    try {
      // The browser sends If-None-Match by itself and answers from its copy when nothing changed.
      const respuesta = await fetch(direccion, { cache, signal: corta.signal });
      if (!respuesta.ok) throw new Error(String(respuesta.status));
      return { texto: await respuesta.text(), fecha: Date.parse(respuesta.headers.get("Date") || "") };
    } finally {
      clearTimeout(plazo);
    }
  }

  // MARK: The signed note

  const base64 = (texto) => Uint8Array.from(atob(texto), (c) => c.charCodeAt(0));
  const hex = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");

  /// The note, or null when it is not exactly what the format says (docs/arquitectura.md, «corte.nota»).
  function lee(contenido) {
    const fin = contenido.lastIndexOf("\n\n");
    if (fin < 1 || contenido.length > 200_000 || !contenido.endsWith("\n")) return null;
    const cuerpo = contenido.slice(0, fin + 1);
    const firmas = contenido.slice(fin + 2, -1).split("\n").map((l) => /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(l));
    const lineas = cuerpo.slice(0, -1).split("\n");
    // eslint-disable-next-line no-control-regex
    if (firmas.includes(null) || lineas.some((l) => !l || /[\u0000-\u001f\u007f]/.test(l))) return null;
    const instante = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:Z|[+-]\\d\\d:\\d\\d)";
    const formas = [
      "\\S+", "corte (\\d{1,6})", `instante (${instante})`, `siguiente (-|${instante})`,
      "manifiesto \\S+ [0-9a-f]{64}", "minutos ([1-9]\\d{0,3})",
    ];
    const cabeza = formas.map((forma, i) => new RegExp(`^${forma}$`).exec(lineas[i] || ""));
    const avances = lineas.slice(formas.length).map((l) =>
      /^avance (\S+) (\d{1,9}) (\d{1,9}) (\d{1,3}\.\d{4}) (\d{1,3}\.\d{4}) (\S.*)$/.exec(l));
    if (cabeza.includes(null) || avances.includes(null) || !avances.length) return null;
    const nota = {
      cuerpo, origen: lineas[0], corte: Number(cabeza[1][1]), instante: cabeza[2][1], siguiente: cabeza[3][1],
      minutos: Number(cabeza[5][1]), firmas: firmas.map((f) => ({ nombre: f[1], datos: f[2] })),
      avances: avances.map(([, id, capturadas, esperadas, porcentaje, participacion, titulo]) =>
        ({ id, capturadas: Number(capturadas), esperadas: Number(esperadas), porcentaje, participacion, titulo })),
    };
    const fechas = [nota.instante, nota.siguiente].every((f) => f === "-" || !Number.isNaN(Date.parse(f)));
    return fechas && nota.avances.every((a) => a.capturadas <= a.esperadas) ? nota : null;
  }

  let clave = null;
  /// The published key, `name+id+base64(0x01 ‖ key)`; the id must be the one of that name and key.
  async function traeClave(pedida) {
    if (clave) return clave;
    const partes = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})\s*$/.exec((await pedida).texto);
    const datos = partes && base64(partes[3]);
    if (!datos || datos.length !== 33 || datos[0] !== 1) return null;
    const nombre = new TextEncoder().encode(partes[1] + "\n");
    const huella = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array([...nombre, ...datos])));
    if (hex(huella.slice(0, 4)) !== partes[2]) return null;
    clave = { nombre: partes[1], id: partes[2], bytes: datos.slice(1) };
    return clave;
  }

  /// True or false when this browser can check the signature; null when it cannot.
  async function comprueba(nota, pedida) {
    if (!window.crypto || !crypto.subtle) return null;
    const publica = await traeClave(pedida);
    // The origin is the name of the key, alone or followed by the environment.
    if (!publica || !(nota.origen + "/").startsWith(publica.nombre + "/")) return false;
    let llave;
    try {
      llave = await crypto.subtle.importKey("raw", publica.bytes, { name: "Ed25519" }, false, ["verify"]);
    } catch (error) {
      return error.name === "NotSupportedError" ? null : false;
    }
    for (const firma of nota.firmas) {
      let datos;
      try { datos = base64(firma.datos); } catch (_) { return false; }
      if (firma.nombre !== publica.nombre || datos.length !== 68 || hex(datos.slice(0, 4)) !== publica.id) continue;
      return crypto.subtle.verify("Ed25519", llave, datos.slice(4), new TextEncoder().encode(nota.cuerpo));
    }
    return false;
  }

  // MARK: The band

  // nota: the last good one; ultima: text as it came; adelanto: how far this clock is ahead of the server's, in ms.
  const estado = { nota: null, verificada: null, ultima: "", falsa: false, fallas: 0, adelanto: 0, pedida: 0 };
  const hora = (iso) => iso.slice(11, 16);
  const huso = (iso) => {
    const [, signo, horas, minutos] = /([+-])(\d\d):(\d\d)$/.exec(iso) || [];
    return signo ? `UTC${signo}${Number(horas)}${minutos === "00" ? "" : ":" + minutos}` : "UTC";
  };
  const dia = (iso) =>
    new Intl.DateTimeFormat(html.lang || "es-MX", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(iso.slice(0, 10)));

  const lista = crea("ul"), renglon = crea("p", "hora"), mensaje = crea("p", "estado"), anuncio = crea("p", "oculto");
  const corte = crea("span"), edad = crea("span", "edad"), boton = crea("a", "", dice("boton"));
  mensaje.setAttribute("role", "status");
  anuncio.setAttribute("aria-live", "polite");
  boton.href = location.pathname;
  boton.addEventListener("click", (evento) => { evento.preventDefault(); consulta(); });
  renglon.append(corte, edad, boton);
  viva.append(lista, renglon, mensaje);
  banda.append(anuncio);

  const filas = new Map();
  function fila(avance) {
    if (!filas.has(avance.id)) {
      const li = crea("li"), titulo = crea("b"), texto = crea("span");
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const barra = { class: "barra", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" };
      for (const [nombre, valor] of Object.entries(barra)) svg.setAttribute(nombre, valor);
      const hechos = ["fondo", "hecho"].map((clase) => {
        const rect = svg.appendChild(document.createElementNS(svg.namespaceURI, "rect"));
        rect.setAttribute("class", clase);
        rect.setAttribute("height", "8");
        rect.setAttribute("width", "100");
        return rect;
      });
      li.append(titulo, " ", texto, svg);
      filas.set(avance.id, { li, titulo, texto, hecho: hechos[1] });
    }
    const { li, titulo, texto, hecho } = filas.get(avance.id);
    escribe(titulo, avance.titulo);
    escribe(texto, [
      dice("avance", miles(avance.capturadas), miles(avance.esperadas), avance.porcentaje),
      dice("participacion", avance.participacion),
    ].join(" · "));
    hecho.setAttribute("width", avance.porcentaje);
    return li;
  }

  function hace(ms) {
    const minutos = Math.max(0, Math.floor(ms / 60_000));
    if (minutos < 1) return dice("reciente");
    if (minutos < 60) return dice("minutos", minutos);
    if (minutos < 48 * 60) return dice("horas", Math.floor(minutos / 60), minutos % 60);
    return dice("dias", Math.floor(minutos / 1440));
  }

  /// How many cortes should have come since the last one, by the reader's own clock.
  function perdidos(nota) {
    if (nota.siguiente === "-") return 0;
    const tarde = Date.now() - Date.parse(nota.siguiente);
    return tarde < 0 ? 0 : 1 + Math.floor(tarde / (nota.minutos * 60_000));
  }

  function pinta() {
    const { nota } = estado;
    let grado = "", texto = "";
    if (nota) {
      const propios = nota.avances.filter((a) => a.id === html.dataset.eleccion);
      const visibles = (propios.length ? propios : nota.avances).map(fila);
      if (visibles.length !== lista.children.length || visibles.some((li, i) => li !== lista.children[i])) {
        lista.replaceChildren(...visibles);
      }
      lista.className = visibles.length > 1 ? "varias" : "";
      const cerrado = nota.siguiente === "-";
      escribe(corte, dice(cerrado ? "final" : "corte", hora(nota.instante), huso(nota.instante), dia(nota.instante)));
      lista.title = estado.verificada ? dice("verificado") : dice("sin-verificar");
      boton.hidden = cerrado;
      escribe(edad, cerrado ? "" : hace(Date.now() - estado.adelanto - Date.parse(nota.instante)));
      const desfase = Math.round(Math.abs(estado.adelanto) / 60_000);
      const cuantos = perdidos(nota);
      if (cuantos >= 3) [grado, texto] = ["grave", dice("grave", hora(nota.instante))];
      else if (cuantos >= 2) [grado, texto] = ["tarde", dice("tarde", hora(nota.siguiente))];
      if (grado && desfase >= 2) texto += " " + dice("reloj", desfase);
    }
    if (estado.fallas > 1 || (estado.fallas && !nota)) {
      grado = grado || (nota ? "" : "tarde");
      texto = [texto, dice("sin-enlace")].filter(Boolean).join(" ");
    }
    if (estado.falsa) [grado, texto] = ["grave", dice("firma")];
    banda.classList.toggle("tarde", grado === "tarde");
    banda.classList.toggle("grave", grado === "grave");
    escribe(mensaje, texto);
  }

  // MARK: Figures replaced in place

  // What each live block said when it was last written by the server, before any script touched it.
  const originales = new Map();
  const vivos = (documento) => new Map([...documento.querySelectorAll("[data-vivo]")].map((b) => [b.dataset.vivo, b]));
  for (const [nombre, bloque] of vivos(document)) originales.set(nombre, bloque.className + bloque.innerHTML);

  const camino = (nodo, desde) => {
    const pasos = [];
    for (; nodo && nodo !== desde; nodo = nodo.parentElement) pasos.unshift([...nodo.parentElement.children].indexOf(nodo));
    return pasos;
  };
  const sigue = (desde, pasos) => pasos.reduce((nodo, i) => nodo.children[i] || nodo, desde);

  const alto = (nodo) => nodo.getBoundingClientRect().top;
  const nombreDeFila = (fila) => (fila.cells[0] || fila).textContent;

  /// What the reader is looking at, as a way to find it again: the focus if it is in sight, or what is near the top of the
  /// screen. A row is known by its name, which stays when others come before it.
  function ancla() {
    const enfocado = document.activeElement.closest("[data-vivo]") && document.activeElement;
    if (enfocado && alto(enfocado) > 0 && alto(enfocado) < innerHeight) {
      return { arriba: alto(enfocado), busca: () => document.activeElement };
    }
    for (const parte of [0.15, 0.3, 0.5]) {
      const nodo = document.elementFromPoint(innerWidth / 2, innerHeight * parte);
      const bloque = nodo && nodo.closest("[data-vivo]"), fila = bloque && nodo.closest("tr");
      if (fila) {
        const nombre = nombreDeFila(fila);
        const misma = () => [...bloque.querySelectorAll("tr")].find((f) => nombreDeFila(f) === nombre);
        return { arriba: alto(fila), busca: misma };
      }
      if (bloque) {
        const pasos = camino(nodo, bloque);
        return { arriba: alto(nodo), busca: () => sigue(bloque, pasos) };
      }
      if (nodo && nodo !== principal && principal.contains(nodo)) return { arriba: alto(nodo), busca: () => nodo };
    }
    return null;
  }

  function cambia(bloque, nuevo) {
    const enfocado = bloque.contains(document.activeElement) ? document.activeElement : null;
    const foco = enfocado && { id: enfocado.id, liga: enfocado.getAttribute("href"), pasos: camino(enfocado, bloque) };
    const abiertos = [...bloque.querySelectorAll("details")].map((d, i) => [d.id, i, d.open]);
    bloque.className = nuevo.className;
    bloque.replaceChildren(...document.importNode(nuevo, true).childNodes);
    const detalles = [...bloque.querySelectorAll("details")];
    for (const [id, i, abierto] of abiertos) {
      const detalle = detalles.find((d, j) => (id ? d.id === id : i === j));
      if (detalle) detalle.open = abierto;
    }
    document.dispatchEvent(new CustomEvent("prep:vivo", { detail: bloque }));
    if (!foco) return;
    const mismo = (foco.id && document.getElementById(foco.id)) || sigue(bloque, foco.pasos);
    const liga = foco.liga && [...bloque.querySelectorAll("a[href]")].find((a) => a.getAttribute("href") === foco.liga);
    (mismo.getAttribute("href") === foco.liga ? mismo : liga || mismo).focus({ preventScroll: true });
  }

  /// Blocks that wait because the reader has text selected in them.
  const pendientes = new Map();
  const seleccionado = (bloque) => {
    const seleccion = getSelection();
    return !seleccion.isCollapsed && seleccion.rangeCount > 0 && seleccion.getRangeAt(0).intersectsNode(bloque);
  };
  function aplica() {
    const listos = [...pendientes].filter(([bloque]) => !seleccionado(bloque));
    if (!listos.length) return;
    const punto = ancla();
    html.style.overflowAnchor = "none";
    for (const [bloque, nuevo] of listos) {
      pendientes.delete(bloque);
      cambia(bloque, nuevo);
    }
    const mismo = punto && punto.busca();
    if (mismo) scrollBy({ top: alto(mismo) - punto.arriba, behavior: "instant" });
    requestAnimationFrame(() => { html.style.overflowAnchor = ""; });
  }
  document.addEventListener("selectionchange", () => { if (pendientes.size && getSelection().isCollapsed) aplica(); });

  let renovada = principal ? Number(principal.dataset.corte) : Infinity;
  /// Asks for this same page again and takes from it the blocks that changed.
  async function renueva(nota) {
    if (nota.corte <= renovada) return;
    const { texto } = await pide(location.pathname + location.search);
    const nueva = new DOMParser().parseFromString(texto, "text/html");
    const otra = nueva.querySelector("main[data-corte]");
    renovada = nota.corte;
    if (!otra || Number(otra.dataset.corte) <= Number(principal.dataset.corte)) return;
    principal.dataset.corte = otra.dataset.corte;
    const recientes = vivos(nueva);
    for (const [nombre, bloque] of vivos(document)) {
      const reciente = recientes.get(nombre);
      const dicho = reciente && reciente.className + reciente.innerHTML;
      if (!reciente || dicho === originales.get(nombre)) continue;
      originales.set(nombre, dicho);
      pendientes.set(bloque, reciente);
    }
    if (!pendientes.size) return;
    aplica();
    escribe(anuncio, dice("actualizado", hora(nota.instante)));
  }

  // MARK: Asking

  let turno = 0;
  async function consulta() {
    clearTimeout(turno);
    estado.pedida = Date.now();
    try {
      // The first time, what the page said in its head that would be needed: already on its way.
      const primera = estado.ultima || estado.fallas ? "no-cache" : "default";
      const llave = clave || pide(raiz + "clave.pub", primera);
      const [{ texto, fecha }] = await Promise.all([pide(raiz + "corte.nota", primera), llave]);
      if (!Number.isNaN(fecha)) estado.adelanto = Date.now() - fecha;
      if (texto !== estado.ultima || estado.falsa) {
        const nota = lee(texto);
        const verificada = nota ? await comprueba(nota, llave) : false;
        estado.falsa = verificada === false;
        // An older note than the one already seen says nothing new: the age goes on.
        if (!estado.falsa && !(estado.nota && nota.corte < estado.nota.corte)) {
          Object.assign(estado, { nota, verificada, ultima: texto });
        }
      }
      estado.fallas = 0;
      pinta();
      if (principal && estado.nota && !estado.falsa) {
        await renueva(estado.nota);
        document.dispatchEvent(new CustomEvent("prep:corte", { detail: estado.nota.corte }));
      }
    } catch (_) {
      estado.fallas += 1;
    }
    pinta();
    turno = setTimeout(consulta, espera());
  }

  /// Some tens of seconds while nothing is due, some seconds when it is; never all readers at once.
  function espera() {
    const azar = 0.75 + Math.random() / 2;
    const { nota } = estado;
    if (!nota || estado.fallas) return 15_000 * azar * Math.min(4, 1 + estado.fallas);
    if (nota.siguiente === "-") return 300_000 * azar;
    const falta = Date.parse(nota.siguiente) + estado.adelanto - Date.now();
    return falta > 20_000 ? Math.min(60_000 * azar, falta + 5_000 * azar) : 12_000 * azar;
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(turno);
    else if (Date.now() - estado.pedida > 8_000) consulta();
    else turno = setTimeout(consulta, 8_000);
  });
  addEventListener("online", () => consulta());
  setInterval(pinta, 10_000);
  consulta();

  // MARK: Countdown before the opening

  const cuenta = document.querySelector("[data-cuenta]");
  if (cuenta) {
    const descuenta = () => {
      const vigente = document.querySelector("[data-cuenta]");
      const falta = vigente ? Math.floor((Date.parse(vigente.dataset.cuenta) + estado.adelanto - Date.now()) / 1000) : -1;
      if (vigente) vigente.hidden = falta < 0;
      if (falta < 0) { clearInterval(cada); return; }
      escribe(vigente, dice("cuenta", Math.floor(falta / 3600), Math.floor(falta / 60) % 60, falta % 60));
    };
    const cada = setInterval(descuenta, 1000);
    descuenta();
  }
})();
