"use strict";
// What the CAE sees: enrolment, the list of casillas, one acta, the review of a photo, the reader of labels.
(() => {
  const LADO_MAXIMO = 3000;
  const PESO_MAXIMO = 3 * 1024 * 1024;
  const LEVANTAR = 60000;
  const principal = document.getElementById("contenido");
  const barra = document.getElementById("acciones");
  const voz = document.getElementById("voz");
  const aviso = document.getElementById("aviso");
  const enlace = document.getElementById("enlace");
  const TEXTOS = {
    pendiente: "Pendiente", telefono: "En este teléfono, sin enviar", revision: "Enviada, en revisión",
    aceptada: "Recibida y aceptada", rechazada: "Rechazada", recibida: "Ya recibida en el CATD",
  };
  let lista = null;
  let fotos = [];
  let baja = null;
  let inscrito = false;
  let espera = null;
  let tieneFicha = false;
  let vista = { nombre: "lista" };
  let tomada = null;
  let instalar = null;
  let registro = null;

  // ---- small tools
  function h(etiqueta, atributos = {}, ...hijos) {
    const nodo = document.createElement(etiqueta);
    for (const [nombre, valor] of Object.entries(atributos)) {
      if (valor === null || valor === undefined || valor === false) continue;
      if (nombre.startsWith("on")) nodo.addEventListener(nombre.slice(2), valor);
      else nodo.setAttribute(nombre, valor === true ? "" : valor);
    }
    nodo.append(...hijos.flat().filter((x) => x !== null && x !== undefined && x !== false));
    return nodo;
  }
  const decir = (texto) => { voz.textContent = ""; setTimeout(() => { voz.textContent = texto; }, 30); };

  function avisar(texto, clase = "") {
    aviso.hidden = !texto;
    aviso.className = "aviso " + clase;
    aviso.textContent = texto || "";
  }

  const actas = () => (lista ? lista.casillas.flatMap((c) => c.actas.map((a) => ({ ...a, casilla: c }))) : []);
  const acta = (id) => actas().find((a) => a.id === id);
  const foto = (id) => fotos.find((f) => f.acta === id);

  /// What is known of an acta: first what this phone holds, then what the server said.
  function estado(a) {
    const f = foto(a.id);
    if (f && f.rechazo && a.estado !== "aceptada" && a.estado !== "recibida") return { clave: "rechazada", texto: f.rechazo };
    if (f && f.rechazo) return { clave: a.estado, texto: a.texto || null };
    if (f) {
      return {
        clave: "telefono",
        texto: self.enviandoActa === a.id ? "Enviando…" : null,
      };
    }
    return { clave: a.estado, texto: a.texto || null };
  }
  const sePuedeTomar = (e) => e.clave === "pendiente" || e.clave === "rechazada" || e.clave === "telefono";

  const nombreDeCasilla = (c) => (c.seccion ? `Sección ${c.seccion} · ${c.nombre}` : c.nombre);

  // ---- navigation: the back button of the phone goes back one screen
  function ir(nueva, reemplaza = false) {
    history[reemplaza ? "replaceState" : "pushState"](nueva, "", "/");
    mostrar(nueva);
  }

  function mostrar(nueva) {
    cerrarLector();
    if (nueva.nombre !== "revision" && tomada) { URL.revokeObjectURL(tomada.url); tomada = null; }
    vista = nueva.nombre === "revision" && !tomada ? { nombre: "lista" } : nueva;
    pintar(true);
  }
  addEventListener("popstate", (evento) => mostrar(evento.state || { nombre: "lista" }));

  function pintar(enfocar = false) {
    document.body.dataset.vista = vista.nombre;
    barra.replaceChildren();
    const pantallas = { inscripcion, lista: pantallaDeLista, acta: pantallaDeActa, revision, lector };
    const contenido = (pantallas[!inscrito ? "inscripcion" : vista.nombre] || pantallaDeLista)();
    principal.replaceChildren(...contenido);
    barra.hidden = !barra.childElementCount;
    if (enfocar) {
      scrollTo(0, 0);
      const titulo = principal.querySelector("h1");
      if (titulo) { titulo.tabIndex = -1; titulo.focus({ preventScroll: true }); }
    }
  }

  // ---- enrolment
  function codigoDeLaLiga() {
    const texto = decodeURIComponent(location.hash.slice(1));
    return /^[a-z0-9-]{16,32}$/i.test(texto) ? texto : "";
  }

  function inscripcion() {
    const codigo = vista.codigo || codigoDeLaLiga();
    const queja = h("p", { class: "aviso mal", role: "alert", hidden: true });
    const campo = h("input", {
      id: "codigo", name: "codigo", autocomplete: "off", autocapitalize: "none", spellcheck: "false", required: true,
      value: codigo, maxlength: "40",
    });
    const boton = h("button", { class: "grande" }, "Inscribir este teléfono");
    const formulario = h("form", { novalidate: true, onsubmit: async (evento) => {
      evento.preventDefault();
      boton.disabled = true;
      queja.hidden = true;
      const falla = await inscribir(campo.value);
      boton.disabled = false;
      if (falla) { queja.textContent = falla; queja.hidden = false; campo.focus(); }
    } },
      h("label", { for: "codigo" }, "Código de inscripción"), campo,
      h("p", { class: "nota" }, "Está en la hoja que le dio su coordinación; vale una vez y veinticuatro horas."),
      queja, boton);
    return [
      tieneFicha ? h("p", { class: "regreso" }, h("button", { class: "llano", onclick: volver }, "‹ Sus casillas")) : null,
      h("h1", {}, "Inscribir este teléfono"),
      h("p", {}, codigo
        ? "El código se leyó de la liga. Oprima el botón para inscribir este teléfono a su nombre."
        : "Abra la cámara del teléfono y lea el código QR de su coordinación, o escriba el código."),
      formulario,
    ].filter(Boolean);
  }

  function volver() {
    inscrito = true;
    ir({ nombre: "lista" }, true);
  }

  async function inscribir(texto) {
    const codigo = texto.toLowerCase().replace(/[^a-z0-9]/g, "");
    if (codigo.length !== 16) return "El código tiene 16 letras y cifras: revíselo.";
    try {
      await cola.llave();
      if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
    } catch (_) {
      return "Este navegador no puede guardar fotos de forma segura: use Chrome o Safari, sin modo privado.";
    }
    let respuesta;
    try {
      respuesta = await fetch("/inscribir", {
        method: "POST", credentials: "omit", headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ codigo, ficha: await cola.fichaNueva() }),
      });
    } catch (_) {
      return "No hay señal. La inscripción necesita conexión una sola vez: inténtelo donde haya.";
    }
    const datos = await respuesta.json().catch(() => ({}));
    if (!respuesta.ok) return datos.error || "No se pudo inscribir: inténtelo otra vez.";
    await cola.inscribir(datos);
    vista = { nombre: "lista" };
    await cargar();
    ir({ nombre: "lista" }, true);
    decir("Teléfono inscrito.");
    vaciar(true);
    return null;
  }

  // ---- list
  function pastilla(e) {
    const punto = { pendiente: "", telefono: "aviso", revision: "aviso", aceptada: "bien", rechazada: "mal", recibida: "bien" };
    return h("span", { class: "pastilla " + (punto[e.clave] || "") }, TEXTOS[e.clave] || e.clave);
  }

  function pantallaDeLista() {
    const todas = actas();
    const estados = todas.map(estado);
    const cuenta = (...claves) => estados.filter((e) => claves.includes(e.clave)).length;
    const [listas, revision, aqui, mal] = [cuenta("aceptada", "recibida"), cuenta("revision"), cuenta("telefono"), cuenta("rechazada")];
    const resumen = [
      `${listas} de ${todas.length} recibidas`, revision ? `${revision} en revisión` : null,
      aqui ? `${aqui} en este teléfono` : null, mal ? `${mal} por repetir` : null,
    ].filter(Boolean).join(" · ");
    if ("BarcodeDetector" in self && navigator.mediaDevices && !baja) {
      barra.append(h("button", { class: "grande", onclick: () => ir({ nombre: "lector" }) }, "Leer el QR del acta"));
    }
    return [
      h("h1", {}, "Sus casillas"),
      h("p", { class: "resumen" }, resumen),
      todas.length ? h("progress", { max: todas.length, value: listas, "aria-label": "Actas recibidas" }) : null,
      avisoDeBaja(), avisoDeCola(aqui), avisoDeInstalar(),
      todas.length ? null : h("p", { class: "aviso" }, "No tiene casillas asignadas: avise a su coordinación."),
      ...(lista ? lista.casillas : []).map((c) => h("section", {},
        h("h2", {}, nombreDeCasilla(c), h("small", {}, c.lugar)),
        h("ul", { class: "actas" }, c.actas.map((a) => {
          const e = estado(a);
          return h("li", {}, h("button", { class: "acta", "data-acta": a.id, onclick: () => ir({ nombre: "acta", acta: a.id }) },
            h("b", {}, a.eleccion), pastilla(e), e.texto ? h("span", { class: "motivo" }, e.texto) : null));
        })))),
      acercaDe(),
    ].filter(Boolean);
  }

  function avisoDeBaja() {
    if (!baja) return null;
    return h("div", { class: "aviso mal", role: "alert" },
      h("p", {}, h("b", {}, "Este teléfono fue dado de baja. "), baja),
      h("p", {}, "Sus fotos siguen guardadas aquí: con un código nuevo se envían."),
      h("button", { onclick: () => { inscrito = false; vista = { nombre: "inscripcion" }; pintar(true); } }, "Inscribir otra vez"));
  }

  function avisoDeCola(cuantas) {
    if (!cuantas || baja) return null;
    const una = cuantas === 1;
    const cuales = una ? "Una foto está guardada en este teléfono." : `${cuantas} fotos están guardadas en este teléfono.`;
    const que = self.enviandoActa ? "Enviando…" : espera || `${una ? "Se envía sola" : "Se envían solas"} cuando haya señal.`;
    return h("div", { class: "aviso", id: "cola" },
      h("p", {}, `${cuales} ${que}`),
      h("button", { class: "otro", disabled: Boolean(self.enviandoActa), onclick: () => vaciar(true) }, "Enviar ahora"));
  }

  function avisoDeInstalar() {
    if (!instalar) return null;
    return h("p", {}, h("button", { class: "otro", onclick: async () => {
      const dialogo = instalar;
      instalar = null;
      await dialogo.prompt();
      pintar();
    } }, "Instalar en este teléfono"));
  }

  function acercaDe() {
    const hora = lista && lista.hora ? new Date(lista.hora).toLocaleTimeString("es-MX", { hour: "2-digit", minute: "2-digit", hour12: false }) : "—";
    return h("details", {}, h("summary", {}, "Este teléfono"),
      h("dl", { class: "datos" },
        h("dt", {}, "Inscrito a"), h("dd", {}, lista ? lista.persona.nombre : "—"),
        h("dt", {}, "Usuario"), h("dd", {}, lista ? lista.persona.usuario : "—"),
        h("dt", {}, "Lista puesta al día"), h("dd", {}, hora)),
      h("p", { class: "nota" }, "Las fotos se guardan cifradas y se borran cuando el servidor confirma que las tiene."),
      h("p", {}, h("button", { class: "otro", onclick: () => levantar(true) }, "Actualizar la lista")),
      h("p", {}, h("button", { class: "otro", onclick: () => { inscrito = false; vista = { nombre: "inscripcion" }; pintar(true); } },
        "Usar otro código")));
  }

  // ---- one acta
  function entrada(id, texto) {
    const campo = h("input", {
      type: "file", id: "camara", accept: "image/*", capture: "environment", class: "oculto",
      onchange: () => { if (campo.files[0]) recibir(id, campo.files[0]); },
    });
    return [campo, h("label", { for: "camara", class: "boton grande" }, texto)];
  }

  function pantallaDeActa() {
    const a = acta(vista.acta);
    if (!a) return pantallaDeLista();
    const e = estado(a);
    if (sePuedeTomar(e) && !baja) {
      barra.append(...entrada(a.id, e.clave === "pendiente" ? "Tomar la foto" : "Tomar otra foto"));
    }
    const explica = {
      pendiente: null, telefono: "La foto está guardada y cifrada en este teléfono. Se envía sola cuando haya señal.",
      revision: "El servidor ya la tiene. Una persona del CATD revisa la imagen.",
      aceptada: "El servidor ya la tiene y entró a captura.",
      rechazada: "Tome otra foto; si ya no tiene el acta, se digitaliza en el CATD.",
      recibida: "El CATD ya tiene esta acta: no hace falta otra foto.",
    };
    return [
      h("p", { class: "regreso" }, h("button", { class: "llano", onclick: () => history.back() }, "‹ Sus casillas")),
      h("h1", {}, a.eleccion),
      h("p", { class: "donde" }, nombreDeCasilla(a.casilla), h("br"), a.casilla.lugar),
      h("div", { class: "caja", role: "status" }, h("p", {}, pastilla(e)),
        e.texto ? h("p", {}, h("b", {}, e.texto)) : null, explica[e.clave] ? h("p", {}, explica[e.clave]) : null,
        e.clave === "telefono" && !baja
          ? h("button", { class: "otro", disabled: Boolean(self.enviandoActa), onclick: () => vaciar(true) }, "Enviar ahora") : null),
      sePuedeTomar(e) ? h("section", {}, h("h2", {}, "Antes de tomar la foto"),
        h("ol", { class: "pasos" },
          h("li", {}, "Compruebe que el acta diga ", h("b", {}, a.eleccion), " y ", h("b", {}, nombreDeCasilla(a.casilla)), "."),
          h("li", {}, "Ponga el acta sobre algo plano, con luz pareja y sin sombras."),
          h("li", {}, "Que se vean las cuatro esquinas y el código QR, sin dedos encima."))) : null,
      h("p", { class: "nota" }, "Acta ", h("span", { class: "clave" }, a.clave)),
    ].filter(Boolean);
  }

  // ---- photo
  async function recibir(id, archivo) {
    avisar("Preparando la foto…");
    try {
      const hecha = await preparar(archivo);
      tomada = { acta: id, ...hecha, url: URL.createObjectURL(new Blob([hecha.datos], { type: hecha.tipo })), hora: Date.now() };
      tomada.avisos = await revisar(tomada, acta(id));
      avisar("");
      ir({ nombre: "revision", acta: id });
    } catch (_) {
      avisar("Ese archivo no es una foto que se pueda abrir: tómela otra vez con la cámara.", "mal");
      aviso.scrollIntoView();
    }
  }

  /// The photo as it will travel: what a good camera gives is far more than an acta needs and than a weak signal carries.
  async function preparar(archivo) {
    const mapa = await createImageBitmap(archivo);
    const mayor = Math.max(mapa.width, mapa.height);
    const conocida = archivo.type === "image/jpeg" || archivo.type === "image/png";
    if (conocida && mayor <= LADO_MAXIMO && archivo.size <= PESO_MAXIMO) {
      return { datos: await archivo.arrayBuffer(), tipo: archivo.type, mapa };
    }
    const escala = Math.min(1, LADO_MAXIMO / mayor);
    const lienzo = h("canvas", { width: Math.round(mapa.width * escala), height: Math.round(mapa.height * escala) });
    const pincel = lienzo.getContext("2d");
    pincel.imageSmoothingQuality = "high";
    pincel.drawImage(mapa, 0, 0, lienzo.width, lienzo.height);
    const trozo = await new Promise((listo) => lienzo.toBlob(listo, "image/jpeg", 0.88));
    if (!trozo) throw new Error("sin imagen");
    return { datos: await trozo.arrayBuffer(), tipo: "image/jpeg", mapa };
  }

  /// What a person should look at again. Hints: the decision is theirs here and of the server later.
  async function revisar({ mapa }, a) {
    const avisos = [];
    if (Math.max(mapa.width, mapa.height) < 1000) avisos.push("La foto es muy chica: acérquese.");
    const escala = Math.min(1, 800 / Math.max(mapa.width, mapa.height));
    const [ancho, alto] = [Math.max(3, Math.round(mapa.width * escala)), Math.max(3, Math.round(mapa.height * escala))];
    const pincel = h("canvas", { width: ancho, height: alto }).getContext("2d", { willReadFrequently: true });
    pincel.drawImage(mapa, 0, 0, ancho, alto);
    const { data } = pincel.getImageData(0, 0, ancho, alto);
    const gris = new Float32Array(ancho * alto);
    let suma = 0, cuadrados = 0;
    for (let i = 0; i < gris.length; i++) {
      gris[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
      suma += gris[i];
      cuadrados += gris[i] * gris[i];
    }
    const media = suma / gris.length;
    const desviacion = Math.sqrt(Math.max(0, cuadrados / gris.length - media * media));
    let bordes = 0, bordes2 = 0, n = 0;
    for (let y = 1; y < alto - 1; y++) {
      for (let x = 1; x < ancho - 1; x++) {
        const i = y * ancho + x;
        const l = 4 * gris[i] - gris[i - 1] - gris[i + 1] - gris[i - ancho] - gris[i + ancho];
        bordes += l;
        bordes2 += l * l;
        n++;
      }
    }
    const nitidez = bordes2 / n - (bordes / n) ** 2;
    if (media < 75) avisos.push("La foto está muy oscura: busque más luz.");
    if (desviacion < 12) avisos.push("No se distingue lo escrito.");
    else if (nitidez < 60) avisos.push("La foto parece movida o fuera de foco.");
    if ("BarcodeDetector" in self) {
      try {
        const [leido] = await new BarcodeDetector({ formats: ["qr_code"] }).detect(mapa);
        if (!leido) avisos.push("No se ve el código QR del acta.");
        else if (a && a.etiqueta && !leido.rawValue.startsWith(a.etiqueta)) avisos.push(otraActa(leido.rawValue));
      } catch (_) { /* without a reader the server reads the label */ }
    }
    return avisos;
  }

  function otraActa(etiqueta) {
    const otra = actas().find((a) => a.etiqueta && etiqueta.startsWith(a.etiqueta));
    return otra
      ? `La etiqueta es de otra acta: ${otra.eleccion}, ${nombreDeCasilla(otra.casilla)}.`
      : "La etiqueta no es de esta acta ni de sus casillas.";
  }

  function revision() {
    const { acta: id, url, avisos } = tomada;
    const a = acta(id);
    const imagen = h("img", { src: url, alt: `Foto del acta de ${a.eleccion}, ${nombreDeCasilla(a.casilla)}`, draggable: "false" });
    let aumento = 1;
    const marco = h("div", { class: "visor", tabindex: "0", role: "group", "aria-label": "Foto ampliable" }, imagen);
    const ampliar = (factor) => {
      const [x, y] = [marco.scrollLeft + marco.clientWidth / 2, marco.scrollTop + marco.clientHeight / 2];
      const nuevo = Math.min(5, Math.max(1, aumento * factor));
      imagen.style.width = `${nuevo * 100}%`;
      imagen.style.maxHeight = nuevo === 1 ? "" : "none";
      marco.scrollTo(x * nuevo / aumento - marco.clientWidth / 2, y * nuevo / aumento - marco.clientHeight / 2);
      aumento = nuevo;
    };
    imagen.addEventListener("dblclick", () => ampliar(aumento > 1 ? 1 / aumento : 2.5));
    const boton = h("button", { class: "grande", onclick: async () => {
      boton.disabled = true;
      try {
        await cola.agregar({ acta: id, datos: tomada.datos, tipo: tomada.tipo, tomada: tomada.hora });
      } catch (_) {
        boton.disabled = false;
        avisar("No se pudo guardar la foto: libere espacio en el teléfono e inténtelo otra vez.", "mal");
        return;
      }
      await cargar();
      ir({ nombre: "lista" }, true);
      decir("Foto guardada. Se envía en cuanto haya señal.");
      pedirSincronizacion();
      vaciar(true);
    } }, "Guardar y enviar");
    barra.append(...entrada(id, "Repetir"), boton);
    barra.querySelector("label").classList.add("otro");
    return [
      h("h1", { class: "chico" }, "¿Se lee todo?"),
      h("p", { class: "donde" }, `${a.eleccion} · ${nombreDeCasilla(a.casilla)}`),
      ...avisos.map((texto) => h("p", { class: "aviso", role: "alert" }, texto)),
      h("div", { class: "hoja" }, marco,
        h("p", { class: "zoom" },
          h("button", { class: "otro", "aria-label": "Alejar", onclick: () => ampliar(1 / 1.6) }, "−"),
          h("button", { class: "otro", "aria-label": "Acercar", onclick: () => ampliar(1.6) }, "+"))),
    ];
  }

  // ---- reader of labels
  let camara = null;
  function cerrarLector() {
    if (camara) for (const pista of camara.getTracks()) pista.stop();
    camara = null;
  }

  function lector() {
    const video = h("video", { playsinline: true, muted: true });
    const queja = h("p", { class: "aviso", role: "status" }, "Apunte al código QR del acta.");
    barra.append(h("button", { class: "grande otro", onclick: () => history.back() }, "Elegir de la lista"));
    (async () => {
      try {
        camara = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        video.srcObject = camara;
        await video.play();
        const detector = new BarcodeDetector({ formats: ["qr_code"] });
        while (camara && video.isConnected) {
          const [leido] = await detector.detect(video);
          if (leido && leido.rawValue.startsWith("PREP|")) {
            const hallada = actas().find((a) => a.etiqueta && leido.rawValue.startsWith(a.etiqueta));
            if (hallada) { ir({ nombre: "acta", acta: hallada.id }, true); return; }
            queja.textContent = "Esa etiqueta no es de las actas de sus casillas.";
          }
          await new Promise((listo) => setTimeout(listo, 200));
        }
      } catch (_) {
        queja.textContent = "No se pudo abrir la cámara: elija el acta de la lista.";
      }
    })();
    return [h("h1", {}, "Leer el QR del acta"), queja, video];
  }

  // ---- link with the server
  function enLinea(bien) {
    enlace.className = bien ? "" : "sin";
    enlace.textContent = bien ? "Con señal" : "Sin señal";
  }

  async function levantar(aMano = false) {
    if (!inscrito || baja) return;
    try {
      const { estado: codigo, datos } = await cola.pedir("/casillas");
      enLinea(true);
      if (codigo === 200) { await cola.guardar("lista", datos); await cargar(); }
      if (codigo === 401) { await cola.darDeBaja(datos); await cargar(); }
      if (aMano) decir("Lista actualizada.");
    } catch (_) {
      enLinea(false);
      if (aMano) avisar("No hay señal: se muestra la última lista.", "mal");
    }
  }

  async function vaciar(forzar = false) {
    const antes = fotos.filter((f) => !f.rechazo).length;
    const quedan = await cola.vaciar(forzar);
    if (cola.hayEnlace !== null) enLinea(cola.hayEnlace);
    await cargar();
    if (antes > quedan) decir("Foto enviada.");
  }

  async function pedirSincronizacion() {
    try { if (registro && registro.sync) await registro.sync.register("fotos"); } catch (_) { /* the page sends by itself */ }
  }

  let dibujado = "";
  async function cargar() {
    const leidos = await Promise.all([
      cola.leer("lista"), cola.fotos(), cola.leer("baja"), cola.leer("ficha"), cola.leer("espera"),
    ]);
    [lista, fotos, baja, espera] = [leidos[0], leidos[1], leidos[2], leidos[4]];
    // Whoever types another code is not taken out of the form.
    tieneFicha = Boolean(leidos[3]);
    if (vista.nombre !== "inscripcion") inscrito = tieneFicha;
    const huella = JSON.stringify([
      lista, fotos.map((f) => [f.acta, f.sha256, f.rechazo]), baja, inscrito, espera, self.enviandoActa,
    ]);
    if (huella === dibujado) return;
    dibujado = huella;
    // A form half filled and a photo under review are not drawn again under the finger.
    if (vista.nombre === "revision" || vista.nombre === "lector" || !inscrito) return;
    const [foco, y] = [document.activeElement && document.activeElement.dataset.acta, scrollY];
    pintar();
    scrollTo(0, y);
    if (foco) { const boton = principal.querySelector(`[data-acta="${foco}"]`); if (boton) boton.focus({ preventScroll: true }); }
  }

  self.alCambiarLaCola = cargar;
  addEventListener("online", () => { enLinea(true); vaciar(true); levantar(); });
  addEventListener("offline", () => enLinea(false));
  addEventListener("beforeinstallprompt", (evento) => { evento.preventDefault(); instalar = evento; if (inscrito) pintar(); });
  addEventListener("hashchange", () => { if (codigoDeLaLiga()) { inscrito = false; vista = { nombre: "inscripcion" }; pintar(true); } });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { vaciar(true); levantar(); } });
  setInterval(() => { if (fotos.some((f) => !f.rechazo)) vaciar(); }, 3000);
  // What waits for a person is asked every minute; the rest, which hardly changes, every five.
  let levantada = Date.now();
  setInterval(() => {
    const prisa = actas().some((a) => a.estado === "revision");
    if (document.hidden || Date.now() - levantada < (prisa ? LEVANTAR : 5 * LEVANTAR)) return;
    levantada = Date.now();
    levantar();
  }, LEVANTAR / 4);

  (async () => {
    if ("serviceWorker" in navigator) {
      navigator.serviceWorker.register("/servicio.js", { scope: "/" }).then((r) => { registro = r; if (fotos.length) pedirSincronizacion(); }, () => {});
    }
    try {
      await cargar();
    } catch (_) {
      avisar("Este navegador no deja guardar datos: salga del modo privado y abra otra vez.", "mal");
    }
    enLinea(navigator.onLine);
    if (codigoDeLaLiga()) [inscrito, vista] = [false, { nombre: "inscripcion" }];
    else history.replaceState({ nombre: "lista" }, "", "/");
    pintar();
    await levantar();
    await vaciar(true);
  })();
})();
