"""Un relevo TCP entre el instituto y un difusor: cuenta lo que pasa, lo retrasa o lo corta. Este núcleo no tiene netem."""

import asyncio
import collections
import contextlib
import ctypes
import os
import socket
import threading
import time

CLONE_NEWNET = 0x40000000
TROZO = 64 << 10
# What is on its way at most, in each direction of a connection.
EN_CAMINO = 512 << 10


class Relevo:
    """Escucha en un puerto libre y lleva cada conexión a `destino`.

    - `latencia`: segundos de ida y vuelta que agrega.
    - `corta_tras`: la conexión que lleve hacia allá esos bytes se corta, una vez; después ya no.
    - `red`: archivo de la red (`/proc/PID/ns/net`) en que vive; la de quien lo abre, si no se dice.
    """

    def __init__(self, destino, direccion="127.0.0.1", latencia=0, red=None):
        self.destino, self.direccion, self.latencia, self.red = destino, direccion, latencia, red
        self.enviados, self.recibidos, self.conexiones, self.cortes = 0, 0, 0, 0
        self.corta_tras = None
        # Told once, when a connection has carried that many bytes.
        self.aviso_tras, self.aviso = None, threading.Event()
        self.por_conexion = collections.Counter()
        self.puerto, self.falla = None, None
        self.listo = threading.Event()
        self.hilo = threading.Thread(target=self.corre, daemon=True)

    def __enter__(self):
        self.hilo.start()
        self.listo.wait(10)
        if self.falla:
            raise self.falla
        return self

    def __exit__(self, *_):
        self.ciclo.call_soon_threadsafe(self.alto.set)
        self.hilo.join(10)

    @property
    def total(self):
        return self.enviados + self.recibidos

    def corre(self):
        try:
            if self.red:
                with open(self.red) as red:
                    # Only of this thread: sockets that it opens are there.
                    if ctypes.CDLL(None, use_errno=True).setns(red.fileno(), CLONE_NEWNET):
                        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), self.red)
            asyncio.run(self.escucha())
        except BaseException as error:
            self.falla = error
        finally:
            self.listo.set()

    async def escucha(self):
        self.ciclo, self.alto = asyncio.get_running_loop(), asyncio.Event()
        self.tareas = set()
        servidor = await asyncio.start_server(self.atiende, self.direccion, 0, limit=TROZO)
        self.puerto = servidor.sockets[0].getsockname()[1]
        self.listo.set()
        await self.alto.wait()
        servidor.close()
        for tarea in self.tareas:
            tarea.cancel()

    async def atiende(self, lector, escritor):
        self.tareas.add(asyncio.current_task())
        self.conexiones += 1
        numero = self.conexiones
        try:
            otro_lector, otro_escritor = await asyncio.open_connection(*self.destino, limit=TROZO)
        except OSError:
            escritor.close()
            return
        for e in (escritor, otro_escritor):
            e.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ida = asyncio.ensure_future(self.lleva(lector, otro_escritor, numero))
        vuelta = asyncio.ensure_future(self.lleva(otro_lector, escritor, None))
        try:
            await asyncio.wait((ida, vuelta), return_when=asyncio.FIRST_EXCEPTION)
        finally:
            for tarea in (ida, vuelta):
                tarea.cancel()
            for e in (escritor, otro_escritor):
                with contextlib.suppress(OSError, RuntimeError):
                    e.transport.abort() if self.cortada(numero) else e.close()
            self.tareas.discard(asyncio.current_task())

    def cortada(self, numero):
        return self.por_conexion[numero] < 0

    async def lleva(self, lector, escritor, numero):
        """En un sentido; `numero` es el de la conexión cuando va hacia el difusor."""
        cola, hueco = asyncio.Queue(), asyncio.Semaphore(EN_CAMINO // TROZO)

        async def entrega():
            while True:
                cuando, trozo = await cola.get()
                if (falta := cuando - time.monotonic()) > 0:
                    await asyncio.sleep(falta)
                if not trozo:
                    with contextlib.suppress(OSError):
                        escritor.write_eof()
                    return
                escritor.write(trozo)
                await escritor.drain()
                hueco.release()

        tarea = asyncio.ensure_future(entrega())
        try:
            while True:
                trozo = await lector.read(TROZO)
                if numero is None:
                    self.recibidos += len(trozo)
                else:
                    self.enviados += len(trozo)
                    self.por_conexion[numero] += len(trozo)
                    if self.aviso_tras is not None and self.por_conexion[numero] >= self.aviso_tras:
                        self.aviso_tras = None
                        self.aviso.set()
                    if self.corta_tras is not None and self.por_conexion[numero] >= self.corta_tras:
                        self.corta_tras = None
                        self.cortes += 1
                        self.por_conexion[numero] = -1
                        raise ConnectionAbortedError("cortada a propósito")
                if tarea.done():
                    return tarea.result()
                await hueco.acquire()
                cola.put_nowait((time.monotonic() + self.latencia / 2, trozo))
                if not trozo:
                    return await tarea
        finally:
            tarea.cancel()
