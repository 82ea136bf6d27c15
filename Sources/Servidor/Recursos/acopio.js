"use strict";
// Acopio with the keyboard alone: a scanner that types, or a hand. What is on the card is what Enter records.
(() => {
  const $ = (id) => document.getElementById(id);
  const escaneo = $("escaneo"), texto = $("texto"), resultado = $("resultado"), ficha = $("ficha"), candidatas = $("candidatas");
  if (!escaneo) return;
  let actual = null, situacion = null, clave = null, busqueda = 0;

  const nodo = (nombre, contenido, clase) => {
    const n = document.createElement(nombre);
    if (contenido !== undefined) n.textContent = contenido;
    if (clase) n.className = clase;
    return n;
  };

  function decir(mensaje, clase, ...acciones) {
    resultado.className = "aviso " + clase;
    resultado.replaceChildren(document.createTextNode(mensaje + " "), ...acciones);
    resultado.hidden = false;
  }

  function limpiar() {
    actual = null;
    clave = null;
    ficha.hidden = true;
    candidatas.hidden = true;
    texto.value = "";
    texto.focus();
  }

  // ---- find
  escaneo.addEventListener("submit", (evento) => {
    evento.preventDefault();
    buscar(texto.value.trim());
  });

  async function buscar(buscado) {
    if (!buscado) return;
    const turno = ++busqueda;
    try {
      const r = await prep.pedir("/acopio/acta?texto=" + encodeURIComponent(buscado));
      if (turno !== busqueda) return;
      if (!r.bien) {
        decir(r.datos.error, "mal");
        texto.select();
        return;
      }
      resultado.hidden = true;
      const lista = r.datos.actas;
      if (lista.length === 1) mostrar(lista[0]); else elegir(lista);
    } catch (_) {
      decir("No hay conexión: espere un momento y búsquela otra vez.", "mal");
    }
  }

  /// Several actas of one envelope: those of a casilla, one for each election.
  function elegir(lista) {
    ficha.hidden = true;
    const ul = nodo("ul");
    for (const una of lista) {
      const boton = nodo("button", `${una.ficha.eleccion} · ${una.ficha.clave} · ${una.ficha.casilla}`, "otro");
      boton.type = "button";
      if (una.situacion.estado !== "pendiente") boton.append(" — ", nodo("small", una.situacion.mensaje));
      boton.addEventListener("click", () => mostrar(una));
      const li = nodo("li");
      li.append(boton);
      ul.append(li);
    }
    candidatas.replaceChildren(nodo("h2", "Actas de esa casilla: elija la que tiene en la mano"), ul);
    candidatas.hidden = false;
    const botones = [...ul.querySelectorAll("button")];
    botones.forEach((boton, i) => { if (i < 9) boton.prepend(nodo("kbd", String(i + 1)), " "); });
    const pendiente = lista.findIndex((una) => una.situacion.estado === "pendiente");
    (botones[Math.max(0, pendiente)] || texto).focus();
  }

  function mostrar({ ficha: f, situacion: s }) {
    candidatas.hidden = true;
    if (s.estado === "otro_centro") {
      ficha.hidden = true;
      const remitir = nodo("button", "Remitirla al " + s.centro, "otro");
      remitir.type = "button";
      remitir.addEventListener("click", () => remitirActa(f, remitir));
      decir(`${f.clave}. ${s.mensaje}`, "mal", remitir);
      remitir.focus();
      return;
    }
    if (s.estado === "recibida") {
      decir(`${f.clave} (${f.eleccion}, sección ${f.seccion}, ${f.casilla}). ${s.mensaje}`, "");
      limpiar();
      return;
    }
    actual = f;
    situacion = s;
    clave = prep.clave();
    // Each envelope came its own way: nothing of the last one stays marked.
    for (const casilla of ficha.querySelectorAll("input[name=mecanismo]")) casilla.checked = false;
    const datos = [
      ["Elección", f.eleccion], [f.ambito, f.unidad], ["Sección", f.seccion], ["Casilla", f.casilla], ["Entidad", f.entidad],
      ["Tipo de acta", f.tipoActa], ["Clave del acta", f.clave],
    ];
    $("datos-ficha").replaceChildren(...datos.flatMap(([k, v]) => [nodo("dt", k), nodo("dd", v)]));
    const documentos = $("documentos");
    documentos.replaceChildren(nodo("legend", "Documento recibido"), ...f.documentos.map((d, i) => {
      const etiqueta = nodo("label");
      const radio = nodo("input");
      radio.type = "radio";
      radio.name = "documento";
      radio.value = d.clave;
      radio.checked = i === 0;
      etiqueta.append(radio, nodo("kbd", String(i + 1)), ` ${d.nombre}`);
      return etiqueta;
    }));
    $("mecanismos").hidden = f.documentos.length === 1;
    $("sin-acta").href = "/acopio/sin-acta?acta=" + f.acta;
    if (s.mensaje) decir(s.mensaje, ""); else resultado.hidden = true;
    ficha.hidden = false;
    ficha.focus();
  }

  candidatas.addEventListener("keydown", (evento) => {
    if (evento.ctrlKey || evento.altKey || evento.metaKey) return;
    const botones = [...candidatas.querySelectorAll("button")], aqui = botones.indexOf(document.activeElement);
    const paso = { ArrowDown: 1, ArrowUp: -1 }[evento.key];
    if (evento.key === "Escape") limpiar();
    else if (paso) botones[(aqui + paso + botones.length) % botones.length].focus();
    else if (/^[1-9]$/.test(evento.key) && botones[Number(evento.key) - 1]) botones[Number(evento.key) - 1].click();
    else return;
    evento.preventDefault();
  });

  // ---- the card
  /// The field is free at once for the next scan; what could not be recorded stays in the table, with its reason.
  async function registrar() {
    if (!actual) return;
    const f = actual, suya = clave, delCentro = Boolean(situacion.centro);
    const documento = ficha.querySelector("input[name=documento]:checked").value;
    const mecanismo = $("mecanismos").hidden
      ? "" : [...ficha.querySelectorAll("input[name=mecanismo]:checked")].map((c) => c.value).join("-");
    limpiar();
    decir(`Registrando ${f.clave}…`, "");
    const r = await prep.enviar("/acopio", { clave: suya, acta: f.clave, eleccion: f.eleccionId, documento, mecanismo }, {
      alEsperar: () => decir(`Sin conexión: ${f.clave} se registrará en cuanto vuelva.`, ""),
    });
    if (r.bien) {
      if (!actual) decir(`Registrada a las ${r.datos.hora}: ${f.eleccion}, sección ${f.seccion}, ${f.casilla}.`, "bien");
      anotar(f, r.datos.hora, documento, mecanismo);
      // What is of no centre is received and delivered, and is not among those that this one waits for.
      const cuentas = delCentro ? [["recibidas", 1], ["faltan", -1], ["por-entregar", 1]] : [["por-entregar", 1]];
      for (const [id, n] of cuentas) {
        $(id).textContent = (Number($(id).textContent.replaceAll(",", "")) + n).toLocaleString("es-MX");
      }
    } else {
      decir(`${f.clave}. ${r.datos.error}`, "mal");
      anotar(f, "No se registró", r.datos.error, "", "mal");
    }
  }

  function anotar(f, hora, documento, mecanismo, clase = "nueva") {
    const fila = nodo("tr", undefined, clase);
    // What was refused before and is recorded now was refused no more.
    for (const otra of $("ultimas").querySelectorAll("tr.mal")) if (otra.dataset.acta === f.clave + f.eleccionId) otra.remove();
    fila.dataset.acta = f.clave + f.eleccionId;
    fila.append(
      nodo("td", hora), nodo("td", f.clave, "clave"), nodo("td", f.eleccion),
      nodo("td", f.seccion), nodo("td", f.casilla), nodo("td", documento), nodo("td", mecanismo || "—"));
    const cuerpo = $("ultimas");
    for (const otra of cuerpo.querySelectorAll(".nueva")) otra.className = "";
    cuerpo.prepend(fila);
    while (cuerpo.rows.length > 12) cuerpo.deleteRow(-1);
  }

  async function remitirActa(f, boton) {
    boton.disabled = true;
    const r = await prep.enviar("/acopio/remitir", { clave: prep.clave(), acta: f.clave, eleccion: f.eleccionId });
    decir(r.bien ? `${f.clave}: queda constancia de que se remite al ${r.datos.centro}. Envíe el papel.` : r.datos.error, r.bien ? "bien" : "mal");
    limpiar();
  }

  $("registrar").addEventListener("click", registrar);
  $("cancelar").addEventListener("click", () => { resultado.hidden = true; limpiar(); });

  // A scanner types many signs in an instant; a hand, one. What a scanner types over a card that waits is not an answer.
  let rafaga = "", reloj = null;
  ficha.addEventListener("keydown", (evento) => {
    if (evento.ctrlKey || evento.altKey || evento.metaKey) return;
    if (evento.key === "Escape") { resultado.hidden = true; limpiar(); return; }
    if (evento.key === "Enter") {
      if (evento.target.tagName === "A" || evento.target.id === "cancelar") return;
      evento.preventDefault();
      if (rafaga.length > 1) {
        decir("Falta registrar o cancelar esta acta antes de escanear otra.", "mal");
        rafaga = "";
        return;
      }
      registrar();
      return;
    }
    if (evento.key.length !== 1 || evento.key === " ") return;
    evento.preventDefault();
    rafaga += evento.key;
    clearTimeout(reloj);
    reloj = setTimeout(() => {
      const tecla = rafaga.toUpperCase();
      rafaga = "";
      if (tecla.length !== 1) return;
      const radio = ficha.querySelectorAll("input[name=documento]")[Number(tecla) - 1];
      if (radio) radio.checked = true;
      const casilla = [...ficha.querySelectorAll("input[name=mecanismo]")].find((c) => c.value === tecla);
      if (casilla) casilla.checked = !casilla.checked;
    }, 90);
  });
})();
