import Documentos
import Electoral
import Seguimiento
import Testing

@Suite struct PlantillasDeDocumentosTests {
    private let plantillas: Plantillas
    private let membrete: Membrete
    private let fecha: Dia

    init() throws {
        plantillas = try Plantillas()
        membrete = try Membrete(institucion: "Instituto", unidad: "Unidad", proceso: "Proceso")
        fecha = try #require(Dia(iso: "2027-03-22"))
    }

    /// Every document of a book: of each record that it can be made of, or of the process.
    private func cuerpos(_ libro: Libro, fecha: Dia) throws -> [(documento: String, cuerpo: String)] {
        var cuerpos: [(documento: String, cuerpo: String)] = []
        for documento in DocumentoDeSeguimiento.todos(plantillas) {
            let fichas: [Ficha?] = documento.clase == nil ? [nil] : libro.fichas.filter { documento.admite($0) }
            #expect(!fichas.isEmpty, "\(documento.clave)")
            for ficha in fichas {
                let html = try documento.html(libro, ficha: ficha, fecha: fecha, plantillas)
                #expect(html.desconocidos == [], "\(documento.clave)")
                cuerpos.append((documento.clave, html.texto))
            }
        }
        return cuerpos
    }

    private static let feos = [
        "{{", "}}", "<script", "  ", " ,", " .<", ",,", "()", ": .", "<tbody></tbody>", "<ol></ol>", "<ul></ul>",
        "<p></p>",
    ]

    /// Before what the records tell, and after all of it.
    private func revisar(_ libro: Libro) throws {
        for fecha in [fecha, fecha + 200] {
            for (documento, cuerpo) in try cuerpos(libro, fecha: fecha) { try revisar(documento, cuerpo) }
        }
    }

    private func revisar(_ documento: String, _ cuerpo: String) throws {
        let corrido = cuerpo.replacing("\n", with: "")
        for feo in Self.feos { #expect(!corrido.contains(feo), "\(documento): \(feo)") }
        #expect(throws: Never.self, "\(documento)") {
            try Imprenta.html(Escrito(titulo: documento, cuerpo: cuerpo, membrete: membrete))
        }
    }

    @Test func `con todos los campos llenos, y con texto hostil, cada documento se escribe`() throws {
        try revisar(FichasDePrueba(texto: "Texto <script>alert(1)</script> & «otro» \"más\"").libro())
    }

    @Test func `con sólo los campos obligatorios cada documento se escribe`() throws {
        try revisar(FichasDePrueba(texto: "Texto", soloRequeridos: true).libro())
    }

    @Test func `casi sin fichas cada documento dice qué falta y dónde se registra`() throws {
        let libro = try FichasDePrueba(texto: "Texto", soloRequeridos: true)
            .libro(clases: [
                "proceso", "organo", "sesion", "oficio", "ejercicio", "convocatoria_de_difusores", "difusor",
            ])
        try revisar(libro)
        for (documento, cuerpo) in try cuerpos(libro, fecha: fecha) {
            #expect(cuerpo.contains("[Falta") || cuerpo.contains("[falta"), "\(documento)")
            #expect(cuerpo.contains("Seguimiento › "), "\(documento)")
        }
    }

    @Test
    func `los proyectos de acuerdo dicen hora, número y periodo en letra y en cifra, y lo que ha pasado con ellos`()
        throws
    {
        func ficha(_ clase: String, _ id: String, _ campos: [String: Contenido]) throws -> Ficha {
            Ficha(clave: try #require(Ficha.Clave(clase: clase, id: id)), campos: campos)
        }
        func dice(_ valores: [String: String]) -> [String: Contenido] { valores.mapValues { .asiento(Asiento($0)) } }
        let libro = Libro([
            try ficha(
                "proceso", "proceso",
                dice([
                    "nombre": "Proceso", "jornada": "2027-06-06", "instituto": "Instituto", "siglas": "I",
                    "entidad": "Ejemplo", "inicio_de_publicacion": "2027-06-06 20:00", "actualizaciones_de_datos": "4",
                ])),
            try ficha("organo", "cg", dice(["nombre": "Consejo", "tipo": "consejo"])),
            try ficha(
                "acuerdo", "a1", dice(["numero": "I/1", "organo": "cg", "efecto": "la creación de la comisión"])),
            try ficha(
                "entregable", "e1",
                dice(["entregable": "inicio_publicacion", "estado": "remitido"]).merging([
                    "ciclo": .lista([.grupo(dice(["estado": "remitido", "fecha": "2027-03-20", "nota": "por correo"]))])
                ]) { $1 }),
        ])
        let cuerpos = Dictionary(
            try ["acuerdo-inicio", "acuerdo-datos"].map { clave in
                let documento = try #require(DocumentoDeSeguimiento.todos(plantillas).first { $0.clave == clave })
                return (clave, try documento.html(libro, ficha: nil, fecha: fecha, plantillas).texto)
            }, uniquingKeysWith: { $1 })
        let inicio = try #require(cuerpos["acuerdo-inicio"])
        #expect(
            inicio.contains("a las veinte horas (20:00 horas) del día seis (06) de junio de dos mil veintisiete (2027)")
        )
        #expect(inicio.contains("se remitió al Instituto Nacional Electoral el presente proyecto: por correo"))
        let datos = try #require(cuerpos["acuerdo-datos"])
        #expect(datos.contains("cuatro (4) actualizaciones por hora"))
        #expect(datos.contains("una cada quince (15) minutos"))
        #expect(!datos.contains("por correo"))
    }

    @Test func `cada entregable que un documento es está en el catálogo`() throws {
        let claves = Set(try CatalogoDeEntregables.deFabrica().map(\.clave))
        for documento in DocumentoDeSeguimiento.todos(plantillas) {
            if let entregable = documento.entregable { #expect(claves.contains(entregable), "\(documento.clave)") }
            #expect(documento.nombre != documento.clave, "una plantilla sin documento: \(documento.clave)")
        }
    }

    @Test func `cada parte que una plantilla incluye existe y ninguna sobra`() throws {
        var usadas: Set<String> = []
        for (nombre, texto) in plantillas.textos {
            for parte in texto.matches(of: /\{\{[><]\s*([A-Za-z0-9-]+)\s*\}\}/).map({ String($0.1) }) {
                #expect(plantillas.textos[parte] != nil, "\(nombre) incluye \(parte)")
                usadas.insert(parte)
            }
        }
        for parte in plantillas.textos.keys where parte.hasPrefix("parte-") {
            #expect(usadas.contains(parte), "nadie incluye \(parte)")
        }
    }
}

/// Records written from the declaration of their kinds, so that a new field is tried as soon as there is one.
private struct FichasDePrueba {
    let texto: String
    var soloRequeridos = false

    /// - Parameter clases: which kinds; all when nil.
    func libro(clases: Set<String>? = nil) throws -> Libro {
        try Libro(Clase.todas.filter { clases?.contains($0.clave) != false }.flatMap(fichas))
    }

    /// As many records as it takes for every option of the kind to be in one.
    private func fichas(_ clase: Clase) throws -> [Ficha] {
        let opciones = clase.campos.map { campo in
            if case .opcion(let opciones) = campo.tipo { opciones.count } else { 1 }
        }
        return try (0..<(clase.esUnica ? 1 : opciones.max() ?? 1)).map { i in
            Ficha(
                clave: try #require(Ficha.Clave(clase: clase.clave, id: Self.id(clase.clave, i))),
                campos: valores(clase.campos, i))
        }
    }

    private static func id(_ clase: String, _ i: Int) -> String { Clase.de(clase)?.esUnica == true ? clase : "f\(i)" }

    private func valores(_ campos: [Campo], _ i: Int) -> [String: Contenido] {
        var valores: [String: Contenido] = [:]
        for campo in campos where campo.clave != Ficha.adjuntos && (campo.requerido || !soloRequeridos) {
            valores[campo.clave] = contenido(campo.tipo, i)
        }
        return valores
    }

    private func contenido(_ tipo: Campo.Tipo, _ i: Int) -> Contenido {
        switch tipo {
        case .lista(let tipo): .lista([contenido(tipo, i), contenido(tipo, i + 1)])
        case .grupos(let campos): .lista([.grupo(valores(campos, i)), .grupo(valores(campos, i + 1))])
        default: .asiento(Asiento(valor(tipo, i)))
        }
    }

    private func valor(_ tipo: Campo.Tipo, _ i: Int) -> String {
        switch tipo {
        case .linea(let maximo): String(texto.prefix(maximo))
        case .parrafos(let maximo): String("\(texto)\n\n\(texto)".prefix(maximo))
        case .fecha: "2027-06-0\(1 + i % 9)"
        case .mes: "2027-05"
        case .hora: "18:30"
        case .momento: "2027-06-06 20:05"
        case .entero(let rango): "\(min(rango.upperBound, rango.lowerBound + i))"
        case .numero: "98.5"
        case .logico: i % 2 == 0 ? "si" : "no"
        case .opcion(let opciones): opciones[i % opciones.count].clave
        case .enlace: "https://ejemplo.mx/?a=1&b=2"
        case .referencia(let clases):
            clases.count == 1 ? Self.id(clases[0], 0) : "\(clases[0])/\(Self.id(clases[0], 0))"
        case .lista, .grupos: ""
        }
    }
}
