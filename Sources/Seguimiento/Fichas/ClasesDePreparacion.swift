extension Clase {
    static let plan: [Clase] = [actividad, adquisicion, plaza, capacitacion]
    static let infraestructura: [Clase] = [
        centro, desarrollo, tercero, auditoria, convocatoriaDeDifusores, difusor, accesos,
    ]

    private static let actividad = Clase(
        "actividad", carpeta: "actividades", "Actividad del plan de trabajo", plural: "Plan de trabajo", area: .plan,
        titulo: ["numero", "actividad"], fecha: "termino", estado: "estado",
        [
            Campo("numero", "Número", .linea(20), requerido: true, ayuda: "6, o 6.1 si es parte de la 6"),
            Campo("actividad", "Actividad", .parrafos(800), requerido: true),
            Campo("entregable", "Entregable", .linea(200)),
            Campo("inicio", "Inicio", .fecha),
            Campo("termino", "Término", .fecha),
            Campo("area", "Área responsable", .linea(200)),
            Campo("avance", "Avance (%)", .entero(0...100)),
            Campo(
                "estado", "Estado",
                .opciones([
                    "pendiente": "Pendiente", "en_curso": "En curso", "concluida": "Concluida",
                    "cancelada": "Cancelada",
                ])),
        ])

    private static let adquisicion = Clase(
        "adquisicion", carpeta: "adquisiciones", "Adquisición", plural: "Adquisiciones", area: .plan,
        titulo: ["objeto", "numero"], fecha: "fecha", estado: "estado",
        [
            Campo("objeto", "Qué se adquiere", .parrafos(600), requerido: true),
            Campo(
                "procedimiento", "Procedimiento",
                .opciones([
                    "licitacion": "Licitación pública", "invitacion": "Invitación a cuando menos tres",
                    "adjudicacion": "Adjudicación directa", "convenio": "Convenio",
                ])),
            Campo("numero", "Número", .linea(80)),
            Campo("fecha", "Fecha", .fecha),
            Campo("proveedor", "Proveedor", .linea(200)),
            Campo("monto", "Monto (pesos)", .numero),
            Campo(
                "estado", "Estado",
                .opciones([
                    "en_preparacion": "En preparación", "en_curso": "En curso", "adjudicada": "Adjudicada",
                    "entregada": "Entregada", "desierta": "Desierta",
                ])),
        ])

    private static let plaza = Clase(
        "plaza", carpeta: "plazas", "Puesto", plural: "Personal", area: .plan, titulo: ["puesto", "centro"],
        fecha: "desde",
        [
            Campo("puesto", "Puesto", .linea(120), requerido: true),
            Campo("centro", "Centro", .referencia(["centro"])),
            Campo("requeridas", "Personas que se necesitan", .entero(0...10_000), requerido: true),
            Campo("cubiertas", "Personas contratadas", .entero(0...10_000)),
            Campo("desde", "Desde", .fecha),
            Campo("hasta", "Hasta", .fecha),
            Campo("nota", "Nota", .parrafos(600)),
        ])

    private static let capacitacion = Clase(
        "capacitacion", carpeta: "capacitaciones", "Capacitación", plural: "Capacitación", area: .plan,
        titulo: ["tema", "fecha"], fecha: "fecha",
        [
            Campo("tema", "Tema", .linea(200), requerido: true),
            Campo("fecha", "Fecha", .fecha, requerido: true),
            Campo("dirigida_a", "A quiénes", .linea(200)),
            Campo("lugar", "Lugar", .linea(200)),
            Campo("horas", "Horas", .numero),
            Campo("asistentes", "Personas que asistieron", .entero(0...100_000)),
            Campo("acreditadas", "Personas que acreditaron", .entero(0...100_000)),
        ])

    private static let centro = Clase(
        "centro", carpeta: "centros", "Centro o sitio", plural: "Centros y sitios", area: .infraestructura,
        titulo: ["clave", "nombre"], fecha: "fecha", estado: "estado",
        [
            Campo("clave", "Clave", .linea(20), ayuda: "La del catálogo de la operación"),
            Campo("nombre", "Nombre", .linea(200), requerido: true),
            Campo(
                "tipo", "Tipo",
                .opciones([
                    "catd": "CATD", "ccv": "CCV", "site": "SITE principal", "site_alterno": "SITE alterno",
                    "sede": "Sede del instituto",
                ]), requerido: true),
            Campo("municipio", "Municipio", .linea(120)),
            Campo("domicilio", "Domicilio", .linea(300)),
            Campo("responsable", "Responsable", .referencia(["persona"])),
            Campo(
                "relevo", "Centro que lo releva", .referencia(["centro"]),
                ayuda: "A dónde se llevan sus actas si no puede operar"),
            Campo(
                "estado", "Instalación",
                .opciones(["por_instalar": "Por instalar", "en_instalacion": "En instalación", "listo": "Habilitado"])),
            Campo("fecha", "Fecha en que quedó habilitado", .fecha),
            Campo(
                "revision", "Lista de revisión",
                .grupos([
                    Campo("concepto", "Concepto", conceptosDeRevision, requerido: true),
                    Campo("requerido", "Cuánto se necesita", .linea(120)),
                    Campo("existente", "Cuánto hay", .linea(120)),
                    Campo("cumple", "Cumple", .logico, requerido: true),
                    Campo("responsable", "Responsable", .linea(120)),
                    Campo("fecha", "Fecha de revisión", .fecha),
                    Campo("nota", "Nota", .linea(300)),
                ])),
            Campo(
                "enlaces", "Enlaces medidos",
                .grupos([
                    Campo(
                        "uso", "Uso", .opciones(["principal": "Principal", "respaldo": "Respaldo"]), requerido: true),
                    Campo("proveedor", "Proveedor", .linea(120)),
                    Campo("bajada", "Bajada (Mbit/s)", .numero),
                    Campo("subida", "Subida (Mbit/s)", .numero),
                    Campo("latencia", "Latencia (ms)", .numero),
                    Campo("fecha", "Fecha de la medición", .fecha),
                ])),
        ])

    /// What a centre is checked for before it is ready.
    static let conceptosDeRevision = Campo.Tipo.opciones([
        "equipo": "Equipo de cómputo", "escaner": "Escáner", "mobiliario": "Mobiliario",
        "enlace_principal": "Enlace principal",
        "enlace_respaldo": "Enlace de respaldo", "ups": "Energía ininterrumpida (UPS)", "planta": "Planta de energía",
        "tierra": "Instalación eléctrica y tierra física", "firewall": "Firewall",
        "espacio": "Espacio y acceso controlado",
        "clima": "Clima", "videovigilancia": "Videovigilancia", "otro": "Otro",
    ])

    private static let desarrollo = Clase(
        "desarrollo", carpeta: "desarrollo", "Avance del sistema", plural: "Desarrollo del sistema",
        area: .infraestructura,
        titulo: ["componente", "version"], fecha: "fecha", estado: "estado",
        [
            Campo("componente", "Componente", .linea(200), requerido: true),
            Campo("version", "Versión", .linea(40)),
            Campo("fecha", "Fecha", .fecha, requerido: true),
            Campo("avance", "Avance (%)", .entero(0...100)),
            Campo("descripcion", "Qué se hizo", .parrafos(2000)),
            Campo(
                "estado", "Estado",
                .opciones(["en_curso": "En curso", "en_prueba": "En prueba", "terminado": "Terminado"])),
        ])

    private static let tercero = Clase(
        "tercero", carpeta: "terceros", "Tercero que auxilia", plural: "Tercero que auxilia", area: .infraestructura,
        titulo: ["nombre", "alcance"], fecha: "fecha",
        [
            Campo("nombre", "Nombre", .linea(200), requerido: true),
            Campo("alcance", "Alcance", .parrafos(1500)),
            Campo("instrumento", "Instrumento jurídico", .linea(300)),
            Campo("fecha", "Fecha", .fecha),
        ])

    private static let auditoria = Clase(
        "auditoria", carpeta: "auditoria", "Paso de la auditoría", plural: "Auditoría", area: .infraestructura,
        titulo: ["etapa", "ente", "fecha"], fecha: "fecha", estado: "estado",
        [
            Campo(
                "etapa", "Etapa",
                .opciones([
                    "candidatos": "Candidatos a ente auditor", "designacion": "Designación",
                    "instrumento": "Instrumento jurídico",
                    "pruebas": "Pruebas", "informe_parcial": "Informe parcial", "hallazgo": "Hallazgo",
                    "validacion": "Validación del sistema", "informe_final": "Informe final",
                ]), requerido: true),
            Campo("ente", "Ente auditor", .linea(200)),
            Campo("fecha", "Fecha", .fecha, requerido: true),
            Campo("descripcion", "Descripción", .parrafos(2000), requerido: true),
            Campo("oficio", "Oficio", .referencia(["oficio"])),
            Campo("estado", "Estado", .opciones(["abierto": "Abierto", "atendido": "Atendido", "cerrado": "Cerrado"])),
        ])
}
