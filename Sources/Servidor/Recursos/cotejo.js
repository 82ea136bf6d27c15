"use strict";
// Cotejo: published figures beside the image. Enter accepts, C asks for another capture, I for another image; everything
// else is done by the server, which answers with the next acta.
(() => {
  const en = (id) => document.getElementById(id);
  const raiz = en("cotejo");
  if (!raiz) return;
  const imagen = en("imagen"), visor = en("visor"), aceptar = en("aceptar"), rechazo = en("rechazo"), queja = en("queja");
  const MOTIVOS = {
    recaptura: ["Una cantidad publicada no es la del acta", "Un campo publicado como ilegible se puede leer",
      "Las cifras publicadas están en otro renglón"],
    redigitalizacion: ["La imagen es de otra acta", "La imagen no se puede leer", "La imagen está cortada"],
  };
  let turno = null, clave = "", pide = "", enviando = false, escala = 1, giro = 0, hechas = 0;

  const medir = () => raiz.style.setProperty("--arriba", Math.round(raiz.getBoundingClientRect().top + scrollY) + "px");
  addEventListener("resize", () => { medir(); ajustar(); });

  function elemento(nombre, texto, clase) {
    const e = document.createElement(nombre);
    if (texto !== undefined) e.textContent = texto;
    if (clase) e.className = clase;
    return e;
  }

  function mostrar(nuevo, pendientes) {
    turno = nuevo;
    clave = prep.clave();
    cerrarRechazo();
    queja.hidden = true;
    en("lado-imagen").hidden = en("lado-datos").hidden = !turno;
    en("vacio").hidden = Boolean(turno);
    en("estado").textContent = `${pendientes.toLocaleString("es-MX")} por cotejar` +
      (hechas ? ` · ${hechas} cotejadas por usted desde que abrió la página` : "");
    document.title = document.title.replace(/^(\(\d+\) )?/, pendientes ? `(${pendientes}) ` : "");
    medir();
    if (!turno) return;
    en("correccion").hidden = !turno.correccion;
    en("correccion").textContent = turno.correccion ? `Segundo cotejo: se corrigió porque «${turno.correccion}».` : "";
    const lista = en("identificacion");
    lista.replaceChildren();
    for (const [nombre, valor] of turno.identificacion) lista.append(`${nombre} `, elemento("b", valor), " · ");
    lista.append(elemento("span", turno.clave, "clave"));
    const cuerpo = raiz.querySelector("#cifras tbody");
    cuerpo.replaceChildren(...turno.campos.map((campo) => {
      const fila = document.createElement("tr"), th = elemento("th", campo.nombre);
      th.scope = "row";
      fila.append(th, elemento("td", campo.valor, "n " + campo.clase));
      return fila;
    }));
    en("total").textContent = turno.total;
    en("veredicto").textContent = `${turno.veredicto} Corte ${turno.corte}.`;
    en("cifras").scrollTop = 0;
    giro = 0;
    // What cannot be seen cannot be accepted.
    aceptar.disabled = true;
    imagen.alt = `Acta ${turno.clave}`;
    imagen.src = turno.imagen;
    entera();
    visor.scrollTo(0, 0);
    visor.focus({ preventScroll: true });
  }

  imagen.addEventListener("load", () => { entera(); aceptar.disabled = enviando; });
  imagen.addEventListener("error", () => {
    if (!turno) return;
    quejarse("La imagen no llegó. Oprima F5 para pedirla otra vez; si sigue sin verse, pida otra imagen.");
  });

  /// The whole sheet in view: what is accepted has been on the screen.
  function entera() {
    const alto = imagen.naturalWidth ? imagen.naturalHeight / imagen.naturalWidth : 1.3;
    const cabe = visor.clientHeight / (visor.clientWidth * (giro % 180 === 0 ? alto : 1 / alto));
    escala = Math.max(0.2, Math.min(1, cabe));
    ajustar();
  }

  function ajustar() {
    // Turned or not, the sheet is as wide as the viewer at scale 1 and every part of it can be reached.
    const alto = imagen.naturalWidth ? imagen.naturalHeight / imagen.naturalWidth : 1.3;
    const ancho = visor.clientWidth * escala, acostada = giro % 180 !== 0;
    const lienzo = en("lienzo");
    lienzo.style.width = `${ancho}px`;
    lienzo.style.height = `${acostada ? ancho / alto : ancho * alto}px`;
    imagen.style.width = `${acostada ? ancho / alto : ancho}px`;
    imagen.style.transform = `translate(-50%, -50%) rotate(${giro}deg)`;
  }

  function quejarse(texto) {
    queja.hidden = false;
    queja.textContent = texto;
  }

  async function enviar(decision, motivo) {
    if (enviando || !turno) return;
    enviando = true;
    aceptar.disabled = true;
    const cuerpo = { clave, acta: turno.acta, resultado: turno.resultado, decision, motivo };
    const { bien, estado, datos } = await prep.enviar("/cotejo", cuerpo, {
      alEsperar: () => { en("estado").textContent = "Sin conexión: siga aquí, se enviará."; },
    });
    enviando = false;
    if (bien) {
      hechas++;
      mostrar(datos.siguiente, datos.pendientes);
      return;
    }
    aceptar.disabled = false;
    if (estado === 409) await siguiente();
    quejarse(datos.error || "No se pudo registrar.");
  }

  async function siguiente() {
    const { bien, datos } = await prep.pedir("/cotejo/siguiente");
    if (bien) mostrar(datos.siguiente, datos.pendientes);
  }

  function abrirRechazo(cual) {
    if (!turno || enviando) return;
    pide = cual;
    en("que-pide").textContent = cual === "recaptura" ? "Pedir otra captura: ¿por qué?" : "Pedir otra imagen: ¿por qué?";
    en("motivos").replaceChildren(...MOTIVOS[cual].map((texto, i) => {
      const etiqueta = document.createElement("label"), radio = document.createElement("input");
      radio.type = "radio";
      radio.name = "motivo";
      radio.value = texto;
      radio.checked = i === 0;
      etiqueta.append(radio, texto);
      return etiqueta;
    }));
    en("detalle").value = "";
    en("botones").hidden = true;
    rechazo.hidden = false;
    rechazo.querySelector("input[name=motivo]").focus();
  }

  function cerrarRechazo() {
    pide = "";
    rechazo.hidden = true;
    en("botones").hidden = false;
  }

  rechazo.addEventListener("submit", (evento) => {
    evento.preventDefault();
    const elegido = rechazo.querySelector("input[name=motivo]:checked");
    const detalle = en("detalle").value.trim();
    enviar(pide, [elegido ? elegido.value : "", detalle].filter(Boolean).join(": ").slice(0, 200));
  });
  aceptar.addEventListener("click", () => enviar("aceptar"));
  en("recaptura").addEventListener("click", () => abrirRechazo("recaptura"));
  en("redigitalizacion").addEventListener("click", () => abrirRechazo("redigitalizacion"));
  en("dejar").addEventListener("click", () => { cerrarRechazo(); visor.focus(); });

  document.addEventListener("keydown", (evento) => {
    if (evento.ctrlKey || evento.altKey || evento.metaKey || document.getElementById("reentrada")) return;
    if (pide) {
      if (evento.key === "Escape") { cerrarRechazo(); visor.focus(); }
      return;
    }
    const dentro = evento.target.closest && evento.target.closest("a,button,input,select,textarea");
    switch (evento.key) {
      // A key that is held down accepts one acta, not twenty.
      case "Enter": if (dentro || evento.repeat || aceptar.disabled) return; enviar("aceptar"); break;
      case "c": case "C": abrirRechazo("recaptura"); break;
      case "i": case "I": abrirRechazo("redigitalizacion"); break;
      case "+": escala = Math.min(4, escala * 1.25); ajustar(); break;
      case "-": escala = Math.max(0.2, escala / 1.25); ajustar(); break;
      case "*": escala = 1; ajustar(); break;
      case "0": giro = 0; entera(); break;
      case "r": case "R": giro = (giro + 90) % 360; entera(); break;
      default: return;
    }
    evento.preventDefault();
  });

  // An empty queue fills up with each corte.
  setInterval(() => { if (!turno && !enviando) siguiente(); }, 15000);
  const inicial = JSON.parse(raiz.dataset.turno);
  mostrar(inicial.siguiente, inicial.pendientes);
})();
