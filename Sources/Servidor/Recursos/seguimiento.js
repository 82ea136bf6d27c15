"use strict";
// Forms of seguimiento work without this; it looks for records while somebody types in a field that has too many to list.
(() => {
  for (const campo of document.querySelectorAll("input[data-clases]")) {
    const lista = document.getElementById(campo.getAttribute("list"));
    let pedido = 0, ultimo = null;
    const buscar = async () => {
      const texto = campo.value.trim();
      if (texto === ultimo) return;
      ultimo = texto;
      const turno = ++pedido;
      try {
        const consulta = new URLSearchParams({ clases: campo.dataset.clases, texto });
        const respuesta = await fetch(`/seguimiento/opciones?${consulta}`, { headers: { Accept: "application/json" } });
        if (!respuesta.ok || turno !== pedido) return;
        const hallados = await respuesta.json();
        lista.replaceChildren(...hallados.map((uno) => {
          const opcion = document.createElement("option");
          opcion.value = uno.clave;
          opcion.label = uno.titulo;
          return opcion;
        }));
      } catch (_) { /* Without a link, what is typed is looked for when it is sent. */ }
    };
    let espera = 0;
    campo.addEventListener("input", () => { clearTimeout(espera); espera = setTimeout(buscar, 200); });
    campo.addEventListener("focus", buscar);
  }
})();
