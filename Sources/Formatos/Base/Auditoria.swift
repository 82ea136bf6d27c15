import Electoral

/// Recomputes a published data base from its rows and compares it with what it declares: the 13 variables of the header
/// and the rules of the rows. It trusts nothing of the file but its cells.
public struct Auditoria: Sendable, Hashable {
    public enum Cifra: Sendable, Hashable {
        case cuenta(Int)
        /// Percentage as text: `39.226` and `39.2260` are not the same declaration.
        case porcentaje(String)

        public var texto: String {
            switch self {
            case .cuenta(let n): String(n)
            case .porcentaje(let t): t
            }
        }
    }

    public struct Variable: Sendable, Hashable {
        /// Canonical name, whatever the file calls it.
        public let nombre: String
        /// Nil when the file does not declare it or what it declares is not a count.
        public let declarado: Cifra?
        public let recalculado: Cifra
        public var coincide: Bool { declarado == recalculado }
    }

    public struct Excepcion: Sendable, Hashable {
        public let linea: Int
        public let clave: String
        public let detalle: String
    }

    public struct Regla: Sendable, Hashable {
        public let nombre: String
        public let filas: [Excepcion]
    }

    public struct Opciones: Sendable, Hashable {
        /// A corte before the last: participation without casillas especiales.
        public var enOperacion: Bool
        /// Ballots of each casilla especial, to test that they do not exceed; nil leaves them untested.
        public var boletasEspeciales: Int?
        public init(enOperacion: Bool = false, boletasEspeciales: Int? = nil) {
            self.enOperacion = enOperacion
            self.boletasEspeciales = boletasEspeciales
        }
    }

    public let archivo: String
    public let eleccion: String
    public let corte: String
    public let filas: Int
    public let resumen: [Variable]
    public let reglas: [Regla]

    public var todoCoincide: Bool { resumen.allSatisfy(\.coincide) && reglas.allSatisfy(\.filas.isEmpty) }

    /// - Throws: `FormatoError` when the bytes cannot be read as a PREP data base.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, archivo: String, opciones: Opciones = Opciones())
        throws(FormatoError)
    {
        let encabezado = try EncabezadoDeBase(bytes, archivo: archivo)
        var cuentas = CuentasDeAuditoria(try ColumnasDeAuditoria(encabezado, archivo: archivo), opciones)
        try cuentas.recorrer(bytes, encabezado, archivo: archivo)
        self.archivo = archivo
        eleccion = encabezado.titulo
        corte = encabezado.corte
        filas = cuentas.filas
        resumen = cuentas.variables(encabezado, enOperacion: opciones.enOperacion)
        reglas = zip(ReglaDeFila.allCases, cuentas.excepciones).map { Regla(nombre: $0.rawValue, filas: $1) }
    }

    public init(_ bytes: [UInt8], archivo: String, opciones: Opciones = Opciones()) throws(FormatoError) {
        self = try bytes.conPuntero { (p) throws(FormatoError) in
            try Auditoria(p, archivo: archivo, opciones: opciones)
        }
    }
}

/// The row rules, in the words of the independent check that anybody can run beside ours.
enum ReglaDeFila: String, CaseIterable {
    case suma = "fila: CALCULADO = suma de los votos"
    case excede = "fila: excede lista nominal ⇔ observación"
    case contabilizada = "fila: contabilizada ⇒ algún voto legible y no excede"
    case noContabilizada = "fila: no contabilizada ⇒ causa en OBSERVACIONES"
    case ilegible = "fila: ilegible o sin dato ⇔ observación"
    case imagen = "fila: SHA-256 de la imagen ⇔ hay acta"

    var indice: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

private struct ColumnasDeAuditoria {
    let contabilizada, observaciones, tipo, lista, representantes, calculado, clave, acta, codigo: Int
    let votos: Range<Int>
    let total: Int

    init(_ e: EncabezadoDeBase, archivo: String) throws(FormatoError) {
        contabilizada = try e.exigir("CONTABILIZADA", archivo: archivo)
        observaciones = try e.exigir("OBSERVACIONES", archivo: archivo)
        tipo = try e.exigir("TIPO_CASILLA", archivo: archivo)
        lista = try e.exigir("LISTA_NOMINAL", archivo: archivo)
        representantes = try e.exigir("REPRESENTANTES_PP_CI", archivo: archivo)
        calculado = try e.exigir("TOTAL_VOTOS_CALCULADO", archivo: archivo)
        clave = try e.exigir("CLAVE_CASILLA", archivo: archivo)
        acta = e.posicion("CLAVE_ACTA") ?? clave
        codigo = try e.exigir("CODIGO_INTEGRIDAD", archivo: archivo)
        let desde = try e.exigir("TOTAL_VOTOS_SACADOS", archivo: archivo) + 1
        votos = desde..<max(desde, try e.exigir("TOTAL_VOTOS_ASENTADO", archivo: archivo))
        total = e.columnas.count
    }
}

private struct CuentasDeAuditoria {
    private let columnas: ColumnasDeAuditoria
    private let opciones: Auditoria.Opciones
    private(set) var filas = 0
    private(set) var excepciones: [[Auditoria.Excepcion]] = ReglaDeFila.allCases.map { _ in [] }
    private var fuera = 0
    private var cuentan = 0
    private var noCuentan = 0
    private var inconsistentes = 0
    private var nominal = 0
    private var votosConEspeciales = 0
    private var votosSinEspeciales = 0

    init(_ columnas: ColumnasDeAuditoria, _ opciones: Auditoria.Opciones) {
        self.columnas = columnas
        self.opciones = opciones
    }

    mutating func recorrer(
        _ bytes: UnsafeBufferPointer<UInt8>, _ encabezado: EncabezadoDeBase, archivo: String
    ) throws(FormatoError) {
        var lector = LectorDeFilas(
            bytes, desde: encabezado.filasDesde, linea: encabezado.lineaDeFilas, delimitador: encabezado.delimitador)
        while lector.siguiente() {
            guard lector.celdas.contains(where: { $0.recortada.count > 0 }) else { continue }
            guard lector.celdas.count == columnas.total else {
                throw FormatoError(
                    .filaConOtrasColumnas, archivo: archivo, linea: lector.linea,
                    columna: min(lector.celdas.count, columnas.total) + 1,
                    "la fila tiene \(lector.celdas.count) columnas y el encabezado \(columnas.total): revise comillas y delimitadores"
                )
            }
            filas += 1
            revisar(lector.celdas, linea: lector.linea)
        }
    }

    private mutating func revisar(_ fila: [UnsafeBufferPointer<UInt8>], linea: Int) {
        let observacion = fila[columnas.observaciones]
        let esFuera = observacion.contiene("fuera de cat") || observacion.contiene("fuera del cat")
        let cuenta = fila[columnas.contabilizada].es(UInt8(ascii: "1"))
        let noCuenta = !esFuera && fila[columnas.contabilizada].es(UInt8(ascii: "0"))
        let excede = observacion.contiene("excede")
        let marcada = observacion.contiene("ilegible") || observacion.contiene("sin dato")
        if esFuera {
            fuera += 1
        } else if marcada || excede || observacion.contiene("vac") {
            inconsistentes += 1
        }

        let votos = Votos(fila, columnas.votos)
        let calculado = fila[columnas.calculado].numero
        let tipo = fila[columnas.tipo].recortada
        let especial = tipo.count == 1 && tipo[0] | 0x20 == UInt8(ascii: "s")
        if cuenta {
            cuentan += 1
            nominal += fila[columnas.lista].numero ?? 0
            votosConEspeciales += calculado ?? 0
            if !especial { votosSinEspeciales += calculado ?? 0 }
        } else if noCuenta {
            noCuentan += 1
        }

        if !esFuera, let calculado, calculado != votos.suma {
            anotar(.suma, fila, linea, "TOTAL_VOTOS_CALCULADO \(calculado), suma de los votos \(votos.suma)")
        }
        if cuenta || noCuenta {
            revisarExcede(fila, linea, tipo: tipo, especial: especial, calculado: calculado, dice: excede)
            revisarImagen(fila, linea, sinActa: observacion.contiene("sin acta"))
        }
        if cuenta {
            if excede || observacion.contiene("sin acta") || observacion.contiene("todo") || !votos.algunLegible {
                anotar(
                    .contabilizada, fila, linea,
                    "contabilizada con «\(observacion.recortada.texto)» o sin votos legibles")
            }
            if votos.algunIlegible != marcada {
                anotar(
                    .ilegible, fila, linea,
                    marcada
                        ? "la observación no corresponde a ninguna celda"
                        : "hay celdas ilegibles o sin dato y falta la observación")
            }
        }
        if noCuenta, !excede, !observacion.contiene("sin acta"), !observacion.contiene("todo") {
            anotar(.noContabilizada, fila, linea, "no contabilizada sin causa: «\(observacion.recortada.texto)»")
        }
    }

    private mutating func revisarExcede(
        _ fila: [UnsafeBufferPointer<UInt8>], _ linea: Int, tipo: UnsafeBufferPointer<UInt8>, especial: Bool,
        calculado: Int?,
        dice: Bool
    ) {
        guard let calculado else { return }
        let representantes = fila[columnas.representantes].numero ?? 0
        let limite: Int
        if especial {
            guard let boletas = opciones.boletasEspeciales else { return }
            // Some institutes print there the ballots themselves.
            limite = representantes >= boletas ? representantes : boletas + representantes
        } else {
            guard Self.esOrdinaria(tipo) else { return }
            limite = (fila[columnas.lista].numero ?? 0) + representantes
        }
        if (calculado > limite) != dice {
            anotar(
                .excede, fila, linea,
                dice
                    ? "marcada como excedente con \(calculado) votos, límite \(limite)"
                    : "\(calculado) votos, límite \(limite)")
        }
    }

    private mutating func revisarImagen(_ fila: [UnsafeBufferPointer<UInt8>], _ linea: Int, sinActa: Bool) {
        let codigo = fila[columnas.codigo].recortada
        let esHash =
            codigo.count == 64
            && codigo.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 | 0x20 >= 97 && $0 | 0x20 <= 102) }
        if esHash == sinActa {
            anotar(
                .imagen, fila, linea,
                sinActa ? "sin acta y con código de integridad" : "hay acta y el código no es un SHA-256")
        }
    }

    /// B, C or E; a row without type counts as ordinary, as in the independent check.
    private static func esOrdinaria(_ tipo: UnsafeBufferPointer<UInt8>) -> Bool {
        tipo.allSatisfy { [0x62, 0x63, 0x65].contains($0 | 0x20) } && tipo.count <= 1
    }

    private mutating func anotar(
        _ regla: ReglaDeFila, _ fila: [UnsafeBufferPointer<UInt8>], _ linea: Int, _ detalle: String
    ) {
        excepciones[regla.indice].append(
            Auditoria.Excepcion(linea: linea, clave: ClaveImpresa.limpia(fila[columnas.acta].texto), detalle: detalle))
    }

    func variables(_ e: EncabezadoDeBase, enOperacion: Bool) -> [Auditoria.Variable] {
        let esperadas = filas - fuera
        let capturadas = cuentan + noCuentan
        let participan = enOperacion ? votosSinEspeciales : votosConEspeciales
        func cuenta(_ nombre: String, _ n: Int) -> Auditoria.Variable {
            let declarado = e.declarado(nombre).flatMap { $0.isEmpty ? 0 : Self.numero($0) }
            return Auditoria.Variable(nombre: nombre, declarado: declarado.map { .cuenta($0) }, recalculado: .cuenta(n))
        }
        func porcentaje(_ nombre: String, _ n: Int, _ d: Int) -> Auditoria.Variable {
            Auditoria.Variable(
                nombre: nombre, declarado: e.declarado(nombre).map { .porcentaje($0) },
                recalculado: .porcentaje(Self.porcentaje(n, d)))
        }
        return [
            cuenta("ACTAS_ESPERADAS", esperadas), cuenta("ACTAS_REGISTRADAS", capturadas + fuera),
            cuenta("ACTAS_FUERA_CATALOGO", fuera), cuenta("ACTAS_CAPTURADAS", capturadas),
            porcentaje("PORCENTAJE_ACTAS_CAPTURADAS", capturadas, esperadas), cuenta("ACTAS_CONTABILIZADAS", cuentan),
            porcentaje("PORCENTAJE_ACTAS_CONTABILIZADAS", cuentan, esperadas),
            porcentaje("PORCENTAJE_ACTAS_INCONSISTENCIAS", inconsistentes, esperadas),
            cuenta("ACTAS_NO_CONTABILIZADAS", noCuentan), cuenta("LISTA_NOMINAL_ACTAS_CONTABILIZADAS", nominal),
            cuenta("TOTAL_VOTOS_C_CS", votosConEspeciales), cuenta("TOTAL_VOTOS_S_CS", votosSinEspeciales),
            porcentaje("PORCENTAJE_PARTICIPACION_CIUDADANA", participan, nominal),
        ]
    }

    /// Truncated to four decimals. The whole part goes aside: sums of a spoilt file may give a quotient beyond a
    /// `Porcentaje`.
    private static func porcentaje(_ n: Int, _ d: Int) -> String {
        guard d > 0 else { return Porcentaje(diezmilesimas: 0).texto }
        let fraccion = Porcentaje(n % d, de: d).diezmilesimas
        return "\(n / d * 100 + fraccion / 10_000).\(cifras(fraccion % 10_000, ancho: 4))"
    }

    private static func numero(_ texto: String) -> Int? {
        Array(texto.utf8).withUnsafeBufferPointer { $0.numero }
    }

    /// The vote cells of a row, read once.
    private struct Votos {
        var suma = 0
        var algunLegible = false
        var algunIlegible = false

        init(_ fila: [UnsafeBufferPointer<UInt8>], _ columnas: Range<Int>) {
            for i in columnas {
                let celda = fila[i]
                if let n = celda.numero {
                    suma += n
                    algunLegible = true
                } else if celda.count >= 8 {
                    let limpia = celda.recortada
                    if limpia.esIgual("ilegible") || limpia.esIgual("sin dato") { algunIlegible = true }
                }
            }
        }
    }
}

/// A key without the quotes and formulas that spreadsheets need.
enum ClaveImpresa {
    static func limpia(_ texto: String) -> String {
        var t = Substring(texto)
        while let c = t.first, c.isWhitespace || c == "'" || c == "=" || c == "\"" { t.removeFirst() }
        while let c = t.last, c.isWhitespace || c == "'" || c == "\"" { t.removeLast() }
        return String(t)
    }
}
