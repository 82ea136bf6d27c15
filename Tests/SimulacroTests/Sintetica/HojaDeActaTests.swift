import Electoral
import Imagenes
import Operacion
import Simulacro
import Testing

@Suite struct HojaDeActaTests {
    let eleccion = EleccionSintetica.coahuila(semilla: 61, casillas: 100)

    private func hoja(_ acta: Acta, _ condicion: Resultado.Condicion?, marca: String? = "SIMULACRO") -> HojaDeActa {
        .de(
            acta, en: eleccion.catalogo, proceso: eleccion.proceso, marca: marca, condicion: condicion,
            llave: Self.llave)
    }

    @Test func `lleva los renglones del formato con lo que se capturó`() {
        let votacion = VotacionSintetica(eleccion.catalogo, semilla: 61)
        for acta in eleccion.catalogo.actas {
            let captura = votacion.captura(de: acta)
            let hoja = hoja(acta, .capturada(captura))
            let valores = captura.datos.map { dato -> HojaDeActa.Valor in
                switch dato {
                case .cantidad(let n): .cantidad(Int(n))
                case .ilegible: .ilegible
                case .sinDato: .vacio
                }
            }
            #expect(hoja.renglones.map(\.valor) == valores)
            #expect(hoja.renglones.last?.grupo == .total)
            #expect(hoja.claveActa == acta.claveActa)
            #expect(hoja.plantilla == eleccion.catalogo.plantilla(de: acta).id)
        }
    }

    @Test func `las plantillas dicen dónde va cada cifra en la hoja y las que ya lo decían no cambian`() throws {
        for eleccion in eleccion.catalogo.elecciones {
            for plantilla in eleccion.plantillas {
                let recuadros = try #require(plantilla.recuadros)
                #expect(recuadros.count == plantilla.campos.count)
                #expect(Set(recuadros).count == recuadros.count)
            }
            let propia = try #require(Recuadro(x: 0, y: 0, ancho: 1, alto: 1))
            let aprobada = eleccion.con(plantillas: [Plantilla(id: "X", campos: [.totalAsentado], recuadros: [propia])])
            #expect(aprobada.dibujada() == aprobada)
        }
    }

    @Test func `cada renglón está en su grupo`() {
        let catalogo = eleccion.catalogo
        for acta in catalogo.actas {
            let opciones = catalogo.eleccion(de: acta).opciones
            for (campo, renglon) in zip(catalogo.plantilla(de: acta).campos, hoja(acta, nil).renglones) {
                guard case .voto(let i) = campo else {
                    #expect(renglon.grupo == (campo == .totalAsentado ? .total : .auxiliar))
                    continue
                }
                #expect(renglon.etiqueta == opciones[i].nombre)
                switch opciones[i].clase {
                case .partido: #expect(renglon.grupo == .partido)
                case .combinacion: #expect(renglon.grupo == .coalicion)
                case .candidaturaComun: #expect(renglon.grupo == .candidaturaComun)
                case .independiente: #expect(renglon.grupo == .independiente)
                case .noRegistradas, .nulos: #expect(renglon.grupo == .otros)
                }
            }
        }
    }

    @Test func `sin captura queda en blanco`() throws {
        let acta = try #require(eleccion.catalogo.acta(20))
        for condicion in [nil, .sinActa(.casillaNoInstalada), .fueraDeCatalogo] as [Resultado.Condicion?] {
            #expect(hoja(acta, condicion).renglones.allSatisfy { $0.valor == .vacio })
        }
    }

    @Test func `la identificación dice dónde y qué casilla`() throws {
        let acta = try #require(eleccion.catalogo.actas.first { $0.tipoActa == "3ERP" })
        let hoja = hoja(acta, nil)
        #expect(
            hoja.identificacion.map(\.etiqueta) == ["Entidad", "Distrito local", "Sección", "Casilla", "Tipo de acta"])
        #expect(hoja.identificacion.first?.valor == "05 COAHUILA")
        #expect(hoja.identificacion.last?.valor == "3ERP")
        #expect(hoja.eleccion.contains("REPRESENTACIÓN PROPORCIONAL"))
        let extranjero = try #require(eleccion.catalogo.actas.first { $0.tipoActa == "4VMRE" })
        #expect(self.hoja(extranjero, nil).identificacion.map(\.etiqueta) == ["Entidad", "Casilla", "Tipo de acta"])
    }

    static let llave: [UInt8] = Array(repeating: 7, count: 32)

    @Test func `el QR nombra entorno, elección, acta y formato, con su valor de comprobación`() throws {
        let acta = try #require(eleccion.catalogo.acta(30))
        for (marca, entorno) in [
            ("SIMULACRO", .simulacro), (nil, .oficial), ("REPETICIÓN", .repeticion), ("ENSAYO", .simulacro),
        ]
            as [(String?, Entorno)]
        {
            let etiqueta = EtiquetaDeActa(
                acta, en: eleccion.catalogo, origen: eleccion.proceso.origen, entorno: entorno, llave: Self.llave)
            #expect(hoja(acta, nil, marca: marca).qr == etiqueta.texto)
            #expect(etiqueta.comprobacion.count == 8)
        }
    }

    @Test func `fuera de catálogo no tiene ni QR ni identificación`() {
        let hoja = HojaDeActa.fueraDeCatalogo(
            identidad: "FC-001", eleccion: 1, en: eleccion.catalogo, proceso: eleccion.proceso, marca: "SIMULACRO")
        #expect(hoja.qr.isEmpty)
        #expect(hoja.claveActa.isEmpty)
        #expect(hoja.identificacion.map(\.valor).joined().isEmpty)
        #expect(hoja.renglones.contains { if case .cantidad = $0.valor { true } else { false } })
    }
}
