extension Clase {
    /// A difusor oficial, as the call asks for it (dominio 8.2): application, contacts, infrastructure, obligations,
    /// commitment, authorisations, support, memoria técnica, and where its copy of the public tree goes.
    static let difusor = Clase(
        "difusor", carpeta: "difusores", "Difusor oficial", plural: "Difusores oficiales", area: .infraestructura,
        titulo: ["nombre", "enlace"], fecha: "fecha", estado: "estado",
        solicitudDeDifusor + requisitosDeDifusor + transmisionADifusor + memoriaDeDifusor)

    private static let solicitudDeDifusor = [
        Campo("nombre", "Nombre", .linea(200), requerido: true),
        Campo(
            "tipo", "Tipo",
            .opciones(["academica": "Institución académica", "medio": "Medio de comunicación", "otro": "Otro"])),
        Campo("enlace", "Dirección pública", .enlace, ayuda: "La que lee la ciudadanía; termina con una diagonal"),
        Campo("fecha", "Fecha", .fecha, ayuda: "De su aviso o solicitud"),
        Campo("oficio", "Oficio de su solicitud", .referencia(["oficio"])),
        Campo("copia_al_cotaprep", "Copia al COTAPREP", .fecha),
        Campo(
            "estado", "Estado",
            .opciones([
                "invitado": "Invitado", "solicitud": "Con solicitud", "formalizado": "Formalizado",
                "declinado": "Declinó",
            ])),
        Campo("instrumento", "Instrumento jurídico", .linea(300)),
        Campo(
            "compromiso", "Fecha de su compromiso por escrito", .fecha,
            ayuda: "El escrito se adjunta: integridad, continuidad, confidencialidad, datos sólo del instituto"),
        Campo(
            "publicado_desde", "En la lista pública desde", .fecha,
            ayuda: "El día desde el que el sitio lo enlista con su liga"),
        Campo(
            "logotipo", "Archivo del logotipo", .linea(120),
            ayuda: "El nombre de uno de sus adjuntos, PNG o JPEG de 256 KiB o menos"),
        Campo("contacto", "Contacto", .linea(200)),
        Campo(
            "contactos", "Personal técnico responsable",
            .grupos([
                Campo("nombre", "Nombre", .linea(200), requerido: true),
                Campo("cargo", "Cargo", .linea(200)),
                Campo("telefono", "Teléfono", .linea(60), requerido: true),
                Campo("correo", "Correo", .linea(200)),
                Campo("horario", "Horario", .linea(120)),
            ])),
    ]

    private static let requisitosDeDifusor = [
        Campo(
            "infraestructura", "Infraestructura mínima",
            .grupos([
                Campo("requisito", "Requisito", requisitosDeInfraestructura, requerido: true),
                Campo("cumple", "Cumple", .logico, requerido: true),
                Campo("evidencia", "Evidencia", .linea(300), ayuda: "Qué se revisó; el archivo se adjunta"),
                Campo("fecha", "Fecha de revisión", .fecha),
            ])),
        Campo(
            "evaluacion", "Evaluación alternativa",
            .opciones([
                "pendiente": "Pendiente", "suficiente": "Infraestructura suficiente",
                "insuficiente": "Infraestructura insuficiente",
            ]), ayuda: "De quien no cumple algún requisito y remitió sus características"),
        Campo("evaluacion_fecha", "Fecha de la evaluación", .fecha),
        Campo("evaluacion_nota", "Qué se valoró", .parrafos(2000)),
        Campo(
            "obligaciones", "Obligaciones que el instituto puede verificar",
            .grupos([
                Campo("obligacion", "Obligación", obligacionesDeDifusor, requerido: true),
                Campo("fecha", "Fecha de verificación", .fecha),
                Campo("cumple", "Cumple", .logico),
                Campo("evidencia", "Evidencia", .linea(300)),
            ])),
        Campo(
            "autorizaciones", "Formatos personalizados",
            .grupos([
                Campo("formato", "Formato", .linea(300), requerido: true),
                Campo("solicitud", "Fecha de la solicitud", .fecha),
                Campo(
                    "resultado", "Resultado",
                    .opciones(["pendiente": "Pendiente", "autorizado": "Autorizado", "negado": "No autorizado"]),
                    requerido: true),
                Campo("oficio", "Oficio", .referencia(["oficio"])),
            ])),
        Campo(
            "soporte", "Bitácora de soporte",
            .grupos([
                Campo("etapa", "Etapa", etapasDeSoporte, requerido: true),
                Campo("fecha", "Fecha", .fecha, requerido: true),
                Campo("hora", "Hora", .hora),
                Campo("atendio", "Quién atendió", .linea(200)),
                Campo("asunto", "Asunto", .parrafos(1000), requerido: true),
                Campo("solucion", "Solución", .parrafos(1000)),
            ])),
    ]

    private static let transmisionADifusor = [
        Campo("servidor", "Servidor SFTP", .linea(253), ayuda: "Nombre o dirección; sin él no se le transmite"),
        Campo("puerto", "Puerto", .entero(1...65535)),
        Campo("cuenta", "Cuenta", .linea(64)),
        Campo("carpeta", "Carpeta de destino", .linea(200)),
        Campo(
            "llaves_del_servidor", "Llaves del servidor", .lista(.linea(2000)),
            ayuda: "Las que da «ssh-keyscan», verificadas por otra vía: ssh-ed25519 AAAA…"),
        Campo("tope", "Tope (kbit/s)", .entero(64...10_000_000)),
        Campo("canales", "Transferencias a la vez", .entero(1...16)),
    ]

    private static let memoriaDeDifusor = [
        Campo("memoria_fecha", "Memoria técnica entregada", .fecha, ayuda: "Sus bitácoras y su escrito se adjuntan"),
        Campo("memoria_visitas_promedio", "Visitas por día antes de la operación", .entero(0...1_000_000_000)),
        Campo("memoria_paginas_promedio", "Páginas por día antes de la operación", .entero(0...1_000_000_000)),
        Campo("memoria_hits_promedio", "Hits por día antes de la operación", .entero(0...1_000_000_000)),
        Campo("memoria_incidencias", "Incidencias que reporta", .parrafos(4000)),
        Campo(
            "memoria_reporte", "Las mismas, con su hora",
            .grupos([
                Campo("momento", "Cuándo", .momento, requerido: true),
                Campo("hasta", "Hasta", .momento),
                Campo("que", "Qué pasó", .parrafos(1000), requerido: true),
                Campo("solucion", "Qué se hizo", .parrafos(1000)),
            ])),
        Campo("memoria_comentarios", "Comentarios y sugerencias", .parrafos(4000)),
        Campo(
            "memoria_evaluacion", "Evaluación para convocatorias posteriores", .parrafos(4000),
            ayuda: "La del instituto: qué conviene pedir o cambiar"),
    ]

    /// What the call of Coahuila 2021 asks for (D12–D16).
    private static let requisitosDeInfraestructura = Campo.Tipo.opciones([
        "sftp": "Recepción por SFTP con enlace dedicado a su cargo",
        "alta_disponibilidad": "Esquema de alta disponibilidad (preferente)",
        "enlace_web": "Enlace web síncrono de 10 Mbps o más",
        "servidor": "Servidor con 100 GB de disco, 8 GB de memoria y 2 núcleos, o más",
        "redundancia": "Fuente de poder, tarjeta de red y disco redundantes",
        "sistema": "Sistema operativo Linux",
        "firewall": "Firewall que filtra ataques de red, soporta el tráfico y contiene la negación de servicio",
        "intrusos": "Detector de intrusos para ataques de ambiente web",
        "energia": "Energía ininterrumpida y planta de emergencia en todos los equipos",
    ])

    /// Of fraction IV of the same call (D20).
    private static let obligacionesDeDifusor = Campo.Tipo.opciones([
        "control_de_acceso": "Control de acceso lógico y físico",
        "infraestructura": "Infraestructura y requerimientos mínimos",
        "continuidad": "Pruebas de continuidad",
        "penetracion": "Pruebas de seguridad (penetración)",
        "procedimientos": "Procedimientos de operación y contingencia",
    ])

    static let etapasDeSoporte = Campo.Tipo.opciones([
        "instalacion": "Instalación y pruebas", "simulacros": "Ejercicios y simulacros",
        "operacion": "Operación y difusión",
    ])
}
