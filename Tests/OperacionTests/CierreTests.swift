import Almacen
import Electoral
import Foundation
import Operacion
import Synchronization
import Testing

/// Many people writing while two others close the PREP: real threads, a real file.
@Suite(.serialized) struct CierreTests {
    private static let tablas = ["hecho", "excepcion", "recepcion", "recepcion_resuelta", "foto_casilla"]

    /// The same room with the apertura asked for, and what each table held at the very transaction of the cierre.
    private static func abierta(_ sala: SalaDeCaptura) throws -> Mesa {
        let mesa = Mesa(
            sala.almacen, catalogo: sala.mesa.catalogo, esquema: .dobleCaptura, exigeApertura: true)
        try sala.mandar(.apertura)
        let cuentas = tablas.map { "INSERT INTO al_cierre SELECT '\($0)', COUNT(*) FROM \($0);" }.joined()
        try sala.almacen.controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar("CREATE TABLE al_cierre (tabla TEXT, filas INTEGER)", [])
            try c.ejecutar(
                """
                CREATE TRIGGER foto_del_cierre AFTER INSERT ON orden_autorizada
                WHEN EXISTS (SELECT 1 FROM orden WHERE id = NEW.orden AND tipo = 'cierre') BEGIN \(cuentas) END
                """, [])
        }
        return mesa
    }

    /// What one person does in one turn: a bit of everything that an account writes.
    private static func trabajar(_ sala: SalaDeCaptura, _ mesa: Mesa, hilo: Int, turno: Int) throws {
        let acta = hilo * 100 + turno + 1
        let acto = sala.acto(hilo + 1)
        switch turno % 4 {
        case 0:
            _ = try mesa.entregarCaptura(sala.enviada(acta, 9), acto, azar: 0)
        case 1:
            _ = try mesa.reportarNoCorresponde(
                acta, imagen: SalaDeCaptura.imagen(acta), motivo: "De otra casilla", consta: true, acto, azar: 0)
        case 2:
            try sala.almacen.abrir(
                excepcion: mesa.excepcion(
                    .otra, Informe(accion: "nada"), sala.acto(hilo + 1, rol: .captura)))
        default:
            let recibida = try sala.almacen.recibir(sala.envio("\(hilo)-\(turno)", enOperacion: true))[0].id
            _ = try sala.almacen.anotar(
                foto: recibida, acta: acta, dispositivo: 1, tomada: nil, enOperacion: true)
            _ = try sala.almacen.cerrar(
                recepcion: recibida, .rechazada, motivo: "x", persona: acto.persona, centro: "CATD-1",
                instante: acto.instante, enOperacion: true)
        }
    }

    @Test func `mientras muchos escriben, nada entra después del cierre`() throws {
        try SalaDeCaptura.poner(actas: 800) { sala throws in
            let mesa = try Self.abierta(sala)
            try sala.telefono()
            let escritos = Mutex(0)
            let rechazos = Mutex<[String]>([])
            let yaHayTrabajo = DispatchSemaphore(value: 0)
            let grupo = DispatchGroup()
            for hilo in 0..<8 {
                DispatchQueue.global().async(group: grupo) {
                    for turno in 0..<100 {
                        do {
                            try Self.trabajar(sala, mesa, hilo: hilo, turno: turno)
                            if escritos.withLock({
                                $0 += 1; return $0 == 60
                            }) {
                                yaHayTrabajo.signal()
                            }
                        } catch {
                            rechazos.withLock { $0.append((error as? AlmacenError)?.codigo.rawValue ?? "\(error)") }
                        }
                    }
                }
            }
            yaHayTrabajo.wait()
            try sala.mandar(.cierre)
            grupo.wait()
            #expect(Set(rechazos.withLock { $0 }) == ["PREP-ALM-015"])
            for tabla in Self.tablas {
                let alCerrar = try sala.numero("SELECT filas FROM al_cierre WHERE tabla = '\(tabla)'")
                #expect(alCerrar > 0)
                #expect(try sala.numero("SELECT COUNT(*) FROM \(tabla)") == alCerrar, "\(tabla) creció")
            }
        }
    }

    @Test func `lo que ya constaba se contesta igual después del cierre`() throws {
        try SalaDeCaptura.poner(actas: 2) { sala throws in
            let mesa = try Self.abierta(sala)
            _ = try mesa.entregarCaptura(sala.enviada(1, 9), sala.acto(1, "k"), azar: 0)
            let abierta = try sala.almacen.abrir(
                excepcion: mesa.excepcion(.otra, Informe(), sala.acto(1, "e")))
            try sala.mandar(.cierre)
            let otraVez = try mesa.entregarCaptura(sala.enviada(1, 9), sala.acto(1, "k"), azar: 0)
            #expect(otraVez.entrega == .yaEstaba)
            #expect(
                try sala.almacen.abrir(excepcion: mesa.excepcion(.otra, Informe(), sala.acto(1, "e"))) == abierta)
            #expect(throws: AlmacenError.con(.fueraDeOperacion)) {
                try mesa.entregarCaptura(sala.enviada(1, 9), sala.acto(2, "otra"), azar: 0)
            }
            // A replay does not ask for the apertura.
            #expect(
                try sala.mesa.entregarCaptura(sala.enviada(1, 9), sala.acto(3, "guion"), azar: 0).entrega == .registrada
            )
            // What writes no fact may still be decided, so that no exception stays open.
            let excepcion = try #require(try sala.almacen.excepcion(abierta))
            #expect(
                try mesa.resolver(
                    excepcion, .enterado, comentario: "Visto", sala.acto(21, "r", rol: .supervision)) == nil)
        }
    }
}

extension SalaDeCaptura {
    /// Start or close, by the two people of the script.
    func mandar(_ tipo: Orden.Tipo) throws {
        let orden = try almacen.pedir(
            tipo, clave: UUID().uuidString, persona: Persona(id: 100), detalle: "x", instante: Self.ahora)
        try almacen.autorizar(
            orden: orden, persona: Persona(id: 101), instante: Self.ahora + (tipo == .cierre ? 60 : 0),
            noAntesDe: Self.inicio)
    }

    /// A phone, so that photos have where to come from.
    func telefono() throws {
        try almacen.controlador.escribir { (c) throws(AlmacenError) in
            _ = try c.ejecutar(
                "INSERT INTO dispositivo (id, persona, codigo, creado, vence) VALUES (1, ?, ?, 0, 1)",
                [.entero(Self.persona(1).id), .texto(cifras(1, ancho: 64))])
        }
    }

    func envio(_ nombre: String, enOperacion: Bool) -> EnvioRecibido {
        let huella = String(repeating: "0", count: 64 - nombre.utf8.count) + nombre
        return EnvioRecibido(
            original: huella, tipo: "image/jpeg", bytes: [1], nombre: nombre, persona: Self.persona(1),
            centro: "CATD-1", instante: Self.ahora, origen: .catd, digitalizacion: .escaner,
            paginas: [
                EnvioRecibido.Pagina(
                    numero: 1, imagen: Self.imagen(1), tipo: "image/jpeg", bytes: [1], etiqueta: nil, acta: nil,
                    medidas: "{}")
            ], enOperacion: enOperacion)
    }
}
