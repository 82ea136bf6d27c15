extension Clase {
    static let riesgos: [Clase] = [riesgo, escenario, responsabilidad]
    static let pruebas: [Clase] = [ejercicio, incidencia]
    static let textos: [Clase] = [nota, extracto]

    static let fases = Campo.Tipo.opciones([
        "acopio": "Acopio", "digitalizacion": "Digitalización", "captura": "Captura", "verificacion": "Verificación",
        "publicacion": "Publicación", "cotejo": "Cotejo", "empaquetado": "Empaquetado", "todas": "Todas las fases",
    ])

    private static let riesgo = Clase(
        "riesgo", carpeta: "riesgos", "Riesgo", plural: "Riesgos", area: .riesgos, titulo: ["activo", "amenaza"],
        fecha: "revisado", estado: "estrategia",
        [
            Campo("activo", "Activo crítico", .linea(200), requerido: true),
            Campo("valor_del_activo", "Por qué importa", .linea(300)),
            Campo(
                "area_de_amenaza", "Área de amenaza", .linea(120),
                ayuda: "Personas, equipos, red, instalaciones, documentos…"),
            Campo("amenaza", "Amenaza", .parrafos(600), requerido: true),
            Campo("fase", "Fase", fases, requerido: true),
            Campo("probabilidad", "Probabilidad (1 a 5)", .entero(1...5), requerido: true),
            Campo("impacto", "Impacto (1 a 5)", .entero(1...5), requerido: true),
            Campo(
                "estrategia", "Estrategia",
                .opciones([
                    "aceptar": "Aceptar", "reducir": "Reducir", "transferir": "Transferir", "eliminar": "Eliminar",
                ]),
                requerido: true),
            Campo("control", "Control", .parrafos(1500), requerido: true),
            Campo("responsable", "Responsable", .linea(200), requerido: true),
            Campo("compromiso", "Fecha en que el control debe estar", .fecha),
            Campo("listo", "El control ya está", .logico),
            Campo("escenario", "Escenario de continuidad si ocurre", .referencia(["escenario"])),
            Campo("revisado", "Última revisión", .fecha),
        ])

    private static let escenario = Clase(
        "escenario", carpeta: "escenarios", "Escenario de continuidad", plural: "Escenarios de continuidad",
        area: .riesgos,
        titulo: ["nombre"],
        [
            Campo("nombre", "Nombre", .linea(200), requerido: true),
            Campo("fase", "Fase", fases, requerido: true),
            Campo("deteccion", "Cómo se detecta", .parrafos(800), requerido: true),
            Campo("activacion", "Cuándo y quién activa el plan", .parrafos(800), requerido: true),
            Campo("acciones", "Qué se hace", .lista(.parrafos(600)), requerido: true),
            Campo("responsable", "Responsable", .linea(200), requerido: true),
            Campo("recuperacion", "Tiempo de recuperación (minutos)", .entero(0...1440)),
            Campo("regreso", "Regreso a la normalidad", .parrafos(600)),
            Campo("evidencia", "Evidencia", .parrafos(600)),
        ])

    private static let responsabilidad = Clase(
        "responsabilidad", carpeta: "responsabilidades", "Papel en los planes", plural: "Papeles en los planes",
        area: .riesgos, titulo: ["papel", "cargo"],
        [
            Campo(
                "papel", "Papel", .linea(200), requerido: true,
                ayuda: "Coordinación del plan, equipo de respuesta, vocería"),
            Campo("persona", "Persona", .referencia(["persona"])),
            Campo("cargo", "Cargo", .linea(200)),
            Campo("suplente", "Suplente", .linea(200)),
            Campo("contacto", "Cómo se le localiza", .linea(200)),
            Campo("funciones", "Funciones", .lista(.parrafos(400))),
            Campo("orden", "Orden en el árbol de comunicación", .entero(1...99)),
        ])

    private static let ejercicio = Clase(
        "ejercicio", carpeta: "ejercicios", "Prueba o simulacro", plural: "Pruebas y simulacros", area: .pruebas,
        titulo: ["tipo", "numero", "fecha"], fecha: "fecha", estado: "estado",
        [
            Campo(
                "tipo", "Tipo",
                .opciones(["prueba": "Prueba de funcionalidad", "simulacro": "Simulacro", "operacion": "Operación"]),
                requerido: true),
            Campo("numero", "Número", .entero(1...20)),
            Campo("fecha", "Fecha", .fecha, requerido: true),
            Campo("inicio", "Inicio", .hora),
            Campo("termino", "Término", .hora),
            Campo("lugar", "Lugar", .linea(300)),
            Campo("consulta", "Dirección para consultarlo a distancia", .enlace),
            Campo("objetivo", "Objetivo", .parrafos(1000)),
            Campo(
                "estado", "Estado",
                .opciones([
                    "programado": "Programado", "realizado": "Realizado", "suspendido": "Suspendido",
                    "repetido": "Repetido",
                ]),
                requerido: true),
            Campo("fases", "Fases que cubrió", .lista(fases)),
            Campo("programadas", "Actas programadas", .entero(0...1_000_000)),
            Campo("acopiadas", "Actas acopiadas", .entero(0...1_000_000)),
            Campo("digitalizadas", "Actas digitalizadas", .entero(0...1_000_000)),
            Campo("capturadas", "Actas capturadas", .entero(0...1_000_000)),
            Campo("contabilizadas", "Actas contabilizadas", .entero(0...1_000_000)),
            Campo("publicadas", "Actas publicadas", .entero(0...1_000_000)),
            Campo(
                "elecciones", "Actas por elección",
                .grupos([
                    Campo("eleccion", "Elección", .linea(120), requerido: true),
                    Campo("esperadas", "Esperadas", .entero(0...1_000_000)),
                    Campo("capturadas", "Capturadas", .entero(0...1_000_000)),
                    Campo("contabilizadas", "Contabilizadas", .entero(0...1_000_000)),
                    Campo("fuera_de_catalogo", "Fuera de catálogo", .entero(0...1_000_000)),
                    Campo("participacion", "Participación (%)", .numero),
                ])),
            Campo("cortes", "Cortes publicados", .entero(0...10_000)),
            Campo("centros", "CATD y CCV que participaron", .entero(0...1000)),
            Campo("personas", "Personas que participaron", .entero(0...100_000)),
            Campo("asistentes", "Quiénes lo presenciaron", .lista(.linea(200))),
            Campo("escenarios", "Escenarios de continuidad ejercitados", .lista(.referencia(["escenario"]))),
            Campo("resultado", "Resultado", .parrafos(3000)),
            Campo("hallazgos", "Hallazgos", .lista(.parrafos(800))),
            Campo("mejoras", "Mejoras acordadas", .lista(.parrafos(800))),
            Campo(
                "origen", "De dónde vienen las cifras", .linea(300),
                ayuda: "La operación de la que se tomaron, y cuándo"),
        ])

    private static let incidencia = Clase(
        "incidencia", carpeta: "incidencias", "Incidencia o hallazgo", plural: "Incidencias y hallazgos",
        area: .pruebas,
        titulo: ["folio", "descripcion"], fecha: "detectada", estado: "estado",
        [
            Campo("folio", "Folio", .linea(40), requerido: true),
            Campo("tipo", "Tipo", .opciones(["incidencia": "Incidencia", "hallazgo": "Hallazgo"]), requerido: true),
            Campo("sitio", "Sitio", .linea(120)),
            Campo("detectada", "Cuándo se detectó", .momento, requerido: true),
            Campo("reporta", "Quién la reporta", .linea(120)),
            Campo("fase", "Fase", .linea(60)),
            Campo("categoria", "Categoría", .linea(60)),
            Campo("gravedad", "Gravedad", .linea(30)),
            Campo("descripcion", "Qué pasó", .parrafos(4000), requerido: true),
            Campo("acciones", "Qué se hizo", .lista(.parrafos(4000))),
            Campo("escenario", "Escenario que se activó", .linea(200)),
            Campo("responsable", "Responsable", .linea(200)),
            Campo(
                "estado", "Estado",
                .opciones(["abierta": "Abierta", "en_atencion": "En atención", "resuelta": "Resuelta"]), requerido: true
            ),
            Campo("solucionada", "Cuándo se resolvió", .momento),
            Campo("actas", "Actas afectadas", .entero(0...1_000_000)),
            Campo("minutos", "Minutos de impacto", .entero(0...100_000)),
            Campo("leccion", "Lección", .parrafos(2000)),
            Campo("ejercicio", "Prueba o simulacro en que ocurrió", .referencia(["ejercicio"])),
            Campo("origen", "De dónde viene", .linea(300)),
        ])

    /// Sections that notes and legal extracts belong to, whatever the format calls them.
    static let secciones = Campo.Tipo.opciones([
        "presentacion": "Presentación", "acuerdos": "Acuerdos", "comunicacion": "Comunicación con el INE",
        "plan": "Plan de trabajo", "instancia": "Instancia interna", "comision": "Comisión de seguimiento",
        "cotaprep": "COTAPREP", "secretaria_tecnica": "Secretaría técnica del COTAPREP",
        "adquisiciones": "Adquisiciones",
        "recursos_humanos": "Recursos humanos y capacitación", "infraestructura": "Infraestructura",
        "instalacion": "Instalación de CATD y CCV", "desarrollo": "Desarrollo del sistema",
        "tercero": "Tercero que auxilia",
        "auditoria": "Auditoría", "difusores": "Difusores oficiales", "incidencias": "Incidencias y hallazgos",
        "prueba": "Prueba de funcionalidad", "simulacros": "Simulacros",
    ])

    private static let nota = Clase(
        "nota", carpeta: "notas", "Nota para un informe", plural: "Notas para los informes", area: .textos,
        titulo: ["seccion", "mes", "texto"], fecha: "mes",
        [
            Campo("seccion", "Sección", secciones, requerido: true),
            Campo("mes", "Mes del informe", .mes, requerido: true),
            Campo("orden", "Orden dentro de la sección", .entero(1...999)),
            Campo("texto", "Texto", .parrafos(8000)),
            Campo("lista", "Lista que sigue al texto", .lista(.parrafos(1000))),
            Campo("cierre", "Texto que sigue a la lista", .parrafos(8000)),
        ])

    private static let extracto = Clase(
        "extracto", carpeta: "extractos", "Extracto legal", plural: "Extractos legales", area: .textos,
        titulo: ["fundamento", "fuente"],
        [
            Campo("fundamento", "Fundamento", .linea(200), requerido: true, ayuda: "Artículo 347, numeral 1"),
            Campo("texto", "Texto", .parrafos(8000), requerido: true),
            Campo("fuente", "Fuente", .linea(300), requerido: true, ayuda: "Reglamento de Elecciones del INE"),
            Campo("secciones", "Secciones en que se cita", .lista(secciones)),
        ])
}
