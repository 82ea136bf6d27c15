"use strict";
// The image of an acta, to be read: closer, moved, turned. Buttons, wheel, drag, pinch and keys do the same. Without this
// file the link around the image opens it.
for (const caja of document.querySelectorAll("[data-visor]")) visor(caja);
// A corte may bring the image of an acta that was in process.
document.addEventListener("prep:vivo", ({ detail: bloque }) => bloque.querySelectorAll("[data-visor]").forEach(visor));

function visor(caja) {
  const imagen = caja.querySelector("img"), liga = caja.querySelector("a");
  const vista = { zoom: 1, x: 0.5, y: 0.5, giro: 0 };
  const dice = (clave) => caja.getAttribute("data-texto-" + clave) || "";

  /// Size of the image on the screen, and whether it lies on its side.
  function medidas(zoom = vista.zoom) {
    const acostada = vista.giro % 180 !== 0;
    const ancho = imagen.naturalWidth || 1, alto = imagen.naturalHeight || 1;
    const [a, b] = acostada ? [alto, ancho] : [ancho, alto];
    const escala = (caja.clientWidth / a) * zoom;
    return { ancho: a * escala, alto: b * escala, acostada };
  }
  const minimo = () => Math.min(1, caja.clientHeight / medidas(1).alto);
  const dentro = (centro, largo, hueco) =>
    largo <= hueco ? 0.5 : Math.min(1 - hueco / 2 / largo, Math.max(hueco / 2 / largo, centro));

  function dibuja() {
    if (!caja.clientWidth || !imagen.naturalWidth) return;
    // No taller than the acta, so that nothing is blank around it.
    caja.style.maxHeight = `${Math.ceil(caja.clientWidth * Math.max(1, imagen.naturalHeight / imagen.naturalWidth))}px`;
    vista.zoom = Math.min(8, Math.max(minimo(), vista.zoom));
    const { ancho, alto, acostada } = medidas();
    vista.x = dentro(vista.x, ancho, caja.clientWidth);
    vista.y = dentro(vista.y, alto, caja.clientHeight);
    const izquierda = caja.clientWidth / 2 - vista.x * ancho, arriba = caja.clientHeight / 2 - vista.y * alto;
    const esquina = { 0: [0, 0], 90: [ancho, 0], 180: [ancho, alto], 270: [0, alto] }[vista.giro];
    // While the whole acta is in sight, a finger that goes up or down moves the page, not the image.
    caja.style.touchAction = vista.zoom > minimo() * 1.01 ? "none" : "pan-y";
    imagen.style.width = `${acostada ? alto : ancho}px`;
    imagen.style.height = `${acostada ? ancho : alto}px`;
    imagen.style.transform = `translate(${izquierda + esquina[0]}px, ${arriba + esquina[1]}px) rotate(${vista.giro}deg)`;
  }

  /// Closer or farther, keeping under the finger what is under it.
  function acerca(factor, px = caja.clientWidth / 2, py = caja.clientHeight / 2) {
    const antes = medidas();
    const punto = [
      vista.x + (px - caja.clientWidth / 2) / antes.ancho, vista.y + (py - caja.clientHeight / 2) / antes.alto,
    ];
    vista.zoom = Math.min(8, Math.max(minimo(), vista.zoom * factor));
    const ahora = medidas();
    vista.x = punto[0] - (px - caja.clientWidth / 2) / ahora.ancho;
    vista.y = punto[1] - (py - caja.clientHeight / 2) / ahora.alto;
    dibuja();
  }
  function mueve(dx, dy) {
    const { ancho, alto } = medidas();
    vista.x += dx / ancho;
    vista.y += dy / alto;
    dibuja();
  }
  const entera = () => { Object.assign(vista, { zoom: minimo(), x: 0.5, y: 0.5 }); dibuja(); };
  const gira = () => { vista.giro = (vista.giro + 90) % 360; entera(); };

  caja.classList.add("activo");
  liga.tabIndex = -1;
  liga.addEventListener("click", (evento) => evento.preventDefault());
  imagen.draggable = false;
  caja.tabIndex = 0;
  caja.setAttribute("role", "group");
  caja.setAttribute("aria-label", dice("ayuda"));

  const botones = document.createElement("p");
  botones.className = "fila";
  const mandos = [["acercar", () => acerca(1.5)], ["alejar", () => acerca(1 / 1.5)], ["entera", entera], ["girar", gira]];
  for (const [clave, hace] of mandos) {
    const boton = document.createElement("button");
    boton.type = "button";
    boton.className = "boton";
    boton.textContent = dice(clave);
    boton.addEventListener("click", hace);
    botones.append(boton);
  }
  caja.after(botones);

  const teclas = {
    "+": () => acerca(1.25), "=": () => acerca(1.25), "-": () => acerca(0.8), "0": entera, r: gira, R: gira,
    ArrowLeft: () => mueve(-80, 0), ArrowRight: () => mueve(80, 0), ArrowUp: () => mueve(0, -80), ArrowDown: () => mueve(0, 80),
  };
  caja.addEventListener("keydown", (evento) => {
    if (evento.ctrlKey || evento.metaKey || evento.altKey || !teclas[evento.key]) return;
    evento.preventDefault();
    teclas[evento.key]();
  });
  caja.addEventListener("wheel", (evento) => {
    // The wheel alone moves the page, as everywhere; with the image in focus or with Ctrl it brings it closer.
    if (!evento.ctrlKey && document.activeElement !== caja) return;
    evento.preventDefault();
    const { left, top } = caja.getBoundingClientRect();
    acerca(evento.deltaY < 0 ? 1.15 : 1 / 1.15, evento.clientX - left, evento.clientY - top);
  }, { passive: false });

  const dedos = new Map();
  const separacion = () => {
    const [a, b] = [...dedos.values()];
    return Math.hypot(a.x - b.x, a.y - b.y) || 1;
  };
  caja.addEventListener("pointerdown", (evento) => {
    dedos.set(evento.pointerId, { x: evento.clientX, y: evento.clientY });
    caja.setPointerCapture(evento.pointerId);
  });
  caja.addEventListener("pointermove", (evento) => {
    const antes = dedos.get(evento.pointerId);
    if (!antes) return;
    const abiertos = dedos.size === 2 ? separacion() : 0;
    dedos.set(evento.pointerId, { x: evento.clientX, y: evento.clientY });
    if (dedos.size === 1) mueve(antes.x - evento.clientX, antes.y - evento.clientY);
    else if (dedos.size === 2) {
      const [a, b] = [...dedos.values()], { left, top } = caja.getBoundingClientRect();
      acerca(separacion() / abiertos, (a.x + b.x) / 2 - left, (a.y + b.y) / 2 - top);
    }
  });
  for (const fin of ["pointerup", "pointercancel"]) caja.addEventListener(fin, (evento) => dedos.delete(evento.pointerId));
  new ResizeObserver(dibuja).observe(caja);
  // How large the image is, only the image knows.
  imagen.addEventListener("load", entera);
  entera();
}
