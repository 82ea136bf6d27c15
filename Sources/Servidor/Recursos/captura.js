"use strict";
// Capture: one acta after another, digits and Enter only. Everything typed is kept on this computer, encrypted under a key
// that the server gives only to this person for this acta, until the server says that it has it.
(() => {
  const $ = (id) => document.getElementById(id);
  const forma = $("forma"), campos = $("campos"), linea = $("linea"), guardar = $("guardar");
  const visor = prep.visor($("visor"));
  const ILEGIBLE = "I", SIN_DATO = "S", LEYENDA = { I: "Ilegible", S: "Sin dato" };
  const SIN_TRABAJO = "No hay actas por capturar. En cuanto llegue una aparecerá aquí: no tiene que hacer nada.";
  let trabajo = null, valores = [], clave = "", sumaVista = false, ocupado = false, ultimoPulso = 0;

  // ---- draft
  const { escribir, borrar, descifrar } = prep.resguardo;
  const anotar = () => escribir("borrador." + trabajo.borrador.nombre, trabajo.borrador.llave, { valores, clave, sumaVista });
  const olvidar = (borrador) => borrar("borrador." + borrador.nombre);

  // ---- form
  const casillas = () => [...campos.querySelectorAll("input")];
  const vacio = () => valores.findIndex((v) => v === "");
  function decir(texto, clase = "") { linea.textContent = texto; linea.className = "linea " + clase; }

  function pintar(i) {
    const casilla = casillas()[i], marca = LEYENDA[valores[i]];
    casilla.value = marca || valores[i];
    casilla.classList.toggle("marca-campo", Boolean(marca));
  }
  function renglon(campo, i) {
    const fila = document.createElement("div"), rotulo = document.createElement("label"), casilla = document.createElement("input");
    const conLargo = campo.nombre.toLowerCase() !== campo.corto.toLowerCase();
    fila.className = `renglon ${campo.clase}${conLargo ? " con-largo" : ""}${campo.corto.length > 11 ? " con-muchas" : ""}`;
    rotulo.htmlFor = casilla.id = "campo-" + i;
    if (campo.colores.length) {
      const emblema = document.createElement("span");
      emblema.className = "emblema";
      emblema.setAttribute("aria-hidden", "true");
      for (const color of campo.colores) {
        const barra = document.createElement("span");
        barra.style.backgroundColor = color;
        emblema.append(barra);
      }
      rotulo.append(emblema);
    }
    const corto = document.createElement("b");
    corto.textContent = campo.corto;
    rotulo.append(corto);
    if (conLargo) {
      const largo = document.createElement("span");
      largo.className = "largo";
      largo.textContent = campo.nombre;
      rotulo.append(" ", largo);
    }
    rotulo.title = campo.nombre;
    casilla.type = "text";
    casilla.inputMode = "numeric";
    casilla.autocomplete = "off";
    casilla.spellcheck = false;
    casilla.maxLength = trabajo.cifras;
    casilla.dataset.i = String(i);
    fila.append(rotulo, casilla);
    return fila;
  }

  function mostrar(que) {
    $("espera").hidden = que !== "espera";
    forma.hidden = que !== "forma";
    $("dejar").hidden = que !== "forma";
    for (const reporte of document.querySelectorAll(".reporte")) reporte.hidden = que !== reporte.id;
  }
  function enfocar(i) {
    const casilla = casillas()[i];
    casilla.focus();
    casilla.select();
    casilla.scrollIntoView({ block: "nearest" });
  }
  function bloquear(si) {
    ocupado = si;
    for (const pieza of [campos, $("dejar"), ...forma.querySelectorAll("button")]) pieza.disabled = si;
    forma.classList.toggle("enviando", si);
  }

  /// Puts the next acta on the screen, or waits when there is none.
  async function poner(nuevo, aviso = "", clase = "mal") {
    trabajo = nuevo || null;
    if (!trabajo) { esperar((aviso ? aviso + " " : "") + SIN_TRABAJO); return; }
    ultimoPulso = Date.now();
    valores = trabajo.campos.map(() => "");
    clave = prep.clave();
    sumaVista = false;
    const borrador = await descifrar(trabajo.borrador.llave, localStorage.getItem("borrador." + trabajo.borrador.nombre));
    if (borrador && Array.isArray(borrador.valores) && borrador.valores.length === valores.length) {
      ({ valores, clave, sumaVista } = borrador);
    }
    $("titulo").textContent = trabajo.eleccion;
    $("identidad").textContent = trabajo.identidad;
    $("identidad").title = trabajo.claveActa;
    for (const viejo of campos.querySelectorAll(".renglon")) viejo.remove();
    campos.append(...trabajo.campos.map(renglon));
    const columnas = trabajo.campos.length > 20 ? 2 : 1;
    campos.classList.toggle("doble", columnas === 2);
    campos.style.gridTemplateRows = `repeat(${Math.ceil(trabajo.campos.length / columnas)}, minmax(var(--renglon), 36px))`;
    valores.forEach((v, i) => { if (v !== "") pintar(i); });
    bloquear(false);
    mostrar("forma");
    decir(aviso, aviso ? clase : "");
    visor.poner("/captura/imagen/" + trabajo.imagen, trabajo.plantilla, "Acta de " + trabajo.identidad);
    const primero = vacio();
    enfocar(primero < 0 ? 0 : primero);
  }

  function marcar(i, marca) { valores[i] = marca; pintar(i); anotar(); decir(""); }

  campos.addEventListener("focusin", (evento) => { if (evento.target.dataset.i) visor.enfocar(Number(evento.target.dataset.i)); });
  campos.addEventListener("input", (evento) => {
    const i = Number(evento.target.dataset.i);
    const cifras = evento.target.value.replace(/\D/g, "").slice(0, trabajo.cifras);
    if (evento.target.value !== cifras) evento.target.value = cifras;
    evento.target.classList.remove("marca-campo");
    valores[i] = cifras === "" ? "" : String(Number(cifras));
    anotar();
    decir("");
  });
  campos.addEventListener("keydown", (evento) => {
    const i = Number(evento.target.dataset.i), k = evento.key;
    if (k === "Enter") {
      evento.preventDefault();
      if (evento.repeat) return;
      if (evento.ctrlKey) revisar(); else seguir(i);
      return;
    }
    if (evento.ctrlKey || evento.metaKey || evento.altKey) return;
    if (visor.tecla(evento, true)) { evento.preventDefault(); return; }
    if (k === "ArrowUp") { evento.preventDefault(); if (i > 0) enfocar(i - 1); return; }
    if (k === "ArrowDown") { evento.preventDefault(); if (i < valores.length - 1) enfocar(i + 1); return; }
    if (k === "i" || k === "I") { evento.preventDefault(); marcar(i, ILEGIBLE); return; }
    if (k === "v" || k === "V") { evento.preventDefault(); marcar(i, SIN_DATO); return; }
    const marcado = Boolean(LEYENDA[valores[i]]);
    if (k === "Backspace" || k === "Delete") {
      if (marcado) { evento.preventDefault(); marcar(i, ""); }
      return;
    }
    if (k.length === 1 && !/\d/.test(k)) evento.preventDefault();
    else if (k.length === 1 && marcado) { valores[i] = ""; pintar(i); }
  });
  // A mark left half erased by other means, or "007", shows what is kept.
  campos.addEventListener("focusout", (evento) => { if (evento.target.dataset.i && trabajo) pintar(Number(evento.target.dataset.i)); });

  function seguir(i) {
    if (valores[i] === "") { decir("Escriba la cantidad; I si es ilegible, V si está vacío.", "mal"); return; }
    if (i < valores.length - 1) enfocar(i + 1); else revisar();
  }

  /// The one review before recording. The sum is a hint and is shown once: the acta is typed as it was written.
  function revisar() {
    const falta = vacio();
    if (falta >= 0) {
      enfocar(falta);
      decir("Falta «" + trabajo.campos[falta].corto + "»: cantidad, I si es ilegible, V si está vacío.", "mal");
      return;
    }
    let texto = "Compare con la imagen.", clase = "";
    if (!sumaVista) {
      const suma = trabajo.campos.reduce((s, c, i) => s + (c.clase === "voto" ? Number(valores[i]) || 0 : 0), 0);
      const iTotal = trabajo.campos.findIndex((c) => c.clase === "total");
      const total = iTotal < 0 ? "" : valores[iTotal];
      if (total === "" || LEYENDA[total]) texto = `Los votos suman ${suma}.`;
      else if (Number(total) === suma) { texto = `Los votos suman ${suma}, como el total escrito.`; clase = "bien"; }
      else { texto = `Los votos suman ${suma} y el total escrito es ${total}: si el acta lo dice así, déjelo.`; clase = "alto"; }
      sumaVista = true;
      anotar();
    }
    decir(texto + " Enter guarda para siempre.", clase);
    guardar.focus();
  }
  guardar.addEventListener("keydown", (evento) => {
    if (evento.key === "ArrowUp") { evento.preventDefault(); decir(""); enfocar(valores.length - 1); }
    else if (evento.key === "Enter") { evento.preventDefault(); if (!evento.repeat) registrar(); }
    else if (visor.tecla(evento, true)) evento.preventDefault();
  });
  guardar.addEventListener("click", () => { if (sumaVista) registrar(); else revisar(); });

  // ---- sending
  const alEsperar = () => decir("Sin conexión: lo capturado está a salvo en este equipo y se enviará solo.", "alto");
  function registrar() {
    if (ocupado || !trabajo) return;
    if (vacio() >= 0) { revisar(); return; }
    entregar("/captura", {
      clave, acta: trabajo.acta, plantilla: trabajo.plantilla, imagen: trabajo.imagen, vale: trabajo.vale, firma: valores.join(","),
    });
  }
  async function entregar(ruta, cuerpo) {
    if (ocupado) return;
    bloquear(true);
    mostrar("forma");
    decir("Guardando…");
    const enviado = trabajo, pendiente = "pendiente." + enviado.borrador.nombre;
    // With its proof of assignment in clear: if the page is closed before the link returns, by then the acta may be in
    // other hands and its key is given only to whoever shows the proof.
    await escribir(
      pendiente, enviado.borrador.llave, { ruta, cuerpo, claveActa: enviado.claveActa },
      "." + [enviado.acta, enviado.imagen, enviado.vale].join("."));
    const { datos } = await prep.enviar(ruta, cuerpo, { alEsperar });
    borrar(pendiente);
    if (datos.resultado) {
      olvidar(enviado.borrador);
      await poner(datos.trabajo, datos.error);
      return;
    }
    // Refused without effect: the same acta stays, if it is still this person's.
    const ahora = await prep.enviar("/captura/tomar", {}, { alEsperar });
    const mismo = ahora.datos.trabajo && ahora.datos.trabajo.acta === enviado.acta && ahora.datos.trabajo.imagen === enviado.imagen;
    if (ahora.bien && !mismo) { await poner(ahora.datos.trabajo, datos.error); return; }
    bloquear(false);
    enfocar(0);
    decir(datos.error || "No se pudo guardar: avise a supervisión.", "mal");
  }

  /// Sends what an earlier page could not; what is of another person waits for them.
  async function retomar() {
    let ultimo = null;
    const quejas = [], enviadas = [];
    for (const nombre of Object.keys(localStorage).filter((n) => n.startsWith("pendiente."))) {
      const guardado = localStorage.getItem(nombre), [, , , acta, imagen, vale] = guardado.split(".");
      const abre = await prep.enviar("/captura/pendiente", { acta: Number(acta), imagen, vale });
      if (!abre.bien) continue;
      const envio = await descifrar(abre.datos.llave, guardado);
      const datos = envio ? (await prep.enviar(envio.ruta, envio.cuerpo)).datos : {};
      borrar(nombre);
      if (datos.resultado) {
        ultimo = datos;
        olvidar({ nombre: nombre.slice("pendiente.".length) });
      }
      if (datos.error) quejas.push(`${envio.claveActa}: ${datos.error}`); else if (envio) enviadas.push(envio.claveActa);
    }
    const aviso = [...quejas, enviadas.length ? `Quedó registrada el acta ${enviadas.join(", ")}, que faltaba enviar.` : ""].join(" ").trim();
    if (ultimo) await poner(ultimo.trabajo, aviso, quejas.length ? "mal" : "bien"); else tomar(aviso);
  }

  // ---- whole acta
  // Their keys go with Alt, which nobody holds while typing digits.
  document.addEventListener("keydown", (evento) => {
    if (!evento.altKey || evento.ctrlKey || evento.metaKey || evento.shiftKey || evento.repeat) return;
    const boton = [...forma.querySelectorAll("[data-tecla]")].find((b) => b.dataset.tecla === evento.code);
    if (!boton || forma.hidden || ocupado) return;
    evento.preventDefault();
    boton.click();
  });
  for (const boton of document.querySelectorAll("[data-todo]")) {
    boton.addEventListener("click", () => {
      valores = valores.map(() => boton.dataset.todo);
      valores.forEach((_, i) => pintar(i));
      anotar();
      revisar();
    });
  }
  for (const boton of document.querySelectorAll("[data-reporte]")) {
    const reporte = $("reporte-" + boton.dataset.reporte);
    const regresar = () => { mostrar("forma"); enfocar(Math.max(0, vacio())); };
    boton.addEventListener("click", () => { mostrar(reporte.id); reporte.querySelector("input").focus(); });
    reporte.querySelector("[data-cancelar]").addEventListener("click", regresar);
    reporte.addEventListener("keydown", (evento) => { if (evento.key === "Escape") regresar(); });
    reporte.addEventListener("submit", (evento) => {
      evento.preventDefault();
      const motivo = reporte.elements.otro.value.trim() || reporte.elements.motivo.value;
      const { acta, imagen, vale } = trabajo;
      entregar("/captura/reporte", { clave: prep.clave(), acta, imagen, vale, tipo: boton.dataset.reporte, motivo });
      reporte.reset();
    });
  }
  $("dejar").addEventListener("click", async () => {
    if (ocupado) return;
    bloquear(true);
    await prep.enviar("/captura/dejar", {}, { alEsperar });
    olvidar(trabajo.borrador);
    trabajo = null;
    visor.poner("");
    limpiar();
    $("aviso-espera").textContent = "Dejó el acta: la tomará otra persona.";
    $("tomar").hidden = false;
    mostrar("espera");
    $("tomar").focus();
  });
  $("tomar").addEventListener("click", () => tomar());

  // ---- waiting
  function limpiar() { $("titulo").textContent = "Captura"; $("identidad").textContent = ""; }
  async function tomar(aviso = "") {
    $("tomar").hidden = true;
    $("aviso-espera").textContent = "Buscando un acta…";
    mostrar("espera");
    const r = await prep.enviar("/captura/tomar", {});
    if (r.bien) await poner(r.datos.trabajo, aviso); else esperar(r.datos.error);
  }
  async function esperar(aviso) {
    visor.poner("");
    limpiar();
    mostrar("espera");
    $("aviso-espera").textContent = aviso;
    for (;;) {
      await prep.espera(3000 + Math.random() * 2000); // not all at once
      if (document.hidden) continue;
      try {
        const r = await prep.pedir("/captura/hay");
        prep.conEnlace(true);
        if (r.bien && r.datos.hay) {
          // An acta is not given to an empty chair.
          if (prep.quieto() < 180) { tomar(); return; }
          $("aviso-espera").textContent = "Hay actas por capturar: oprima una tecla para recibir la siguiente.";
        }
      } catch (_) { prep.conEnlace(false); }
    }
  }

  // ---- the acta stays with whoever is typing it
  addEventListener("keydown", () => {
    if (!trabajo || ocupado || Date.now() - ultimoPulso < 120000) return;
    ultimoPulso = Date.now();
    fetch("/captura/seguir", {
      method: "POST", body: JSON.stringify({ acta: trabajo.acta }),
      headers: { "Content-Type": "application/json", "X-CSRF": prep.csrf, Accept: "application/json" },
    }).catch(() => prep.conEnlace(false));
  }, { passive: true });
  forma.addEventListener("submit", (evento) => evento.preventDefault());
  retomar();
})();
