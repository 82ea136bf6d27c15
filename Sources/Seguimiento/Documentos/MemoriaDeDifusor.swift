import Almacen
import Electoral

/// The memoria técnica of a difusor (dominio 8.2, D23): its readers, against how many it usually has; what it received;
/// what failed, told by the institute and by itself; and what serves the next call.
struct MemoriaDeDifusor {
    private let difusor: Ficha
    private let libro: Libro
    private let alDia: Dia?
    private let accesos: Ficha?
    private let transmision: TransmisionADifusor?
    private let huso: Huso
    private let convocatoria: Ficha?

    /// - Parameter hechos: nil when whoever writes it has no environment at hand.
    init(_ difusor: Ficha, _ libro: Libro, alDia: Dia?, hechos: HechosDeDifusion?) {
        self.difusor = difusor
        self.libro = libro
        self.alDia = alDia
        accesos = libro.de("accesos").first { $0["difusor"] == difusor.clave.id }
        huso = hechos?.huso ?? .centro
        transmision = hechos.map { TransmisionADifusor($0.hechos[difusor.clave.id] ?? [], cortes: $0.cortes) }
        convocatoria = libro.unica("convocatoria_de_difusores")
    }

    /// Difusores of which there is one to be written.
    static func de(_ libro: Libro) -> [Ficha] {
        let contados = Set(libro.de("accesos").compactMap { $0["difusor"] })
        return libro.de("difusor").filter { $0["estado"] == "formalizado" || contados.contains($0.clave.id) }
    }

    /// What all of them add up to.
    static func totales(_ difusores: [Ficha], _ libro: Libro) -> [String: Any] {
        let claves = Set(difusores.map(\.clave.id))
        let cuentas = libro.de("accesos").filter { claves.contains($0["difusor"] ?? "") }
        func suma(_ campo: String) -> Int { cuentas.reduce(0) { $0 + ($1.entero(campo) ?? 0) } }
        var totales: [String: Any] = ["cantidad": TextoEnPlantilla(cantidad(suma("bytes")))]
        for campo in ["visitas", "paginas", "hits"] { totales[campo] = EnteroEnPlantilla(suma(campo)) }
        return totales
    }

    /// What the template of the document sees, besides the record.
    var valores: [String: Any] {
        [
            "accesosContados": accesos.map { FichaEnPlantilla($0, libro, alDia: alDia, extras: deLaCuenta($0)) } as Any?
                ?? Ausente(),
            "grafica": accesos.flatMap(GraficaDeAccesos.init)?.valores as Any? ?? Ausente(),
            "transmision": transmision.map(deLaTransmision) as Any? ?? Ausente(),
            "sucesos": sucesos, "obligacionesCumplidas": obligaciones, "requisitosCumplidos": requisitos,
            "entrega": entrega,
        ]
    }

    // MARK: Readers

    private func deLaCuenta(_ a: Ficha) -> [String: Any] {
        let dias = max(1, a.grupos("por_dia").count)
        return [
            "dias": EnteroEnPlantilla(dias), "cantidad": TextoEnPlantilla(Self.cantidad(a.entero("bytes") ?? 0)),
            "servidor": TextoEnPlantilla(Self.porCiento(a.entero("errores_5xx") ?? 0, de: a.entero("hits") ?? 0)),
            "lector": TextoEnPlantilla(Self.porCiento(a.entero("errores_4xx") ?? 0, de: a.entero("hits") ?? 0)),
            "comparativo": [("Visitas", "visitas"), ("Páginas", "paginas"), ("Hits", "hits")].map {
                comparar($0, $1, a.entero($1) ?? 0, dias: dias)
            },
            "porDia": a.grupos("por_dia").map { fila -> [String: Any] in
                var valores: [String: Any] = [
                    "dia": fila.asiento("dia").flatMap { FechaEnPlantilla($0) } as Any? ?? Ausente()
                ]
                for campo in ["visitas", "paginas", "hits"] {
                    let n = fila.entero(campo) ?? 0
                    valores[campo] = EnteroEnPlantilla(n)
                    valores["\(campo)Veces"] = veces(n, dias: 1, campo)
                }
                return valores
            },
            "promedio": ["visitas", "paginas", "hits"].contains { antes($0) != nil },
            "diasQueFaltan": diasQueFaltan(a),
        ]
    }

    private func antes(_ campo: String) -> Int? { difusor.entero("memoria_\(campo)_promedio") }

    private func comparar(_ nombre: String, _ campo: String, _ total: Int, dias: Int) -> [String: Any] {
        [
            "nombre": nombre, "antes": antes(campo).map { EnteroEnPlantilla($0) } as Any? ?? Ausente(),
            "total": EnteroEnPlantilla(total), "porDia": EnteroEnPlantilla((total + dias / 2) / dias),
            "veces": veces(total, dias: dias, campo),
        ]
    }

    /// How many times the usual of a day, with one decimal: `12.4`.
    private func veces(_ total: Int, dias: Int, _ campo: String) -> Any {
        guard let antes = antes(campo), antes > 0 else { return Ausente() }
        let usual = antes * dias
        let decimas = (total * 10 + usual / 2) / usual
        return TextoEnPlantilla("\(EnPalabras.miles(decimas / 10)).\(decimas % 10)")
    }

    /// Days that the call asks for and of which no line came.
    private func diasQueFaltan(_ a: Ficha) -> Any {
        let dichos = convocatoria?.lista("memoria_dias").compactMap { Dia(iso: $0.valor) } ?? []
        let vistos = Set(a.grupos("por_dia").filter { ($0.entero("hits") ?? 0) > 0 }.compactMap { $0.dia("dia") })
        let faltan = dichos.filter { !vistos.contains($0) }
        return faltan.isEmpty ? Ausente() as Any : TextoEnPlantilla(EnPalabras.dias(faltan))
    }

    /// `1.9 GB`
    static func cantidad(_ bytes: Int) -> String {
        var (decimas, unidad) = (bytes * 10, "bytes")
        for otra in ["kB", "MB", "GB", "TB"] where decimas >= 10_000 {
            (decimas, unidad) = ((decimas + 500) / 1000, otra)
        }
        return unidad == "bytes"
            ? "\(bytes) bytes" : "\(EnPalabras.miles(decimas / 10)).\(decimas % 10) \(unidad)"
    }

    static func porCiento(_ parte: Int, de total: Int) -> String {
        guard total > 0 else { return "0.0" }
        let decimas = (parte * 1000 + total / 2) / total
        return "\(decimas / 10).\(decimas % 10)"
    }

    // MARK: What it received

    private func deLaTransmision(_ t: TransmisionADifusor) -> [String: Any] {
        func lapsos(_ unos: [TransmisionADifusor.Lapso]) -> [[String: Any]] {
            unos.map { lapso in
                [
                    "desde": momento(lapso.desde), "hasta": lapso.hasta.map(momento) as Any? ?? Ausente(),
                    "minutos": lapso.minutos.map { EnteroEnPlantilla($0) } as Any? ?? Ausente(),
                    "causa": lapso.causa.isEmpty ? Ausente() as Any : TextoEnPlantilla(lapso.causa),
                ]
            }
        }
        func cuantos(_ tipo: HechoDeDifusion.Tipo) -> EnteroEnPlantilla { EnteroEnPlantilla(t.cuentas[tipo] ?? 0) }
        return [
            "cortes": EnteroEnPlantilla(t.cortes), "llegaron": EnteroEnPlantilla(t.llegaron),
            "faltaron": EnteroEnPlantilla(t.cortes - t.llegaron), "hubo": t.cortes > 0,
            "faltoAlguno": t.llegaron < t.cortes,
            "porCiento": TextoEnPlantilla(Self.porCiento(t.llegaron, de: t.cortes)),
            "interrupciones": lapsos(t.interrupciones), "anomalias": lapsos(t.anomalias),
            "minutos": EnteroEnPlantilla(t.minutosInterrumpidos), "sinVolver": t.sinVolver,
            "intentos": cuantos(.intento), "periodos": cuantos(.periodo), "suspensiones": cuantos(.suspension),
            "reactivaciones": cuantos(.reactivacion), "llamadas": cuantos(.llamada),
            "cuantasAnomalias": EnteroEnPlantilla(t.anomalias.count),
            "cuantasInterrupciones": EnteroEnPlantilla(t.interrupciones.count),
        ]
    }

    private func momento(_ instante: Instante) -> Any { momento(AccesosContados.momento(instante, huso)) }

    private func momento(_ texto: String) -> Any {
        FechaEnPlantilla(Asiento(String(texto.prefix(10))), hora: texto.suffix(5)) as Any? ?? Ausente()
    }

    // MARK: What failed

    /// More rows than these are not read.
    private static let maximoDeSucesos = 400

    /// What the institute noted and what the difusor reports, in time order.
    private var sucesos: [[String: Any]] {
        let nuestros = (transmision?.sucesos ?? []).map { s in
            (
                cuando: AccesosContados.momento(s.instante, huso), quien: "Instituto", que: s.que,
                detalle: s.detalle
            )
        }
        let suyos = difusor.grupos("memoria_reporte").map { fila in
            let hasta = fila["hasta"].flatMap(Minuto.init)
            let minutos = fila["momento"].flatMap(Minuto.init).flatMap { desde in hasta.map { $0.desde(desde) } }
            let duro = minutos.flatMap { $0 >= 0 ? "duró \(EnPalabras.miles($0)) min" : nil }
            return (
                cuando: fila["momento"] ?? "", quien: "Difusor", que: fila.escrito("que") ?? "",
                detalle: [duro, fila.escrito("solucion")].compactMap(\.self).joined(separator: "; ")
            )
        }
        let todos = (nuestros + suyos).enumerated()
            .sorted { ($0.element.cuando, $0.offset) < ($1.element.cuando, $1.offset) }.map(\.element)
        return todos.prefix(Self.maximoDeSucesos).map { s in
            [
                "cuando": momento(s.cuando), "quien": s.quien, "que": TextoEnPlantilla(Self.enLinea(s.que)),
                "detalle": s.detalle.isEmpty ? Ausente() as Any : TextoEnPlantilla(Self.enLinea(s.detalle)),
            ]
        }
    }

    private static func enLinea(_ texto: String) -> String {
        texto.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    // MARK: For the next call

    private var obligaciones: Any { cumplidas("obligaciones") }
    private var requisitos: Any { cumplidas("infraestructura") }

    private func cumplidas(_ lista: String) -> Any {
        let filas = difusor.grupos(lista)
        guard !filas.isEmpty else { return Ausente() }
        return [
            "cumple": EnteroEnPlantilla(filas.count { $0.es("cumple") }), "de": EnteroEnPlantilla(filas.count),
        ]
    }

    /// Whether it was handed in, and in time.
    private var entrega: [String: Any] {
        let limite = convocatoria?.dia("memoria_limite")
        let fecha = difusor.dia("memoria_fecha")
        let enTiempo = fecha.flatMap { f in limite.map { f <= $0 } }
        return [
            "fecha": fecha.map { FechaEnPlantilla($0) } as Any? ?? Ausente(),
            "limite": limite.map { FechaEnPlantilla($0) } as Any? ?? Ausente(),
            "enTiempo": enTiempo == true, "tarde": enTiempo == false,
        ]
    }
}
