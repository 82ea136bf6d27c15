extension Clase {
    /// The call to be a difusor oficial: what differs by institute and by year in the one of Coahuila 2021 (dominio 8.2).
    /// What every call says alike is in its document.
    static let convocatoriaDeDifusores = Clase(
        "convocatoria_de_difusores", carpeta: "convocatoria-de-difusores", "Convocatoria a difusores",
        plural: "Convocatoria a difusores", area: .infraestructura, titulo: ["programa", "emitida"], fecha: "emitida",
        estado: "estado", esUnica: true, emision + plazosDeLaConvocatoria + infraestructuraMinima + contacto)

    private static let emision = [
        Campo(
            "programa", "Nombre del programa", .linea(120),
            ayuda: "PREP-Ejemplo 2027; sin escribirlo, Programa de Resultados Electorales Preliminares"),
        Campo(
            "fundamento", "Fundamento", .lista(.linea(600)),
            ayuda:
                "Una norma en cada renglón, para seguir a «los artículos»: 41, Base V, Apartado C, de la Constitución…"),
        Campo(
            "elecciones", "Elecciones", .lista(.linea(200)),
            ayuda: "Para seguir a «las elecciones de»: Ayuntamientos del Estado de Ejemplo"),
        Campo(
            "estado", "Estado",
            .opciones(["borrador": "Borrador", "aprobada": "Aprobada", "publicada": "Publicada"])),
        Campo("acuerdo", "Acuerdo que la aprueba", .referencia(["acuerdo"])),
        Campo("oficio", "Oficio con que se remite al INE", .referencia(["oficio"])),
        Campo("emitida", "Fecha de emisión", .fecha),
        Campo("lugar", "Lugar de emisión", .linea(120), ayuda: "Si no se escribe, la ciudad y la entidad del proceso"),
        Campo("firmas", "Quiénes la firman", .lista(.referencia(["persona"]))),
    ]

    private static let plazosDeLaConvocatoria = [
        Campo("cierre_de_casillas", "Hora desde la que se puede publicar", .hora, ayuda: "La del cierre de casillas"),
        Campo("publicacion_hasta", "Publicación, por lo menos hasta el día", .fecha),
        Campo("publicacion_hasta_hora", "Publicación, hasta la hora", .hora),
        Campo(
            "minutos_entre_cortes", "Minutos entre actualizaciones", .entero(1...60),
            ayuda: "Si no se escribe, los del proceso electoral"),
        Campo(
            "periodos_fallidos", "Actualizaciones fallidas seguidas que suspenden", .entero(1...99),
            ayuda: "Sin escribirlas, 3"),
        Campo("solicitud_limite", "Último día para dar aviso de participación", .fecha),
        Campo("infraestructura_limite", "Último día para tener la infraestructura operando", .fecha),
        Campo("lista_desde", "La lista de difusores se publica desde", .fecha),
        Campo(
            "etapas", "Etapas de soporte técnico",
            .grupos([
                Campo("etapa", "Etapa", etapasDeSoporte, requerido: true),
                Campo("desde", "Desde", .fecha, requerido: true),
                Campo("hasta", "Hasta", .fecha, requerido: true),
            ])),
        Campo("memoria_limite", "Último día para entregar la memoria técnica", .fecha),
        Campo("memoria_dias", "Días cuyas bitácoras se piden", .lista(.fecha)),
    ]

    /// Each says what it is when nobody writes it: what the call of Coahuila 2021 asked for.
    private static let infraestructuraMinima = [
        Campo("enlace_mbps", "Enlace web (Mbps)", .entero(1...1_000_000), ayuda: "Sin escribirlo, 10"),
        Campo("disco_gb", "Disco del servidor (GB)", .entero(1...1_000_000), ayuda: "Sin escribirlo, 100"),
        Campo("memoria_gb", "Memoria del servidor (GB)", .entero(1...100_000), ayuda: "Sin escribirla, 8"),
        Campo("nucleos", "Núcleos del servidor", .entero(1...10_000), ayuda: "Sin escribirlos, 2"),
        Campo(
            "sistemas", "Distribuciones de Linux", .lista(.linea(60)),
            ayuda: "Sin escribirlas, Red Hat, CentOS, Debian y Ubuntu, entre otras"),
    ]

    private static let contacto = [
        Campo(
            "area_responsable", "Área responsable", .referencia(["organo"]),
            ayuda: "La que recibe los avisos y resuelve lo no previsto; si no se elige, la instancia interna"),
        Campo("domicilio", "Domicilio", .parrafos(500), ayuda: "Como se escribe en un sobre, en varios renglones"),
        Campo("telefono", "Teléfono", .linea(60)),
        Campo("extensiones", "Extensiones", .lista(.linea(20))),
        Campo("correo", "Correo", .linea(200)),
        Campo("pagina", "Página de internet del instituto", .enlace),
    ]
}
