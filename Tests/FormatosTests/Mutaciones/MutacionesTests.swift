import Apoyo
import Electoral
import Formatos
import Foundation
import Testing

/// Ten thousand spoilt inputs, a hundred thousand with `PREP_BARRAS=1`: each reads or says why not; none ends the
/// program.
@Suite struct Mutaciones {
    static let total = ProcessInfo.processInfo.environment["PREP_BARRAS"] == "1" ? 100_000 : 10_000
    private static let porLote = 250

    /// What is spoilt and by which door it comes in.
    private enum Entrada: Sendable {
        case base([UInt8])
        case candidaturas([UInt8])
        case zip([UInt8])
        case carpeta([String: [UInt8]])
        case fecha
        case firma
    }

    /// Bases twice, as most of what arrives from outside is one.
    private static let entradas: [Entrada] = {
        let bases = BaseReal.allCases.compactMap { try? $0.bytes() }.map(recorte)
        let listas = CandidaturasImportadasTests.casos.compactMap { try? DatosReales.bytes($0.archivo) }.map(recorte)
        let propia = NocheEscrita(candidaturas: [
            Candidatura(unidad: "001", columna: "PA_PB", propietaria: "X", suplente: "Y")
        ])
        let sinteticas = FormatoDeBase.variantes.enumerated().filter { $0.offset % 17 == 0 }.map {
            propia.base($0.element)
        }
        let zip = (try? Zip.crear(ZipTests.entradas, fecha: ZipTests.fecha)) ?? []
        let conPlantillas = CarpetaDeEjemplo.con("plantillas.yaml", CarpetaDeEjemplo.plantillas)
        return (bases + bases + sinteticas + [BaseSintetica().bytes]).map { .base($0) }
            + (listas + [propia.escritor().candidaturas()]).map { .candidaturas($0) }
            + [.zip(zip), .zip(ZipArmado().bytes), .carpeta(CarpetaDeEjemplo.bytes(conPlantillas)), .fecha, .firma]
    }()

    /// Header and first rows.
    private static func recorte(_ bytes: [UInt8]) -> [UInt8] {
        var lineas = 0
        return Array(
            bytes.prefix { byte in
                if byte == 10 { lineas += 1 }
                return lineas < 60
            })
    }

    @Test func `ninguna entrada mutada interrumpe el programa`() async {
        let hechas = await withTaskGroup(of: Int.self) { grupo in
            for lote in 0..<Self.total / Self.porLote { grupo.addTask { Self.correr(lote: lote) } }
            return await grupo.reduce(0, +)
        }
        #expect(hechas == Self.total)
        if hechas == Self.total { print("BARRA mutaciones \(hechas) sin caídas") }
    }

    /// Inputs that were tried; each lot has its own seed, so that any of them can be run again alone.
    private static func correr(lote: Int) -> Int {
        var mutador = Mutador(semilla: UInt64(lote) &* 0x2545_F491_4F6C_DD1D &+ 2027)
        for _ in 0..<porLote { probar(entradas[mutador.entero(0..<entradas.count)], &mutador) }
        return porLote
    }

    private static func probar(_ entrada: Entrada, _ mutador: inout Mutador) {
        switch entrada {
        case .base(let bytes): probarBase(mutador.mutar(bytes), &mutador)
        case .candidaturas(let bytes):
            let lista = mutador.mutar(bytes)
            explicado { () throws(FormatoError) in
                _ = try BaseImportada(
                    BaseSintetica().bytes, archivo: "base.csv", candidaturas: (lista, "candidaturas.csv"))
            }
        case .zip(let bytes):
            let zip = mutador.mutar(bytes)
            explicado { () throws(FormatoError) in _ = try Zip.leer(zip, archivo: "a.zip") }
        case .carpeta(var archivos):
            let nombres = archivos.keys.sorted()
            let nombre = nombres[mutador.entero(0..<nombres.count)]
            archivos[nombre] = mutador.mutar(archivos[nombre] ?? [])
            do { _ = try CarpetaDeProceso.leer(archivos) } catch { #expect(!error.errores.isEmpty) }
        case .fecha:
            let texto = String(decoding: mutador.mutar(Array("03/06/2024 20:00:01 (UTC-6)".utf8)), as: UTF8.self)
            if let leida = FechaImpresa.leer(texto) {
                #expect(FechaImpresa.leer(leida.fecha.sello)?.fecha == leida.fecha || leida.fecha.anio <= 31)
            }
        case .firma:
            let texto = String(decoding: mutador.mutar(Array("12,0,I,S,999999,7".utf8)), as: UTF8.self)
            if let captura = Captura(firma: texto) { #expect(captura.firma == texto) }
        }
    }

    private static func probarBase(_ bytes: [UInt8], _ mutador: inout Mutador) {
        let boletas = mutador.entero(0..<2) == 0 ? nil : 1000
        let opciones = Auditoria.Opciones(enOperacion: mutador.entero(0..<2) == 0, boletasEspeciales: boletas)
        explicado { () throws(FormatoError) in
            let auditoria = try Auditoria(bytes, archivo: "base.csv", opciones: opciones)
            #expect(auditoria.resumen.count == 13)
        }
        explicado { () throws(FormatoError) in
            let base = try BaseImportada(bytes, archivo: "base.csv", opciones: .init(boletasEspeciales: boletas))
            #expect(Set(base.filas.map(\.identidad)).count == base.filas.count)
            // What was taken in can also be counted.
            let computo = ReglasContraLaFuenteTests.computo(base, boletasEspeciales: boletas)
            #expect(Invariantes.falla(base.eleccion, computo, anterior: nil, correcciones: 0) == nil)
        }
    }

    /// Runs what may refuse its input: then it says where and why.
    private static func explicado(_ cuerpo: () throws(FormatoError) -> Void) {
        do { try cuerpo() } catch {
            #expect(
                !error.archivo.isEmpty && !error.mensaje.isEmpty && (error.linea ?? 1) >= 1 && (error.columna ?? 1) >= 1
            )
        }
    }
}
