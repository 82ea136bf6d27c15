import Electoral
import Formatos
import Testing

extension FormatoDeBase: CustomTestStringConvertible {
    /// The institute's own names for some columns and variables.
    static let propios = [
        "ID_DISTRITO_LOCAL": "ID_DISTRITO", "DISTRITO_LOCAL": "DISTRITO", "NO_REGISTRADAS": "NO_REGISTRADOS",
        "CODIGO_INTEGRIDAD": "SHA", "TOTAL_VOTOS_CALCULADO": "TOTAL_VOTOS", "ID_ENTIDAD": "ID_ESTADO",
        "ENTIDAD": "ESTADO",
        "MECANISMOS_TRASLADO": "MECANISMO_TRASLADO", "ACTAS_FUERA_CATALOGO": "ACTAS_FUERA_DE_CATÁLOGO",
        "COTEJADA": "COTEJO",
        "PORCENTAJE_ACTAS_INCONSISTENCIAS": "PORCENTAJE_ACTAS_CON_INCONSISTENCIAS", "C_PA_PB": "C_PB_PA",
        "ORIGEN": "ORIGEN_DE_IMAGEN",
    ]

    /// Every combination of what an institute may configure.
    static let variantes: [FormatoDeBase] = [Encabezado.a, .b].flatMap { encabezado in
        [",", "|", ";", "\t"].flatMap { delimitador in
            [Codificacion.utf8ConBOM, .utf8, .cp1252].flatMap { codificacion in
                [FinDeLinea.crlf, .lf].flatMap { fin in
                    [("", false, [:]), ("C_", true, propios), ("CO_", true, [:]), ("C_", false, [:])].map {
                        prefijo, cotejada, nombres in
                        FormatoDeBase(
                            encabezado: encabezado, delimitador: delimitador, codificacion: codificacion,
                            finDeLinea: fin,
                            prefijoCoalicion: prefijo, cotejada: cotejada, nombres: nombres)
                    }
                }
            }
        }
    }

    public var testDescription: String {
        "\(encabezado.rawValue) \(delimitador.debugDescription) \(codificacion.rawValue) \(finDeLinea.rawValue) \(prefijoCoalicion)"
            + (cotejada ? " cotejada" : "") + (nombres.isEmpty ? "" : " con nombres")
    }
}

/// What is written is read back, in every configuration.
@Suite struct EscritorIdaYVueltaTests {
    @Test(arguments: FormatoDeBase.variantes) func `lo que se escribe coincide en todo y se importa igual`(
        _ formato: FormatoDeBase
    ) throws {
        for (redaccion, ambito) in [(Redaccion.opl, Eleccion.Ambito.municipio), (.ine, .distrito)] {
            let noche = NocheEscrita(
                ambito: ambito, titulo: "DIPUTACIONES, MR; \"RP\" | ÁMBITO", unidad: "VILLA «LA Ñ», \"2\"|;\t\nFIN",
                redaccion: redaccion)
            let bytes = noche.base(formato)
            let auditoria = try Auditoria(bytes, archivo: "b.csv", opciones: .init(boletasEspeciales: 1000))
            #expect(auditoria.diferencias.isEmpty && auditoria.excepciones.isEmpty)
            #expect(auditoria.eleccion == noche.eleccion.titulo && auditoria.corte == "07/06/2027 20:00 (UTC-6)")
            #expect(auditoria.filas == 10)
            try igual(noche, try BaseImportada(bytes, archivo: "b.csv"), formato)
        }
    }

    private func igual(_ noche: NocheEscrita, _ base: BaseImportada, _ formato: FormatoDeBase) throws {
        let eleccion = base.eleccion
        let corte = noche.corte.instante
        #expect(base.corte.instante(en: base.huso) == corte && base.huso == .centro)
        #expect(base.catalogo.entidad == noche.proceso.entidad && eleccion.ambito == noche.eleccion.ambito)
        #expect(eleccion.unidades == noche.eleccion.unidades && base.prefijoCoalicion == formato.prefijoCoalicion)
        #expect(eleccion.opciones.map { Set($0.miembros) } == noche.eleccion.opciones.map { Set($0.miembros) })
        #expect(
            base.declarado.map(\.valor)
                == noche.escrutinio.computo(eleccion: 0).entidad.resumen.variables(ultimoCorte: true).map(\.valor))
        for (ida, vuelta) in zip(noche.catalogo.actas, base.catalogo.actas) {
            #expect(
                ida.casilla == vuelta.casilla && ida.claveCasilla == vuelta.claveCasilla
                    && ida.claveActa == vuelta.claveActa)
            #expect(ida.unidad == vuelta.unidad && ida.tipoActa == vuelta.tipoActa)
            #expect(base.catalogo.plantilla(de: vuelta).campos == NocheEscrita.plantilla.campos)
        }
        #expect(base.catalogo.actas.count == 9)
        for fila in base.filas {
            guard let id = fila.acta else {
                #expect(fila.condicion == .fueraDeCatalogo && fila.imagen == NocheEscrita.hash)
                continue
            }
            let estado = noche.escrutinio.actas[id - 1]
            #expect(fila.condicion == estado.resultado?.condicion)
            #expect(fila.imagen == estado.resultado?.imagen && fila.procedencia == estado.resultado?.procedencia)
            #expect(fila.acopio?.instante(en: .centro) == estado.resultado?.acopio)
            #expect(fila.captura?.instante(en: .centro) == estado.resultado?.captura)
            #expect(fila.verificacion?.instante(en: .centro) == estado.resultado?.verificacion)
            #expect(fila.contabilizada == estado.veredicto.contabilizada.rawValue)
        }
    }

    @Test(arguments: FormatoDeBase.variantes) func `las candidaturas que se escriben se leen igual`(
        _ formato: FormatoDeBase
    ) throws {
        let porUnidad = [
            Candidatura(unidad: "001", columna: "PA", propietaria: "CANDIDATURA, \"LA\" Ñ", suplente: "Candidatura 2"),
            Candidatura(unidad: "001", columna: "PA_PB", propietaria: "Candidatura|3;", suplente: ""),
        ]
        let unicas = [Candidatura(unidad: nil, columna: "PB_PC", propietaria: "Candidatura 4", suplente: nil)]
        for candidaturas in [porUnidad, unicas] {
            let noche = NocheEscrita(candidaturas: candidaturas)
            let lista = noche.escritor(formato).candidaturas()
            let base = try BaseImportada(noche.base(formato), archivo: "b.csv", candidaturas: (lista, "c.csv"))
            let sinRenombrar = formato.nombres.isEmpty || candidaturas == unicas
            #expect(base.eleccion.candidaturas == candidaturas || !sinRenombrar)
        }
    }

    @Test func `la fila de una acta no depende de las demás`() {
        let noche = NocheEscrita()
        let escritor = noche.escritor()
        let filas = noche.catalogo.actas.map { escritor.fila($0, noche.escrutinio.actas[$0.id - 1]) }
        let otra = noche.catalogo.actas.reversed().map { escritor.fila($0, noche.escrutinio.actas[$0.id - 1]) }
        #expect(filas == otra.reversed())
    }

    @Test func `lo que no está en Windows-1252 queda como signo de interrogación`() throws {
        let noche = NocheEscrita(unidad: "Ñandú – 漢")
        let base = try BaseImportada(noche.base(FormatoDeBase(codificacion: .cp1252)), archivo: "b.csv")
        #expect(base.eleccion.unidades[0].nombre == "Ñandú – ?")
    }
}
