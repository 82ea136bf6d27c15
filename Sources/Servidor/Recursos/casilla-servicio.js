"use strict";
// Keeps the application at hand without signal, and sends what waits when the browser says that there is signal again.
// `VERSION`, `ARCHIVOS` and `COLA` are written above by the server.
importScripts(COLA);
const GUARDADOS = "prep-casilla-" + VERSION;

self.addEventListener("install", (evento) => {
  evento.waitUntil((async () => {
    const caja = await caches.open(GUARDADOS);
    await caja.addAll(ARCHIVOS.map((ruta) => new Request(ruta, { cache: "reload" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (evento) => {
  evento.waitUntil((async () => {
    for (const nombre of await caches.keys()) if (nombre !== GUARDADOS) await caches.delete(nombre);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (evento) => {
  const peticion = evento.request;
  const url = new URL(peticion.url);
  if (peticion.method !== "GET" || url.origin !== location.origin) return;
  const ruta = peticion.mode === "navigate" ? "/" : url.pathname;
  if (!ARCHIVOS.includes(ruta)) return;
  evento.respondWith((async () => {
    const guardado = await (await caches.open(GUARDADOS)).match(ruta);
    return guardado || fetch(peticion);
  })());
});

self.addEventListener("sync", (evento) => {
  if (evento.tag !== "fotos") return;
  evento.waitUntil(cola.vaciar(true).then((quedan) => {
    // The browser tries again by itself later.
    if (quedan > 0) throw new Error("quedan fotos por enviar");
  }));
});
