"use strict";
// Empaquetado, incidencias and administración work without this; it adds the camera where the browser reads codes, and
// files that are dropped into a text.
(() => {
  for (const campo of document.querySelectorAll("[data-lector]")) campo.select();

  const boton = document.querySelector("[data-camara]");
  if (boton && "BarcodeDetector" in window && navigator.mediaDevices) {
    const video = document.querySelector("[data-video]"), campo = document.getElementById(boton.dataset.camara);
    boton.hidden = false;
    boton.addEventListener("click", async () => {
      let corriente;
      try {
        corriente = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      } catch (_) {
        boton.textContent = "La cámara no se pudo abrir";
        return;
      }
      video.srcObject = corriente;
      video.hidden = false;
      await video.play();
      const lector = new BarcodeDetector({ formats: ["qr_code", "code_128"] });
      const buscar = async () => {
        const [codigo] = await lector.detect(video).catch(() => []);
        if (!codigo) { setTimeout(buscar, 150); return; }
        for (const pista of corriente.getTracks()) pista.stop();
        campo.value = codigo.rawValue;
        campo.form.requestSubmit();
      };
      buscar();
    });
  }

  // A CSV becomes the text of its field: what is sent can be seen.
  for (const archivo of document.querySelectorAll("input[type=file][data-a]")) {
    archivo.addEventListener("change", async () => {
      const [elegido] = archivo.files;
      if (elegido && elegido.size < 900000) document.getElementById(archivo.dataset.a).value = await elegido.text();
    });
  }
  // "All that has not arrived" needs no list.
  const todas = document.getElementById("todas");
  if (todas) {
    const lista = document.getElementById("lista-casillas");
    const poner = () => { lista.hidden = todas.checked; };
    todas.addEventListener("change", poner);
    poner();
  }
})();
