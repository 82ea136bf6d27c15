"use strict";
// An image to be read: fits whole, then + − brings it closer, * shows it whole again, arrows or dragging move it, R turns
// it. It learns where each field of a format is: wherever the person leaves the image while on a field, it comes back to
// when that field is reached again on another acta of the same format.
prep.visor = (caja) => {
  const imagen = caja.querySelector("img");
  const falta = caja.querySelector(".falta");
  let vista = { zoom: 1, x: 0.5, y: 0.5 }, giro = 0, ruta = "", formato = "", campo = -1, intento = 0;

  const memoria = () => {
    try { return JSON.parse(localStorage.getItem("visor." + formato)) || {}; } catch (_) { return {}; }
  };
  function aprender() {
    if (!formato || campo < 0 || giro !== 0) return;
    if (vista.zoom <= 1.01) { localStorage.removeItem("visor." + formato); return; }
    const sabido = memoria();
    sabido.zoom = vista.zoom;
    sabido.campos = { ...sabido.campos, [campo]: [vista.x, vista.y] };
    try { localStorage.setItem("visor." + formato, JSON.stringify(sabido)); } catch (_) { /* full: it only forgets */ }
  }

  function medidas() {
    const acostada = giro % 180 !== 0;
    const ancho = acostada ? imagen.naturalHeight : imagen.naturalWidth;
    const alto = acostada ? imagen.naturalWidth : imagen.naturalHeight;
    const escala = Math.min(caja.clientWidth / ancho, caja.clientHeight / alto) * vista.zoom;
    return { ancho: ancho * escala, alto: alto * escala };
  }
  const dentro = (centro, largo, hueco) =>
    largo <= hueco ? 0.5 : Math.min(1 - hueco / 2 / largo, Math.max(hueco / 2 / largo, centro));

  function dibujar() {
    if (!imagen.naturalWidth || !caja.clientWidth) return;
    const { ancho, alto } = medidas();
    vista.x = dentro(vista.x, ancho, caja.clientWidth);
    vista.y = dentro(vista.y, alto, caja.clientHeight);
    const izquierda = caja.clientWidth / 2 - vista.x * ancho, arriba = caja.clientHeight / 2 - vista.y * alto;
    const acostada = giro % 180 !== 0;
    imagen.style.width = (acostada ? alto : ancho) + "px";
    imagen.style.height = (acostada ? ancho : alto) + "px";
    const esquina = { 0: [0, 0], 90: [ancho, 0], 180: [ancho, alto], 270: [0, alto] }[giro];
    imagen.style.transform =
      `translate(${izquierda + esquina[0]}px, ${arriba + esquina[1]}px) rotate(${giro}deg)`;
  }

  const acercar = (factor) => { vista.zoom = Math.min(8, Math.max(1, vista.zoom * factor)); dibujar(); aprender(); };
  const entera = () => { vista = { zoom: 1, x: 0.5, y: 0.5 }; dibujar(); aprender(); };
  function mover(dx, dy) {
    const { ancho, alto } = medidas();
    vista.x += dx / ancho;
    vista.y += dy / alto;
    dibujar();
    aprender();
  }

  /// Does what a key asks for; false when the key is not of the image. `enCampo`: digits and plain arrows belong to a box.
  function tecla(evento, enCampo) {
    if (evento.ctrlKey || evento.metaKey || evento.altKey) return false;
    const paso = 80;
    const flechas = { ArrowLeft: [-paso, 0], ArrowRight: [paso, 0], ArrowUp: [0, -paso], ArrowDown: [0, paso] };
    if (flechas[evento.key]) {
      if (enCampo && !evento.shiftKey) return false;
      mover(...flechas[evento.key]);
      return true;
    }
    switch (evento.key) {
      case "+": case "=": acercar(1.25); return true;
      case "-": case "_": acercar(0.8); return true;
      case "*": entera(); return true;
      case "0": if (enCampo) return false; entera(); return true;
      case "r": case "R": giro = (giro + 90) % 360; vista = { zoom: 1, x: 0.5, y: 0.5 }; dibujar(); return true;
      default: return false;
    }
  }

  /// Brings the field in focus into view, if it is known where it is: seen before, or between two that were.
  function enfocar(i) {
    campo = i;
    const sabido = memoria();
    if (!sabido.zoom || giro !== 0) return;
    const lugares = Object.entries(sabido.campos || {}).map(([n, lugar]) => [Number(n), lugar]).sort((a, b) => a[0] - b[0]);
    const antes = lugares.filter(([n]) => n <= i).pop(), despues = lugares.find(([n]) => n >= i);
    if (!antes || !despues) return;
    const parte = antes[0] === despues[0] ? 0 : (i - antes[0]) / (despues[0] - antes[0]);
    vista = {
      zoom: sabido.zoom, x: antes[1][0] + (despues[1][0] - antes[1][0]) * parte,
      y: antes[1][1] + (despues[1][1] - antes[1][1]) * parte,
    };
    dibujar();
  }

  /// Brings a rectangle of the sheet, in parts of its sides, to the middle and close.
  function mostrar([x, y, ancho, alto]) {
    if (!imagen.naturalWidth) return;
    giro = 0;
    vista = { zoom: 1, x: x + ancho / 2, y: y + alto / 2 };
    const entera = medidas();
    const cabe = Math.min(caja.clientWidth / (ancho * entera.ancho), caja.clientHeight / (alto * entera.alto));
    vista.zoom = Math.min(8, Math.max(1, 0.85 * cabe));
    dibujar();
  }

  function poner(nueva, deFormato = "", descripcion = "") {
    formato = deFormato;
    campo = -1;
    giro = 0;
    intento = 0;
    vista = { zoom: 1, x: 0.5, y: 0.5 };
    ruta = nueva;
    imagen.alt = descripcion;
    imagen.hidden = true;
    falta.hidden = true;
    if (nueva) imagen.src = nueva; else imagen.removeAttribute("src");
  }
  imagen.addEventListener("load", () => { imagen.hidden = false; falta.hidden = true; dibujar(); });
  imagen.addEventListener("error", async () => {
    if (!ruta) return;
    const pedida = ruta;
    falta.hidden = false;
    await prep.espera(Math.min(8000, 500 * 2 ** Math.min(intento++, 4)));
    if (pedida === ruta) { imagen.removeAttribute("src"); imagen.src = ruta; }
  });

  caja.addEventListener("keydown", (evento) => { if (tecla(evento, false)) evento.preventDefault(); });
  caja.addEventListener("wheel", (evento) => { evento.preventDefault(); acercar(evento.deltaY < 0 ? 1.15 : 1 / 1.15); }, { passive: false });
  let asida = null;
  caja.addEventListener("pointerdown", (evento) => {
    evento.preventDefault(); // the focus stays in the field
    asida = [evento.clientX, evento.clientY];
    caja.setPointerCapture(evento.pointerId);
  });
  caja.addEventListener("pointermove", (evento) => {
    if (!asida) return;
    mover(asida[0] - evento.clientX, asida[1] - evento.clientY);
    asida = [evento.clientX, evento.clientY];
  });
  for (const fin of ["pointerup", "pointercancel"]) caja.addEventListener(fin, () => { asida = null; });
  new ResizeObserver(dibujar).observe(caja);
  if (caja.dataset.ruta) poner(caja.dataset.ruta, "", imagen.alt);
  return { poner, tecla, enfocar, mostrar };
};
