import Electoral

/// One step of an acta: how long after the one before, what, and who does it.
struct PasoDeActa {
    let espera: Int
    let evento: CicloDeVida.Evento
    let rol: PersonaSintetica.Rol
}

/// Turns the destiny of an acta into the steps of its night.
struct PasosDeActa {
    private(set) var pasos: [PasoDeActa] = []
    private let acta: Acta
    private let verdad: Captura
    private let destino: DestinoDeActa
    private var azar: GeneradorSembrado

    init(_ acta: Acta, verdad: Captura, destino: DestinoDeActa, semilla: UInt64) {
        self.acta = acta
        self.verdad = verdad
        self.destino = destino
        azar = GeneradorSembrado(semilla: semilla, clave: "pasos/\(acta.eleccion)/\(acta.identidad)")
        switch destino.llegada {
        case .nunca: break
        case .soloAcopio: acopiar(en: destino.meta)
        case .sinActa(let causa): agregar(destino.meta, .sinActa(causa), .coordinador)
        case .tardia(let causa):
            agregar(destino.meta, .sinActa(causa), .coordinador)
            acopiar(en: azar.entre(7_000...13_000))
            digitalizar(espera: azar.entre(90...600), origen: .catd)
            capturarRonda()
        case .normal: recorrer()
        }
    }

    private mutating func agregar(_ espera: Int, _ evento: CicloDeVida.Evento, _ rol: PersonaSintetica.Rol) {
        pasos.append(PasoDeActa(espera: max(espera, 1), evento: evento, rol: rol))
    }

    private mutating func recorrer() {
        // What capturing and verifying takes when nobody has to wait for a free terminal.
        let digitalizada = max(destino.meta - azar.entre(190...420), 1_500)
        if destino.origen == .casilla {
            digitalizar(espera: digitalizada, origen: .casilla)
        } else {
            let antes = min(azar.entre(90...1_500), digitalizada - 900)
            acopiar(en: digitalizada - antes)
            digitalizar(espera: antes, origen: .catd)
        }
        switch destino.redigitalizacion {
        case .ninguna: capturarRonda()
        case .antes:
            pedirImagen("La imagen no se puede leer", por: .supervisor, espera: 45...150)
            capturarRonda()
        case .trasPrimera:
            capturar(verdad)
            pedirImagen("La imagen está cortada: faltan renglones", por: .supervisor, espera: 20...90)
            capturarRonda()
        case .publicada:
            capturarRonda()
            pedirImagen("El cotejo encontró incompleta la imagen publicada", por: .cotejador, espera: 1_200...5_400)
            capturarRonda()
        }
    }

    private mutating func acopiar(en espera: Int) {
        let documento =
            switch acta.casilla.tipo {
            case .extranjero: "ACTA VMRE"
            case .anticipado: "ACTA VA"
            case .prisionPreventiva: "ACTA VPPP"
            default: azar.ocurre(2, de: 100) ? azar.elegir(["CC", "RPP", "PPC"]) ?? "CC" : "ACTA PREP"
            }
        let mecanismos = ["F", "F", "F", "F", "F", "F", "I", "I", "D", "F-D"]
        let mecanismo = acta.casilla.tipo.esModalidad ? "" : azar.elegir(mecanismos) ?? "F"
        agregar(espera, .acopio(tipoDocumento: documento, mecanismo: mecanismo), .acopiador)
    }

    private mutating func digitalizar(espera: Int, origen: Origen) {
        let procedencia = Procedencia(origen: origen, digitalizacion: origen == .casilla ? .movil : .escaner)
        agregar(espera, .digitalizacion(imagen: "", procedencia), origen == .casilla ? .cae : .digitalizador)
    }

    private mutating func pedirImagen(_ motivo: String, por rol: PersonaSintetica.Rol, espera: ClosedRange<Int>) {
        agregar(azar.entre(espera), .redigitalizacion(motivo: motivo), rol)
        digitalizar(espera: azar.entre(240...1_500), origen: .catd)
    }

    private mutating func capturar(_ captura: Captura) {
        agregar(azar.entre(4...30), .captura(captura), .capturista)
    }

    /// Another reading of the same acta, different from those given.
    private mutating func desliz(distintaDe otras: [Captura]) -> Captura {
        var intento = verdad.conDesliz(&azar)
        for _ in 0..<64 where otras.contains(intento) { intento = verdad.conDesliz(&azar) }
        return intento
    }

    private mutating func capturarRonda() {
        if destino.recaptura {
            let equivocada = desliz(distintaDe: [verdad])
            capturar(equivocada)
            capturar(equivocada)
            let motivos = [
                "El cotejo encontró una cantidad distinta de la escrita con letra",
                "El cotejo encontró dos renglones intercambiados", "El cotejo encontró una cifra mal leída",
            ]
            agregar(azar.entre(1_200...7_200), .recaptura(motivo: azar.elegir(motivos) ?? ""), .cotejador)
            capturar(verdad)
            capturar(verdad)
            return
        }
        switch destino.diferencia {
        case .ninguna:
            capturar(verdad)
            capturar(verdad)
        case .enPrimera:
            capturar(desliz(distintaDe: [verdad]))
            capturar(verdad)
            capturar(verdad)
        case .enSegunda:
            capturar(verdad)
            capturar(desliz(distintaDe: [verdad]))
            capturar(verdad)
        case .supervision:
            let segunda = desliz(distintaDe: [verdad])
            let tercera = desliz(distintaDe: [verdad, segunda])
            capturar(verdad)
            capturar(segunda)
            capturar(tercera)
            let motivos = [
                "Prevalece la cantidad escrita con letra",
                "Se leyó la imagen ampliada con las tres capturas a la vista",
            ]
            agregar(azar.entre(120...600), .decision(verdad, motivo: azar.elegir(motivos) ?? ""), .supervisor)
        }
    }
}
