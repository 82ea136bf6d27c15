"use strict";
// The photos that wait in this phone. The page and the service worker share it: whoever has signal first empties it.
//
// Each photo is kept encrypted under a key that the browser holds and never gives out, and it is deleted only after the
// server says that it has it. Sending the same photo twice is harmless: the server knows it by its SHA-256.
self.cola = (() => {
  const BASE = "prep-casilla";
  const ESPERA_MAXIMA = 5 * 60 * 1000;
  const LIMITE_DE_ENVIO = 10 * 60 * 1000;
  const canal = "BroadcastChannel" in self ? new BroadcastChannel(BASE) : null;
  let base = null;
  let fallas = 0;
  let siguiente = 0;
  let vaciando = false;
  let hayEnlace = null;

  // ---- store
  function abrir() {
    base = base || new Promise((listo, falla) => {
      const peticion = indexedDB.open(BASE, 1);
      peticion.onupgradeneeded = () => {
        peticion.result.createObjectStore("ajustes");
        peticion.result.createObjectStore("fotos", { keyPath: "acta" });
      };
      peticion.onsuccess = () => {
        peticion.result.onversionchange = () => { peticion.result.close(); base = null; };
        peticion.result.onclose = () => { base = null; };
        listo(peticion.result);
      };
      peticion.onerror = () => { base = null; falla(peticion.error); };
    });
    return base;
  }

  /// One transaction; resolves with what its last request gave, once it is on disk.
  async function en(almacen, modo, hacer) {
    const abierta = await abrir();
    return new Promise((listo, falla) => {
      const transaccion = abierta.transaction(almacen, modo, { durability: "strict" });
      let peticion = null;
      transaccion.oncomplete = () => listo(peticion ? peticion.result : undefined);
      transaccion.onabort = transaccion.onerror = () => falla(transaccion.error || new Error("no se pudo guardar"));
      peticion = hacer(transaccion.objectStore(almacen), transaccion);
    });
  }

  const leer = (nombre) => en("ajustes", "readonly", (a) => a.get(nombre));
  const guardar = (nombre, valor) => en("ajustes", "readwrite", (a) => a.put(valor, nombre));
  const quitar = (nombre) => en("ajustes", "readwrite", (a) => a.delete(nombre));

  // ---- encryption
  async function llave() {
    const guardada = await leer("llave");
    if (guardada) return guardada;
    const nueva = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Of two that make one at once, the first stays.
    await en("ajustes", "readwrite", (a) => {
      const previa = a.get("llave");
      previa.onsuccess = () => { if (!previa.result) a.put(nueva, "llave"); };
      return previa;
    });
    return leer("llave");
  }

  const octetos = (texto) => new TextEncoder().encode(texto);

  async function cifrar(datos, para) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const cifrado = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: octetos(para) }, await llave(), datos);
    return { iv, datos: cifrado };
  }

  async function descifrar(caja, para) {
    return crypto.subtle.decrypt(
      { name: "AES-GCM", iv: caja.iv, additionalData: octetos(para) }, await llave(), caja.datos);
  }

  async function huella(datos) {
    const resumen = new Uint8Array(await crypto.subtle.digest("SHA-256", datos));
    return Array.from(resumen, (o) => o.toString(16).padStart(2, "0")).join("");
  }

  // ---- device
  async function ficha() {
    const caja = await leer("ficha");
    return caja ? new TextDecoder().decode(await descifrar(caja, "ficha")) : null;
  }

  /// The token is made here and kept before it is sent: an answer lost on the way does not spend the code.
  async function fichaNueva() {
    const guardada = await leer("por-inscribir");
    if (guardada) return new TextDecoder().decode(await descifrar(guardada, "ficha"));
    const nueva = Array.from(crypto.getRandomValues(new Uint8Array(32)), (o) => o.toString(16).padStart(2, "0")).join("");
    await guardar("por-inscribir", await cifrar(octetos(nueva), "ficha"));
    return nueva;
  }

  async function inscribir(respuesta) {
    await guardar("ficha", await cifrar(octetos(respuesta.ficha), "ficha"));
    await quitar("por-inscribir");
    await quitar("baja");
    await guardar("lista", respuesta.lista);
    fallas = 0;
    siguiente = 0;
    avisar();
  }

  const darDeBaja = (datos) => guardar("baja", (datos && datos.error) || "Pida otro código a su coordinación.");

  // ---- photos
  /// One photo waits per acta: another one of the same acta takes its place.
  async function agregar(foto) {
    const sha256 = await huella(foto.datos);
    const caja = await cifrar(foto.datos, `${foto.acta} ${sha256}`);
    await en("fotos", "readwrite", (f) => f.put({
      acta: foto.acta, sha256, caja, tipo: foto.tipo, tomada: foto.tomada, peso: foto.datos.byteLength, enviada: false,
      rechazo: null,
    }));
    avisar();
    return sha256;
  }

  const fotos = () => en("fotos", "readonly", (f) => f.getAll());

  /// Changes a photo only while it is still the same one.
  function sobre(foto, hacer) {
    return en("fotos", "readwrite", (f) => {
      const actual = f.get(foto.acta);
      actual.onsuccess = () => { if (actual.result && actual.result.sha256 === foto.sha256) hacer(f, actual.result); };
      return actual;
    });
  }

  const descartar = (foto) => sobre(foto, (f) => f.delete(foto.acta)).then(avisar);

  function avisar() { if (canal) canal.postMessage("cambio"); if (self.alCambiarLaCola) self.alCambiarLaCola(); }

  // ---- sending
  async function pedir(ruta, opciones = {}) {
    const control = new AbortController();
    const reloj = setTimeout(() => control.abort(), opciones.limite || 30000);
    try {
      hayEnlace = false;
      const respuesta = await fetch(ruta, {
        ...opciones, signal: control.signal, cache: "no-store", credentials: "omit",
        headers: { Accept: "application/json", Authorization: "Bearer " + (await ficha()), ...opciones.headers },
      });
      hayEnlace = true;
      const datos = await respuesta.json().catch(() => null);
      return { estado: respuesta.status, espera: Number(respuesta.headers.get("Retry-After")) || 0, datos };
    } finally {
      clearTimeout(reloj);
    }
  }

  async function alAcuse(foto, datos) {
    const lista = await leer("lista");
    for (const casilla of lista ? lista.casillas : []) {
      for (const acta of casilla.actas) {
        if (acta.id === foto.acta) { acta.estado = datos.estado; acta.texto = datos.texto; }
      }
    }
    if (lista) await guardar("lista", lista);
    await sobre(foto, (f) => f.delete(foto.acta));
    await quitar("espera");
  }

  /// What an answer means for a photo: whether to go on with the next.
  async function segun(respuesta, foto) {
    const { estado, datos } = respuesta;
    if (estado === 200 && datos && datos.acta === foto.acta && datos.sha256 === foto.sha256) {
      await alAcuse(foto, datos);
      return true;
    }
    if (estado === 401) {
      await darDeBaja(datos);
      return false;
    }
    if (datos && datos.definitivo === true) {
      await sobre(foto, (f, actual) => { actual.rechazo = datos.error; f.put(actual); });
      return true;
    }
    aplazar(respuesta.espera);
    await guardar("espera", (datos && datos.error) || null);
    return false;
  }

  function aplazar(segundos) {
    fallas += 1;
    const propia = Math.min(ESPERA_MAXIMA, 2000 * 2 ** Math.min(fallas, 8)) * (0.75 + Math.random() / 2);
    siguiente = Date.now() + Math.max(propia, segundos * 1000);
  }

  async function enviar(foto) {
    const ruta = `/actas/${foto.acta}/imagen?sha256=${foto.sha256}&tomada=${foto.tomada}`;
    if (foto.enviada) {
      // The answer may have been lost: asking costs less than sending again.
      const previa = await pedir(ruta);
      if (previa.estado !== 404) return segun(previa, foto);
    }
    const datos = await descifrar(foto.caja, `${foto.acta} ${foto.sha256}`);
    await sobre(foto, (f, actual) => { actual.enviada = true; f.put(actual); });
    return segun(
      await pedir(ruta, { method: "POST", body: datos, limite: LIMITE_DE_ENVIO, headers: { "Content-Type": foto.tipo } }),
      foto);
  }

  async function recorrer(forzar) {
    if (await leer("baja") || !(await leer("ficha"))) return;
    if (!forzar && Date.now() < siguiente) return;
    const pendientes = (await fotos()).filter((f) => !f.rechazo).sort((a, b) => a.tomada - b.tomada);
    for (const foto of pendientes) {
      try {
        self.enviandoActa = foto.acta;
        avisar();
        if (!(await enviar(foto))) return;
        fallas = 0;
        siguiente = 0;
      } catch (_) {
        aplazar(0);
        return;
      } finally {
        self.enviandoActa = null;
        avisar();
      }
    }
  }

  /// Sends what waits, one at a time and in one place at a time; resolves with how many are still waiting.
  async function vaciar(forzar = false) {
    if (!vaciando) {
      vaciando = true;
      try {
        if (navigator.locks) {
          await navigator.locks.request(BASE, { ifAvailable: true }, (c) => (c ? recorrer(forzar) : null));
        } else {
          await recorrer(forzar);
        }
      } finally {
        vaciando = false;
      }
    }
    return (await fotos()).filter((f) => !f.rechazo).length;
  }

  if (canal) canal.onmessage = () => { if (self.alCambiarLaCola) self.alCambiarLaCola(); };
  return {
    leer, guardar, llave, fichaNueva, inscribir, darDeBaja, agregar, fotos, descartar, pedir, vaciar,
    /// Whether the last request reached a server; null before the first.
    get hayEnlace() { return hayEnlace; },
  };
})();
