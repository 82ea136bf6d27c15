import Almacen
import Electoral
import Foundation
import Hummingbird
import Publicacion
import Seguimiento

/// What changes a record: new, edit, retire.
struct EdicionDeFichas: Sendable {
    let c: ConsolaDeSeguimiento

    private var archivo: Archivo { c.archivo }

    func montar(en r: Ruteador) {
        r.montar(.get, "/seguimiento/nueva/{carpeta}", para: DeFichas.self) { request, p in
            let clase = try ConsolaDeSeguimiento.clase(p)
            let q = Formulario(request.uri.query ?? "")
            return .pagina(
                try await forma(p, clase, Borrador(propuesto: q, clase), clave: nil, revision: 0).pagina)
        }
        r.montar(.get, "/seguimiento/{carpeta}/{id}/editar", para: DeFichas.self) { _, p in
            let clase = try ConsolaDeSeguimiento.clase(p)
            let clave = try ConsolaDeSeguimiento.clave(p)
            let (ficha, revision) = try await c.vigente(clave)
            return .pagina(
                try await forma(p, clase, Borrador(ficha, clase), clave: clave, revision: revision).pagina)
        }
        r.montar(.post, "/seguimiento/{carpeta}", para: DeFichas.self) { _, p in
            try await guardar(p, try ConsolaDeSeguimiento.clase(p), clave: nil)
        }
        r.montar(.post, "/seguimiento/{carpeta}/{id}/editar", para: DeFichas.self) { _, p in
            try await guardar(p, try ConsolaDeSeguimiento.clase(p), clave: try ConsolaDeSeguimiento.clave(p))
        }
        r.montar(.post, "/seguimiento/{carpeta}/{id}/retirar", para: DeFichas.self, retirar)
        r.montar(.get, "/seguimiento/opciones", para: DeFichas.self) { request, p in
            let q = Formulario(request.uri.query ?? "")
            return try Response.json(try await elegibles(q["clases"], q["texto"], c.lugar(p)))
        }
    }

    private func forma(
        _ p: Con<DeFichas>, _ clase: Clase, _ borrador: Borrador, clave: ClaveDeFicha?, revision: Int
    ) async throws -> FormaDeFicha {
        let opciones = try await enHilo { try FormaDeFicha.opciones(clase, archivo) }
        return FormaDeFicha(
            lugar: c.lugar(p), clase: clase, borrador: borrador, clave: clave, id: p.formulario["id"],
            revision: revision, motivo: p.formulario["motivo-del-cambio"], opciones: opciones)
    }

    // MARK: Saving

    private func guardar(_ p: Con<DeFichas>, _ clase: Clase, clave: ClaveDeFicha?) async throws -> Response {
        let f = p.formulario
        let revision = Int(f["revision"]) ?? 0
        if let boton = ["agregar", "quitar", "subir"].first(where: { f.opcional($0) != nil }) {
            return try await renglon(p, clase, clave, boton, f[boton])
        }
        let borrador = Borrador(f, clase)
        let (propuesta, reparos) = try await enHilo { try leer(borrador, clase, clave, id: f["id"]) }
        let motivo = f.opcional("motivo-del-cambio")
        var devuelta = try await forma(p, clase, borrador, clave: clave, revision: revision)
        devuelta.reparos = reparos
        if let motivo, motivo.count > 300 {
            devuelta.reparos.append(Reparo(campo: "motivo-del-cambio", mensaje: "pasa de 300 caracteres; acórtelo"))
        }
        guard devuelta.reparos.isEmpty else { return .pagina(devuelta.pagina, estado: .unprocessableContent) }
        let autoria = c.autoria(p.identidad, motivo: motivo)
        do {
            try await enHilo {
                try archivo.aplicar([.guardar(propuesta, revision: clave == nil ? 0 : revision)], autoria)
            }
            return .ir(ConsolaDeSeguimiento.ruta(propuesta.clave) + "?guardada=1")
        } catch let error as AlmacenError where error.codigo == .cambioAjeno {
            return try await ajeno(p, propuesta, clase, &devuelta, esNueva: clave == nil)
        } catch let error as AlmacenError where [.restriccion, .valorInvalido].contains(error.codigo) {
            devuelta.reparos = [
                Reparo(
                    campo: clave == nil ? "id" : clase.campos[0].clave,
                    mensaje: await c.frase(error, de: propuesta.clave))
            ]
            return .pagina(devuelta.pagina, estado: .unprocessableContent)
        }
    }

    /// The record that a form describes, with the attached files that it has now.
    private func leer(_ b: Borrador, _ clase: Clase, _ clave: ClaveDeFicha?, id: String) throws
        -> (FichaDeSeguimiento, [Reparo])
    {
        guard let provisional = clave ?? ClaveDeFicha(clase: clase.clave, id: "nueva") else {
            throw ConsolaDeSeguimiento.noExiste
        }
        var (ficha, reparos) = try b.leido(clase, provisional) { try resolver($0, $1) }
        if clave != nil, let vigente = try archivo.ficha(provisional)?.ficha {
            ficha.campos.contenido[FichaDeSeguimiento.adjuntos] = vigente.campos.contenido[FichaDeSeguimiento.adjuntos]
        }
        guard clave == nil else { return (ficha, reparos) }
        let elegida = clase.esUnica ? clase.clave : id.isEmpty ? try libre(clase, ficha) : id
        guard let elegida, let nueva = ClaveDeFicha(clase: clase.clave, id: elegida) else {
            if !id.isEmpty || reparos.isEmpty {
                reparos.append(
                    Reparo(
                        campo: "id",
                        mensaje: "use letras sin acento, cifras, puntos y guiones, como IEC-SE-653-2021 (hasta 100)"))
            }
            return (ficha, reparos)
        }
        return (FichaDeSeguimiento(clave: nueva, campos: ficha.campos.contenido), reparos)
    }

    /// The id that comes from what it says; what has no number of its own may repeat its title, and is counted.
    private func libre(_ clase: Clase, _ ficha: FichaDeSeguimiento) throws -> String? {
        guard let propuesta = clase.clavePropuesta(ficha.campos) else { return nil }
        let conNumero = ficha["numero"].flatMap { Clase.limpia($0, enMinusculas: false) } == propuesta
        guard !conNumero else { return propuesta }
        for n in 1...99 {
            let id = n == 1 ? propuesta : "\(propuesta)-\(n)"
            guard let clave = ClaveDeFicha(clase: clase.clave, id: id) else { return nil }
            if try archivo.ficha(clave) == nil { return id }
        }
        return nil
    }

    /// A reference as typed: its id, its number, or words that only one record has.
    private func resolver(_ texto: String, _ tipo: Campo.Tipo) throws -> Result<String, Rechazo> {
        guard case .referencia(let clases) = tipo else { return .success(texto) }
        let limpio = Clase.limpia(texto, enMinusculas: false)
        let directas =
            ([tipo.destino(texto)] + clases.map { clase in limpio.flatMap { ClaveDeFicha(clase: clase, id: $0) } })
            .compactMap(\.self)
        for clave in directas where try archivo.ficha(clave) != nil { return .success(tipo.referencia(a: clave)) }
        var parecidas: [Archivo.Renglon] = []
        for clase in clases {
            var f = Archivo.Filtro()
            f.texto = texto
            f.limite = 4
            if !f.texto.isEmpty { parecidas += try archivo.lista(clase, f).renglones }
        }
        if parecidas.count == 1 { return .success(tipo.referencia(a: parecidas[0].clave)) }
        let sugerencia =
            parecidas.isEmpty || !texto.contains { $0.isLetter || $0.isNumber }
            ? "regístrela antes o corrija la clave"
            : "¿es alguna de éstas? "
                + parecidas.prefix(4).map { "\(tipo.referencia(a: $0.clave)) (\($0.nombre.prefix(60)))" }
                .joined(separator: "; ")
        return .failure(Rechazo("ninguna ficha es «\(texto.prefix(60))»: \(sugerencia)"))
    }

    /// A row more, a row less or a row up: the same form again, with everything that was typed.
    private func renglon(
        _ p: Con<DeFichas>, _ clase: Clase, _ clave: ClaveDeFicha?, _ boton: String, _ donde: String
    ) async throws -> Response {
        let partes = donde.split(separator: ".").map(String.init)
        guard let campo = partes.first.flatMap(clase.campo), !campo.tipo.esSimple,
            campo.clave != FichaDeSeguimiento.adjuntos
        else { throw ConsolaError(.dato, "Ese renglón no existe: vuelva a abrir la página.") }
        var borrador = Borrador(p.formulario, clase, conVacias: true)
        let i = partes.count > 1 ? Int(partes[1]) ?? 0 : 0
        switch boton {
        case "agregar": borrador.agregar(campo.clave)
        case "quitar": borrador.quitar(campo, i)
        default: borrador.subir(campo, i)
        }
        return .pagina(
            try await forma(p, clase, borrador, clave: clave, revision: Int(p.formulario["revision"]) ?? 0).pagina)
    }

    /// Somebody else saved meanwhile, or the id is taken.
    private func ajeno(
        _ p: Con<DeFichas>, _ propuesta: FichaDeSeguimiento, _ clase: Clase, _ forma: inout FormaDeFicha,
        esNueva: Bool
    ) async throws -> Response {
        let clave = propuesta.clave
        let (vigente, ultima) = try await enHilo {
            (try archivo.ficha(clave), try archivo.historia(clave, limite: 1).first)
        }
        if esNueva {
            forma.reparos = [
                Reparo(
                    campo: "id",
                    mensaje: "ya existe una ficha «\(clave.id)», o existió: ábrala para cambiarla o escriba otra clave")
            ]
            return .pagina(forma.pagina, estado: .conflict)
        }
        guard let vigente, let ultima else {
            throw ConsolaError(
                .yaNo, "Alguien retiró esta ficha mientras usted la editaba. Regrese para copiar lo que escribió.")
        }
        let lugar = c.lugar(p)
        var nueva = FormaDeFicha(
            lugar: lugar, clase: clase, borrador: forma.borrador, clave: clave, revision: vigente.revision,
            motivo: forma.motivo, opciones: forma.opciones)
        nueva.ajeno = FormaDeFicha.CambioAjeno(
            persona: lugar.autor(ultima.persona), cuando: ultima.instante.sello(c.marco.huso),
            diferencias: clase.diferencias(vigente.ficha, propuesta))
        return .pagina(nueva.pagina, estado: .conflict)
    }

    // MARK: Retiring

    @Sendable private func retirar(_ request: Request, _ p: Con<DeFichas>) async throws -> Response {
        let clave = try ConsolaDeSeguimiento.clave(p)
        let motivo = p.formulario["motivo"]
        func devuelta(_ error: String, _ estado: HTTPResponse.Status) async throws -> Response {
            .pagina(try await c.pagina(clave, c.lugar(p), error: error), estado: estado)
        }
        guard !motivo.isEmpty, motivo.count <= 300 else {
            return try await devuelta("Escriba por qué se retira (300 letras a lo más).", .unprocessableContent)
        }
        let autoria = c.autoria(p.identidad, motivo: motivo)
        do {
            let revision = Int(p.formulario["revision"]) ?? -1
            try await enHilo { try archivo.aplicar([.retirar(clave, revision: revision)], autoria) }
            return .ir(ConsolaDeSeguimiento.ruta(clave))
        } catch let error as AlmacenError where [.restriccion, .cambioAjeno, .valorInvalido].contains(error.codigo) {
            return try await devuelta(await c.frase(error, de: clave), error.estadoHTTP)
        }
    }

    // MARK: References

    private struct Elegible: Encodable {
        let clave: String
        let titulo: String
    }

    /// Records with those words, for a field that has too many to list.
    private func elegibles(_ clases: String, _ texto: String, _ lugar: Lugar) async throws -> [Elegible] {
        let pedidas = clases.split(separator: ",").map(String.init)
            .filter { Clase.de($0) != nil && lugar.lee($0) }.prefix(4)
        let tipo = Campo.Tipo.referencia(Array(pedidas))
        return try await enHilo {
            try pedidas.flatMap { clase -> [Elegible] in
                var f = Archivo.Filtro()
                f.texto = String(texto.prefix(200))
                f.limite = 12
                return try archivo.lista(clase, f).renglones.map {
                    Elegible(clave: tipo.referencia(a: $0.clave), titulo: $0.nombre)
                }
            }
        }
    }
}
