extension Clase {
    static let organos: [Clase] = [proceso, organo, persona, sesion, acuerdo]

    private static let proceso = Clase(
        "proceso", carpeta: "proceso", "Proceso electoral", plural: "Proceso electoral", area: .organos,
        titulo: ["nombre"], fecha: "jornada", esUnica: true,
        [
            Campo(
                "nombre", "Nombre del proceso", .linea(200), requerido: true, ayuda: "Proceso Electoral Local 2026-2027"
            ),
            Campo("nombre_en_portada", "Nombre en las portadas, si es otro", .linea(200)),
            Campo("jornada", "Día de la elección", .fecha, requerido: true),
            Campo(
                "cierre", "Último día de publicación", .fecha, ayuda: "Si no se escribe, el siguiente al de la elección"
            ),
            Campo(
                "numeracion", "Versión de la numeración de entregables", .linea(20),
                ayuda: "Año de la versión del numeral 33: 2020, 2021, 2023"),
            Campo("instituto", "Instituto", .linea(200), requerido: true),
            Campo("siglas", "Siglas del instituto", .linea(30), requerido: true),
            Campo("entidad", "Entidad", .linea(60), requerido: true),
            Campo(
                "huso", "Huso horario",
                .opciones([
                    "utc_5": "UTC-5, sureste", "utc_6": "UTC-6, centro", "utc_7": "UTC-7, Pacífico",
                    "utc_8": "UTC-8, noroeste",
                ]), ayuda: "Con él se sabe qué día es hoy; si no se escribe, el del centro"),
            Campo("ciudad", "Ciudad desde la que se firma", .linea(80)),
            Campo("domicilio", "Domicilio", .linea(300)),
            Campo("consejo", "Órgano máximo de dirección", .referencia(["organo"])),
            Campo("comision", "Comisión que da seguimiento", .referencia(["organo"])),
            Campo("instancia", "Instancia interna", .referencia(["organo"])),
            Campo("cotaprep", "COTAPREP", .referencia(["organo"])),
            Campo("secretaria", "Secretaría Ejecutiva", .referencia(["organo"])),
            Campo("ine", "Área del INE que da seguimiento", .referencia(["organo"])),
            Campo(
                "oficios_del_ine", "Oficios con que el INE dio a conocer el seguimiento",
                .lista(.referencia(["oficio"]))),
            Campo("inicio_de_publicacion", "Inicio de la publicación", .momento),
            Campo("fin_de_publicacion", "Última actualización", .momento),
            Campo("actualizaciones_de_datos", "Actualizaciones por hora de los datos", .entero(3...60)),
            Campo("actualizaciones_de_bases", "Actualizaciones por hora de las bases de datos", .entero(3...60)),
            Campo("sitio", "Dirección de publicación", .enlace),
            Campo("sitio_de_simulacros", "Dirección de los simulacros", .enlace),
            Campo("firma", "Quién firma los informes", .referencia(["persona"])),
            Campo(
                "formato", "Formato del informe mensual", .linea(40),
                ayuda: "coahuila-2021, durango-2021 o morelos-2023, u otro propio"),
            Campo("color", "Color del instituto", .linea(7), ayuda: "#0b5d57"),
        ])

    private static let organo = Clase(
        "organo", carpeta: "organos", "Órgano o área", plural: "Órganos y áreas", area: .organos,
        titulo: ["nombre", "siglas"],
        [
            Campo("nombre", "Nombre", .linea(300), requerido: true),
            Campo("siglas", "Siglas o nombre corto", .linea(120)),
            Campo(
                "tipo", "Tipo",
                .opciones([
                    "consejo": "Consejo General o Estatal", "comision": "Comisión", "cotaprep": "COTAPREP",
                    "instancia": "Instancia interna", "secretaria": "Secretaría Ejecutiva",
                    "area": "Otra área del instituto",
                    "ine": "INE", "auditor": "Ente auditor", "tercero": "Tercero que auxilia",
                    "partidos": "Representaciones",
                    "otro": "Otro",
                ]), requerido: true),
            Campo("articulo", "Artículo", .opciones(["el": "el", "la": "la", "los": "los", "las": "las"])),
            Campo("creado_por", "Acuerdos que lo crean o integran", .lista(.referencia(["acuerdo"]))),
            Campo("secretaria_tecnica", "Secretaría técnica", .referencia(["persona"])),
            Campo(
                "integrantes", "Integrantes",
                .grupos([
                    Campo("persona", "Persona", .referencia(["persona"]), requerido: true),
                    Campo("cargo", "Cargo en el órgano", .linea(200)),
                    Campo("desde", "Desde", .fecha),
                    Campo("hasta", "Hasta", .fecha),
                    Campo(
                        "motivo", "Por qué termina",
                        .opciones([
                            "renuncia": "Renuncia", "sustitucion": "Sustitución", "termino": "Término del encargo",
                        ])),
                    Campo("suple_a", "En lugar de", .referencia(["persona"])),
                    Campo("nota", "Nota", .linea(300)),
                ])),
            Campo(
                "validacion", "Documento que valida los requisitos (art. 341)", .parrafos(1000),
                ayuda: "Como se llama el documento: acta de validación, oficio interno…"),
            Campo("validacion_oficio", "Oficio que lo valida", .referencia(["oficio"])),
        ])

    private static let persona = Clase(
        "persona", carpeta: "personas", "Persona", plural: "Personas", area: .organos, titulo: ["nombre", "cargo"],
        [
            Campo("nombre", "Nombre", .linea(120), requerido: true),
            Campo("tratamiento", "Tratamiento", .linea(20), ayuda: "Ing., Dra., Mtro."),
            Campo("articulo", "Artículo", .opciones(["el": "el", "la": "la"])),
            Campo("cargo", "Cargo", .linea(300)),
            Campo("organo", "Órgano o área", .referencia(["organo"])),
            Campo("telefono", "Teléfono", .linea(40)),
            Campo("correo", "Correo", .linea(120)),
        ])

    static let tiposDeSesion = Campo.Tipo.opciones([
        "instalacion": "Sesión de Instalación", "instalacion_especial": "Sesión Especial de Instalación",
        "ordinaria": "Sesión Ordinaria", "extraordinaria": "Sesión Extraordinaria", "especial": "Sesión Especial",
        "clausura": "Sesión de Clausura", "trabajo": "Reunión de trabajo",
        "partidos": "Reunión de trabajo con representaciones de partidos", "videoconferencia": "Videoconferencia",
    ])

    private static let sesion = Clase(
        "sesion", carpeta: "sesiones", "Sesión o reunión", plural: "Sesiones y reuniones", area: .organos,
        titulo: ["tipo", "numero", "organo", "fecha"], fecha: "fecha", estado: "estado",
        [
            Campo("organo", "Órgano", .referencia(["organo"]), requerido: true),
            Campo("tipo", "Tipo", tiposDeSesion, requerido: true),
            Campo("numero", "Número", .entero(1...200)),
            Campo("titulo", "Como se anuncia, si es de otro modo", .parrafos(600)),
            Campo("fecha", "Fecha", .fecha, requerido: true),
            Campo("hora", "Hora", .hora),
            Campo("clausura", "Hora de clausura", .hora),
            Campo("lugar", "Lugar", .linea(200)),
            Campo(
                "modalidad", "Modalidad",
                .opciones(["presencial": "Presencial", "virtual": "Virtual", "mixta": "Mixta"])),
            Campo(
                "estado", "Estado",
                .opciones([
                    "programada": "Programada", "convocada": "Convocada", "celebrada": "Celebrada",
                    "cancelada": "Cancelada",
                ]), requerido: true),
            Campo("convocatoria", "Fecha de la convocatoria", .fecha),
            Campo("convocatoria_oficio", "Oficio de la convocatoria", .referencia(["oficio"])),
            Campo("convocados", "A quiénes se convocó", .lista(.linea(200))),
            Campo("invitados", "A quiénes se invitó", .lista(.linea(200))),
            Campo("asunto", "Asunto, si no tiene orden del día", .parrafos(600)),
            Campo("quorum", "Hubo quórum", .logico),
            Campo(
                "asistencia", "Pase de lista",
                .grupos([
                    Campo("persona", "Persona", .referencia(["persona"]), requerido: true),
                    Campo(
                        "asiste", "Asistencia",
                        .opciones([
                            "presente": "Presente", "virtual": "A distancia", "ausente": "Ausente",
                            "justifica": "Ausencia justificada",
                        ]),
                        requerido: true),
                ])),
            Campo(
                "orden", "Orden del día",
                .grupos([
                    Campo("asunto", "Asunto", .parrafos(1500), requerido: true),
                    Campo(
                        "resultado", "Resultado",
                        .opciones([
                            "aprobado": "Aprobado", "presentado": "Presentado", "rechazado": "No aprobado",
                            "retirado": "Retirado", "aplazado": "Aplazado",
                        ])),
                    Campo("votacion", "Votación", .opciones(["unanimidad": "Unanimidad", "mayoria": "Mayoría"])),
                    Campo("a_favor", "A favor", .entero(0...50)),
                    Campo("en_contra", "En contra", .entero(0...50)),
                    Campo("documento", "Documento que resulta", .referencia(["acuerdo", "oficio", "entregable"])),
                ])),
            Campo("aprobo", "Qué aprobó", .lista(.parrafos(1000))),
            Campo("presento", "Qué se presentó", .lista(.parrafos(1000))),
            Campo("protesta", "Rindieron protesta sus integrantes", .logico),
            Campo("votacion", "Votación", .opciones(["unanimidad": "Unanimidad", "mayoria": "Mayoría"])),
            Campo("destino", "A dónde va lo aprobado", .lista(.referencia(["organo"]))),
            Campo("acta_aprobada_en", "Sesión que aprobó el acta", .referencia(["sesion"])),
            Campo(
                "acta", "Estado del acta",
                .opciones(["pendiente": "Pendiente", "elaborada": "Elaborada", "aprobada": "Aprobada"])),
        ])

    private static let acuerdo = Clase(
        "acuerdo", carpeta: "acuerdos", "Acuerdo", plural: "Acuerdos", area: .organos, titulo: ["numero", "efecto"],
        fecha: "fecha",
        [
            Campo("numero", "Número", .linea(80), requerido: true, ayuda: "IEC/CG/145/2020"),
            Campo("organo", "Órgano que lo emite", .referencia(["organo"]), requerido: true),
            Campo("fecha", "Fecha", .fecha),
            Campo("tipo_de_sesion", "Tipo de sesión", tiposDeSesion),
            Campo("sesion", "Sesión", .referencia(["sesion"])),
            Campo(
                "efecto", "Qué determina", .parrafos(1500), requerido: true,
                ayuda: "Sin verbo: la integración del COTAPREP para el Proceso Electoral Local 2027"),
            Campo("puntos", "Puntos del numeral 33", .lista(.entero(1...99))),
            Campo("modifica", "Acuerdos que modifica", .lista(.referencia(["acuerdo"]))),
            Campo("modificacion", "Qué modifica", .parrafos(1000)),
            Campo("en_terminos_de", "En términos de", .referencia(["oficio", "acuerdo"])),
            Campo("entregable", "Clave del entregable", .linea(40)),
            Campo("anexos", "Anexos", .lista(.linea(300))),
        ])
}
