import Electoral
import Formatos

/// A published night as a script: every acta of the source goes again through acopio, image, two captures by different
/// people and verification, at the hours of the source.
public struct Repeticion: Sendable {
    public let bases: BasesImportadas
    /// In order of instant, then of key.
    public let sucesos: [Suceso]
    /// Stamps that were impossible and what was done, one line each.
    public let ajustes: [String]
    /// Actas declared sin acta without stamps: they are known at the hour of the source.
    public let sinSellos: Int
    /// Cortes of the night, the last at the hour of the source.
    public let cortes: [Instante]
    /// Integrity codes that the source carries.
    public let codigos: [String]
    public let proceso: Proceso

    public static let capturistas = 120

    /// - Parameters:
    ///   - minutos: between cortes.
    ///   - hasta: where to stop; nil for the hour of the source.
    public init(_ bases: BasesImportadas, minutos: Int, hasta: Instante?, boletasEspeciales: Int?) {
        self.bases = bases
        let huso = bases.huso
        let corte = bases.corte
        let jornada = bases.bases.map(\.jornada).min() ?? FechaHora(corte, en: huso)
        let apertura = Self.hora(18, de: jornada).instante(en: huso)
        var sucesos: [Suceso] = []
        var ajustes: [String] = []
        var codigos: Set<String> = []
        for (i, base) in bases.bases.enumerated() {
            let marca = bases.bases.count > 1 ? "\(base.eleccion.id) " : ""
            var horario = HorarioDeSellos(
                huso: huso, apertura: apertura, corte: base.corte.instante(en: huso))
            for fila in base.filas {
                guard let condicion = fila.condicion else { continue }
                let sellos = horario.sellos(fila)
                if let imagen = fila.imagen { codigos.insert(imagen) }
                let objeto: Suceso.Objeto =
                    bases.acta(fila, de: i).map { .esperada($0) }
                    ?? .fueraDeCatalogo(eleccion: i, identidad: fila.identidad)
                sucesos += Self.sucesos(fila, objeto, condicion, sellos, marca: marca)
            }
            ajustes += horario.ajustes.map { marca + $0 }
        }
        sucesos.sort { ($0.instante, $0.clave) < ($1.instante, $1.clave) }
        let fin = min(hasta ?? corte, corte)
        self.sucesos = sucesos.filter { $0.instante <= fin }
        self.ajustes = ajustes.sorted()
        sinSellos = bases.bases.reduce(0) { suma, base in
            suma
                + base.filas.count { fila in
                    if case .sinActa = fila.condicion { fila.acopio == nil && fila.captura == nil } else { false }
                }
        }
        self.codigos = codigos.sorted()
        let inicio = Self.inicio(jornada, huso: huso, corte: corte, primero: sucesos.first?.instante)
        cortes = Self.cortes(inicio: inicio, corte: corte, fin: fin, minutos: minutos)
        let entidad = bases.catalogo.entidad
        let (elecciones, anio) = Self.nombres(bases)
        proceso = Proceso(
            nombre: "Repetición de \(elecciones) \(anio)",
            institucion: "Base de datos publicada por el instituto de \(entidad.nombre)",
            entidad: entidad, huso: huso, inicioAcopio: apertura, inicioPublicacion: inicio,
            cierrePublicacion: corte, minutosEntreCortes: minutos,
            origen: "prep.repeticion/"
                + ([entidad.abreviatura.lowercased()] + bases.catalogo.elecciones.map(\.ruta) + [anio])
                .joined(separator: "-"),
            limites: Limites(boletasEspeciales: boletasEspeciales))
    }

    /// Of a single base.
    public init(_ base: BaseImportada, minutos: Int, hasta: Instante?, boletasEspeciales: Int?) {
        self.init(BasesImportadas(base), minutos: minutos, hasta: hasta, boletasEspeciales: boletasEspeciales)
    }

    /// What the process calls its elections, and their year.
    private static func nombres(_ bases: BasesImportadas) -> (elecciones: String, anio: String) {
        let elecciones = bases.catalogo.elecciones
        let anio = elecciones.first.map { String($0.anio) } ?? ""
        if elecciones.count == 1, let una = elecciones.first { return (una.titulo, anio) }
        return ("las \(elecciones.count) elecciones de \(bases.catalogo.entidad.nombre)", anio)
    }

    private static func hora(_ hora: Int, de dia: FechaHora) -> FechaHora {
        FechaHora(anio: dia.anio, mes: dia.mes, dia: dia.dia, hora: hora) ?? dia
    }

    /// Publication starts at 20:00 of the day, or with the first fact in drills that ended before.
    private static func inicio(_ jornada: FechaHora, huso: Huso, corte: Instante, primero: Instante?) -> Instante {
        let ocho = hora(20, de: jornada).instante(en: huso)
        return ocho < corte ? ocho : min(max(primero ?? corte, corte - BaseImportada.duracionMaxima), corte)
    }

    /// Counted backwards from the hour of the source, so that the last corte is the one that it published.
    private static func cortes(inicio: Instante, corte: Instante, fin: Instante, minutos: Int) -> [Instante] {
        var instantes: [Instante] = []
        var t = corte
        while t > inicio {
            if t <= fin { instantes.append(t) }
            t = t - minutos * 60
        }
        if instantes.first != fin { instantes.insert(fin, at: 0) }
        return instantes.reversed()
    }

    // MARK: Facts of one acta

    private static func sucesos(
        _ fila: BaseImportada.Fila, _ objeto: Suceso.Objeto, _ condicion: Resultado.Condicion,
        _ s: HorarioDeSellos.Sellos, marca: String
    ) -> [Suceso] {
        let azar = resumen(fila.identidad)
        func suceso(_ paso: String, _ t: Instante, _ evento: CicloDeVida.Evento, _ persona: Int) -> Suceso {
            Suceso(
                clave: "\(marca)\(fila.identidad):\(paso)", instante: t, objeto: objeto, evento: evento,
                persona: Persona(id: persona),
                centro: "FUENTE")
        }
        let procedencia = fila.procedencia ?? Procedencia(origen: .catd, digitalizacion: .escaner)
        let imagen = fila.imagen ?? ""
        switch condicion {
        case .sinActa(let causa): return [suceso("1-sin-acta", s.acopio, .sinActa(causa), Personal.supervision.id)]
        case .fueraDeCatalogo:
            return [
                suceso(
                    "1-fuera-de-catalogo", s.acopio, .fueraDeCatalogo(imagen: imagen, procedencia),
                    Personal.digitalizacion.id)
            ]
        case .capturada(let captura):
            let a = Int(azar % UInt64(capturistas))
            let b = (a + 1 + Int(azar / UInt64(capturistas) % UInt64(capturistas - 1))) % capturistas
            var pasos: [Suceso] = []
            if procedencia.origen == .catd {
                pasos.append(
                    suceso(
                        "1-acopio", s.acopio,
                        .acopio(tipoDocumento: procedencia.tipoDocumento, mecanismo: procedencia.mecanismo),
                        Personal.acopio.id))
            }
            pasos.append(
                suceso(
                    "2-digitalizacion", s.acopio, .digitalizacion(imagen: imagen, procedencia),
                    Personal.digitalizacion.id))
            pasos.append(suceso("3-captura", s.captura, .captura(captura), Personal.capturista(a).id))
            pasos.append(suceso("4-captura", s.verificacion, .captura(captura), Personal.capturista(b).id))
            return pasos
        }
    }

    /// FNV-1a of the identity: spreads the work among people the same way every time.
    private static func resumen(_ texto: String) -> UInt64 {
        texto.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// The people of the replay: numbers, not names.
    public enum Personal {
        public static let importa = Persona(id: 1)
        public static let autoriza = Persona(id: 2)
        static let acopio = Persona(id: 3)
        static let digitalizacion = Persona(id: 4)
        static let supervision = Persona(id: 5)
        static func capturista(_ n: Int) -> Persona { Persona(id: 100 + n) }

        public static let todas: [(persona: Persona, nombre: String, rol: String, centro: String?)] =
            [
                (importa, "Importación", "administracion", nil), (autoriza, "Autorización", "administracion", nil),
                (acopio, "Acopio", "acopio", nil), (digitalizacion, "Digitalización", "digitalizacion", nil),
                (supervision, "Supervisión", "supervision", nil),
            ] + (0..<capturistas).map { (capturista($0), "Capturista \($0 + 1)", "captura", nil) }
    }
}

/// Turns the printed stamps of the source into instants that a night can have. One rule for impossible acopios;
/// everything that was changed is told.
struct HorarioDeSellos {
    struct Sellos {
        let acopio, captura, verificacion: Instante
    }

    let huso: Huso
    let apertura: Instante
    let corte: Instante
    private(set) var ajustes: [String] = []

    init(huso: Huso, apertura: Instante, corte: Instante) {
        self.huso = huso
        self.apertura = apertura
        self.corte = corte
    }

    mutating func sellos(_ fila: BaseImportada.Fila) -> Sellos {
        let impresoAcopio = fila.acopio?.instante(en: huso)
        let impresaVerificacion = fila.verificacion?.instante(en: huso)
        let impresaCaptura = fila.captura?.instante(en: huso) ?? impresaVerificacion
        // Where nothing was captured, the acopio is bounded by the corte alone.
        let limite = min(impresaCaptura ?? corte, corte)
        let acopio = acopio(impresoAcopio ?? limite, limite: limite, fila)
        let captura = impresaCaptura ?? acopio
        let capturaPosible = min(captura, corte)
        let verificacion = min(max(impresaVerificacion ?? capturaPosible, capturaPosible), corte)
        if captura != capturaPosible || (impresaVerificacion ?? verificacion) != verificacion {
            anotar(fila, "captura o verificación posteriores al corte o en desorden: se llevaron al orden y al corte")
        }
        return Sellos(acopio: acopio, captura: capturaPosible, verificacion: verificacion)
    }

    /// Before 18:00 of the jornada: twelve hours later if that is not after the capture. After the capture: twelve
    /// hours earlier if that is 18:00 or later, otherwise the capture itself.
    private mutating func acopio(_ impreso: Instante, limite: Instante, _ fila: BaseImportada.Fila) -> Instante {
        let medioDia = 12 * 3600
        var t = impreso
        if t < apertura, t + medioDia <= limite {
            t = t + medioDia
            anotar(fila, "acopio \(impreso.sello(huso)) anterior a las 18:00 → \(t.sello(huso)) (+12 h)")
        }
        if t > limite {
            let antes = t - medioDia
            let corregido = antes >= apertura && antes <= limite ? antes : limite
            let regla = corregido == antes ? "−12 h" : "= captura"
            anotar(fila, "acopio \(impreso.sello(huso)) posterior a la captura → \(corregido.sello(huso)) (\(regla))")
            t = corregido
        }
        return t
    }

    private mutating func anotar(_ fila: BaseImportada.Fila, _ texto: String) {
        ajustes.append("\(fila.identidad) (línea \(fila.linea)): \(texto)")
    }
}
