import Electoral

extension Informe {
    /// What does not add up in the report as it was written.
    ///
    /// - Parameters:
    ///   - html: body of the document.
    ///   - entregables: catalogue of the deliverables.
    public func avisos(de html: String, desconocidos: [String], entregables: [Entregable]) -> [Aviso] {
        let texto = TextoDeHTML(html)
        return Aviso.de(html: html, desconocidos: desconocidos)
            + citasSinRegistro(texto.plano) + otrosPeriodos + entregablesSinMencion(entregables)
            + texto.seccionesVacias.map { Aviso(.seccionVacia, $0) } + conflictos
            + Contradicciones(libro, entregables: entregables).avisos(de: contadas) + cadenas + sinRespuesta
            + incompletas + plazosDeDifusores
    }

    // MARK: Numbers

    /// Numbers of oficios and acuerdos in the text that no record has.
    private func citasSinRegistro(_ texto: String) -> [Aviso] {
        var conocidos: Set<String> = []
        for ficha in libro.de("oficio") + libro.de("acuerdo") + libro.de("adquisicion") {
            for numero in [ficha["numero"], ficha.escrito("numero")] {
                conocidos.insert(NumerosCitados.sinEspacios(numero ?? ""))
            }
        }
        // Contracts and agreements are told by their instrument.
        for ficha in libro.de("tercero") + libro.de("difusor") {
            conocidos.formUnion(NumerosCitados.en(ficha["instrumento"] ?? ""))
        }
        let faltan = NumerosCitados.en(texto).filter { !conocidos.contains($0) }
        let resto = faltan.count - Self.maximoDeCitas
        return faltan.prefix(Self.maximoDeCitas).map {
            Aviso(.oficioSinRegistro, "se cita \($0) y no está en el registro")
        } + (resto > 0 ? [Aviso(.oficioSinRegistro, "y \(resto) números más que no están en el registro")] : [])
    }

    private static let maximoDeCitas = 100

    // MARK: Period

    private var otrosPeriodos: [Aviso] {
        var avisos: [Aviso] = []
        for oficio in delMes("oficio") {
            for documento in oficio.grupos("documentos") where documento["entregable"] == Calendario.informeMensual {
                guard let dicho = documento.mes("mes"), let dia = oficio.dia("fecha") else { continue }
                let esperado = Mes(Mes(dia).primero + -1)
                let escrito = documento.escrito("mes") ?? dicho.iso
                if dicho != esperado
                    || documento.asiento("mes")?.escrito != nil && documento.asiento("mes")?.conflicto != nil
                {
                    avisos.append(
                        Aviso(
                            .otroPeriodo,
                            "\(titulo(oficio)): dice que remite el informe de \(escrito) y en \(EnPalabras.mes(dia.mes)) toca el de \(EnPalabras.mes(esperado.primero.mes))",
                            oficio.clave))
                }
            }
        }
        for clase in ["oficio", "acuerdo", "sesion"] {
            for ficha in delMes(clase) {
                guard let dia = ficha.dia("fecha"), dia > fecha, ficha["estado"] != "convocada" else { continue }
                avisos.append(
                    Aviso(
                        .otroPeriodo,
                        "\(titulo(ficha)): su fecha (\(EnPalabras.fecha(dia))) es posterior a la del informe",
                        ficha.clave))
            }
        }
        return avisos
    }

    // MARK: Deliverables

    private func entregablesSinMencion(_ catalogo: [Entregable]) -> [Aviso] {
        guard let calendario = Calendario(fichas: libro.fichas, entregables: catalogo) else { return [] }
        let version = proceso["numeracion"] ?? "2023"
        let porClave = Dictionary(catalogo.map { ($0.clave, $0) }, uniquingKeysWith: { a, _ in a })
        return calendario.vencimientos.filter { Mes($0.dia) == mes }.compactMap { v in
            guard let e = porClave[v.clave], !seMenciona(e, version: version) else { return nil }
            let que = v.titulo(e, version: version)
            return Aviso(
                .entregableSinMencion, "\(que): vence el \(EnPalabras.fecha(v.dia)) y el informe no lo menciona")
        }
    }

    /// Whether something of the month speaks of a deliverable, or it was done before.
    private func seMenciona(_ e: Entregable, version: String) -> Bool {
        let numero = e.numeros[version].map(String.init)
        func cita(_ ficha: Ficha) -> Bool {
            ficha["entregable"] == e.clave || ficha.grupos("documentos").contains { $0["entregable"] == e.clave }
                || (numero.map { n in ficha.lista("puntos").contains { $0.valor == n } } ?? false)
        }
        if (delMes("oficio") + delMes("acuerdo")).contains(where: cita) { return true }
        return libro.de("entregable").contains { ficha in
            ficha["entregable"] == e.clave
                && (["remitido_final", "no_aplica"].contains(ficha["estado"])
                    || ficha.grupos("ciclo").contains { $0["fecha"]?.hasPrefix(mes.iso) == true })
        }
    }

    // MARK: Records

    private var conflictos: [Aviso] {
        var avisos: [Aviso] = []
        for ficha in contadas {
            guard let clase = Clase.de(ficha.clave.clase) else { continue }
            clase.recorrer(ficha.campos, clase.campos) { asiento, _ in
                guard let conflicto = asiento.conflicto else { return }
                avisos.append(
                    Aviso(
                        .conflicto, "\(titulo(ficha)): se escribe «\(asiento.escrito ?? asiento.valor)»; \(conflicto)",
                        ficha.clave))
            }
        }
        return avisos
    }

    /// Records of the month, and those without a month.
    private var contadas: [Ficha] {
        libro.fichas.filter { ficha in
            guard let campo = Clase.de(ficha.clave.clase)?.fecha, let valor = ficha[campo] else { return true }
            return valor.hasPrefix(mes.iso)
        }
    }

    private var sinRespuesta: [Aviso] {
        libro.de("oficio").compactMap { oficio in
            guard oficio["sentido"] == "recibido", ["observaciones", "solicita"].contains(oficio["motivo"]),
                let dia = oficio.dia("fecha"), dia <= fecha, libro.respuestas(a: oficio.clave).isEmpty
            else { return nil }
            return Aviso(
                .sinRespuesta, "\(titulo(oficio)): se recibió el \(EnPalabras.fecha(dia)) y no tiene respuesta",
                oficio.clave)
        }
    }

    private var incompletas: [Aviso] {
        delMes("sesion").compactMap { sesion in
            let seCelebra = sesion["estado"] == "celebrada" && sesion["tipo"] != "videoconferencia"
            guard seCelebra else { return nil }
            var faltan: [String] = []
            if sesion.grupos("orden").isEmpty { faltan.append("no tiene orden del día") }
            if sesion["quorum"] == "si", sesion.grupos("asistencia").isEmpty {
                faltan.append("dice que hubo quórum y no tiene pase de lista")
            }
            return faltan.isEmpty
                ? nil : Aviso(.sinOrden, "\(titulo(sesion)): \(EnPalabras.serie(faltan))", sesion.clave)
        }
    }

    /// Days of the call to difusores that are near or passed, with who has not met them.
    private var plazosDeDifusores: [Aviso] {
        guard let calendario = Calendario(fichas: libro.fichas, entregables: []) else { return [] }
        return calendario.obligaciones(libro.fichas, hoy: fecha).compactMap { o in
            let dia = EnPalabras.fecha(o.vencimiento.dia)
            return switch o.situacion {
            case .tarde: Aviso(.plazoDeDifusores, "\(o.entregable.nombre) (venció el \(dia))", o.ficha)
            case .proxima: Aviso(.plazoDeDifusores, "\(o.entregable.nombre) (vence el \(dia))", o.ficha)
            default: nil
            }
        }
    }

    private func titulo(_ ficha: Ficha) -> String { Clase.de(ficha.clave.clase)?.titulo(ficha) ?? ficha.clave.id }
}
