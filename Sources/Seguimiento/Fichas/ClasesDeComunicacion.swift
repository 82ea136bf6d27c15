extension Clase {
    static let comunicacion: [Clase] = [oficio, entregable]

    private static let oficio = Clase(
        "oficio", carpeta: "oficios", "Oficio o comunicación", plural: "Oficios y comunicaciones", area: .comunicacion,
        titulo: ["numero", "tipo", "asunto"], fecha: "fecha", estado: "sentido",
        [
            Campo("numero", "Número", .linea(80), ayuda: "IEC/SE/653/2021; se deja vacío si no tiene"),
            Campo(
                "tipo", "Tipo",
                .opciones([
                    "oficio": "Oficio", "circular": "Circular", "interno": "Oficio interno",
                    "aviso": "Aviso de conclusión de actividad", "carta": "Carta", "correo": "Correo",
                    "entrega": "Entrega",
                ]), requerido: true),
            Campo(
                "sentido", "Sentido",
                .opciones(["enviado": "Enviado", "recibido": "Recibido", "interno": "Interno"]), requerido: true),
            Campo("fecha", "Fecha en que se envió o se recibió", .fecha),
            Campo("fechado", "Fecha que lleva escrita, si es otra", .fecha),
            Campo("recibe", "Quién lo recibe", .referencia(["organo"]), ayuda: "Oficialía de Partes, por ejemplo"),
            Campo("emisor", "De quién", .referencia(["organo"])),
            Campo("firma", "Quién lo firma", .referencia(["persona"])),
            Campo("destinatario", "A quién", .referencia(["organo"])),
            Campo(
                "motivo", "Para qué",
                .opciones([
                    "remite": "Remite documentos", "observaciones": "Hace observaciones",
                    "atiende": "Atiende observaciones",
                    "valida": "Valida", "solicita": "Solicita", "informa": "Informa o responde",
                    "constancia": "Constancia de que se compartió", "concluye": "Avisa que concluyó una actividad",
                    "invita": "Invita o convoca", "otro": "Otro",
                ]), requerido: true),
            Campo(
                "asunto", "Asunto", .parrafos(1500),
                ayuda: "Lo que pide, informa u observa, para seguir a «mediante el cual»"),
            Campo("puntos", "Puntos del numeral 33", .lista(.entero(1...99))),
            Campo("fundamento", "Otro fundamento", .linea(300)),
            Campo("responde_a", "Responde a", .lista(.referencia(["oficio"]))),
            Campo("sobre", "Oficio que se comparte", .referencia(["oficio"])),
            Campo("compartido_con", "Con quiénes se compartió", .lista(.linea(200))),
            Campo(
                "documentos", "Documentos que remite",
                .grupos([
                    Campo("documento", "Documento", .parrafos(1500), requerido: true),
                    Campo("acuerdo", "Acuerdo", .referencia(["acuerdo"])),
                    Campo("oficio", "Oficio", .referencia(["oficio"])),
                    Campo("aprobado_en", "Sesión que lo aprobó", .referencia(["sesion"])),
                    Campo("entregable", "Clave del entregable", .linea(40)),
                    Campo("mes", "Mes del informe", .mes),
                    Campo("anexo", "Anexos", .linea(200)),
                ])),
        ])

    private static let entregable = Clase(
        "entregable", carpeta: "entregables", "Entregable", plural: "Entregables", area: .comunicacion,
        titulo: ["entregable", "mes"], fecha: "mes", estado: "estado",
        [
            Campo(
                "entregable", "Clave del entregable", .linea(40), requerido: true,
                ayuda: "Como en el calendario: cotaprep, planes, informe_mensual"),
            Campo("mes", "Mes, si es mensual", .mes),
            Campo("estado", "Estado", estadosDeEntregable, requerido: true),
            Campo("responsable", "Responsable", .referencia(["persona", "organo"])),
            Campo(
                "ciclo", "Lo que ha pasado",
                .grupos([
                    Campo("estado", "Paso", estadosDeEntregable, requerido: true),
                    Campo("fecha", "Fecha", .fecha, requerido: true),
                    Campo("oficio", "Oficio", .referencia(["oficio"])),
                    Campo("acuerdo", "Acuerdo", .referencia(["acuerdo"])),
                    Campo("sesion", "Sesión", .referencia(["sesion"])),
                    Campo("nota", "Nota", .linea(300)),
                ])),
        ])

    /// The cycle of a deliverable with INE (dominio 11.1).
    static let estadosDeEntregable = Campo.Tipo.opciones([
        "borrador": "Borrador", "remitido": "Remitido al INE", "observaciones": "Con observaciones",
        "atendido": "Observaciones atendidas", "validado": "Validado por el INE", "aprobado": "Aprobado",
        "remitido_final": "Versión final remitida", "no_aplica": "No aplica",
    ])
}
