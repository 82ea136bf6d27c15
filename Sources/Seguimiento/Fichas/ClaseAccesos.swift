extension Clase {
    /// The web logs of a difusor, counted: one record of each, written by `prep difusor memoria`.
    static let accesos = Clase(
        "accesos", carpeta: "accesos", "Cuenta de accesos de un difusor", plural: "Accesos a los difusores",
        area: .infraestructura, titulo: ["difusor"], fecha: "desde",
        [
            Campo("difusor", "Difusor", .referencia(["difusor"]), requerido: true),
            Campo("desde", "Desde", .momento),
            Campo("hasta", "Hasta", .momento, ayuda: "Sin incluir ese minuto"),
            Campo("lineas", "Líneas leídas", .entero(cuantas), requerido: true),
            Campo("ilegibles", "Líneas que no se entienden", .entero(cuantas), requerido: true),
            Campo("fuera", "Líneas de otras horas", .entero(cuantas), requerido: true),
            Campo("hits", "Hits", .entero(cuantas), requerido: true),
            Campo("paginas", "Páginas", .entero(cuantas), requerido: true),
            Campo("visitas", "Visitas", .entero(cuantas), requerido: true),
            Campo("direcciones", "Direcciones distintas", .entero(cuantas), requerido: true),
            Campo("errores_4xx", "Respuestas 4xx", .entero(cuantas), requerido: true),
            Campo("errores_5xx", "Respuestas 5xx", .entero(cuantas), requerido: true),
            Campo("bytes", "Bytes enviados", .entero(cuantas), requerido: true),
            Campo("pico", "Minuto pico", .momento),
            Campo("pico_hits", "Hits del minuto pico", .entero(cuantas)),
            Campo("por_dia", "Por día", .grupos([Campo("dia", "Día", .fecha, requerido: true)] + cifras)),
            Campo("por_hora", "Por hora", .grupos([Campo("hora", "Hora", .momento, requerido: true)] + cifras)),
            Campo(
                "archivos", "Archivos contados",
                .grupos([
                    Campo("nombre", "Nombre", .linea(255), requerido: true),
                    Campo("bytes", "Bytes", .entero(cuantas), requerido: true),
                    Campo("sha256", "SHA-256", .linea(64), requerido: true),
                ])),
        ])

    private static let cifras = [
        Campo("hits", "Hits", .entero(cuantas), requerido: true),
        Campo("paginas", "Páginas", .entero(cuantas), requerido: true),
        Campo("visitas", "Visitas", .entero(cuantas), requerido: true),
    ]
    private static let cuantas = 0...1_000_000_000_000_000
}
