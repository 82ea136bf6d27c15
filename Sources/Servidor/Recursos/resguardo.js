"use strict";
// What is kept on this computer, encrypted under keys that the server gives only to whoever typed it: drafts, and what could
// not be sent yet. Of other nights nothing is left.
prep.resguardo = (() => {
  const deBase64 = (texto) => Uint8Array.from(atob(texto), (c) => c.charCodeAt(0));
  const aBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
  const importar = (llave, uso) => crypto.subtle.importKey("raw", deBase64(llave), "AES-GCM", false, [uso]);

  /// Hour, vector and ciphertext, separated by points.
  async function cifrar(llave, contenido) {
    const iv = crypto.getRandomValues(new Uint8Array(12)), claro = new TextEncoder().encode(JSON.stringify(contenido));
    const cifrado = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await importar(llave, "encrypt"), claro);
    return Date.now() + "." + aBase64(iv) + "." + aBase64(new Uint8Array(cifrado));
  }
  /// What was kept; null when it is not there or belongs to another key.
  async function descifrar(llave, guardado) {
    try {
      const [, iv, cifrado] = guardado.split(".");
      const claro = await crypto.subtle.decrypt({ name: "AES-GCM", iv: deBase64(iv) }, await importar(llave, "decrypt"), deBase64(cifrado));
      return JSON.parse(new TextDecoder().decode(claro));
    } catch (_) { return null; }
  }

  let escritura = Promise.resolve();
  /// One after another: an older draft never lands on a newer one.
  function escribir(nombre, llave, contenido, enClaro = "") {
    escritura = escritura.then(async () => localStorage.setItem(nombre, await cifrar(llave, contenido) + enClaro)).catch(() => {});
    return escritura;
  }
  const borrar = (nombre) => { escritura = escritura.then(() => localStorage.removeItem(nombre)); };

  for (const n of Object.keys(localStorage)) {
    if (/^(borrador|pendiente)\./.test(n) && Date.now() - parseInt(localStorage.getItem(n), 10) > 36 * 3600000) localStorage.removeItem(n);
  }
  return { escribir, borrar, descifrar };
})();
