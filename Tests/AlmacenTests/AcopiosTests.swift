import Almacen
import Electoral
import Synchronization
import Testing

/// Reception in a CATD: the first wins, and only in its centre.
@Suite struct AcopiosTests {
    static func prestar<T>(_ motor: Motor, _ cuerpo: (Banco) throws -> T) throws -> T {
        try Banco.prestar(motor) { banco in
            try banco.almacen.guardar(
                centros: ["CATD-1", "CATD-2"].map { CentroGuardado(clave: $0, tipo: "CATD", nombre: $0) },
                adscripcion: [1: "CATD-1", 2: "CATD-1", 3: "CATD-2", 4: "CATD-1", 5: "CATD-1", 6: "CATD-2"])
            return try cuerpo(banco)
        }
    }

    static func acopiar(
        _ banco: Banco, _ acta: Acta.ID, persona: Int = 1, segundo: Int = 0, clave: String? = nil
    ) throws(AlmacenError) -> ReciboDeAcopio {
        let hecho = Banco.hecho(
            "acopio-\(persona)", acta: acta, .acopio(tipoDocumento: "CC", mecanismo: "F-D"), persona: persona,
            segundo: segundo, clave: clave)
        return try banco.almacen.acopiar(hecho, campos: Banco.campos, esquema: banco.proceso.esquema)
    }

    @Test(arguments: Motor.allCases) func `la primera cuenta y la segunda dice dónde y cuándo`(motor: Motor) throws {
        try Self.prestar(motor) { banco in
            #expect(try Self.acopiar(banco, 1) == .acopiada(Banco.inicio))
            // The same act sent again, later, is the same act.
            #expect(try Self.acopiar(banco, 1, segundo: 9) == .acopiada(Banco.inicio))
            let llegada = Llegada(instante: Banco.inicio, centro: "CATD-1", comoFoto: false, nombre: "Persona 1")
            #expect(try Self.acopiar(banco, 1, persona: 2, segundo: 5) == .duplicada(llegada))
            #expect(try Self.acopiar(banco, 3) == .deOtroCentro("CATD-2"))
            #expect(try banco.almacen.situacion(de: 3).llegada == nil)
            #expect(try banco.almacen.faltantes(centro: "CATD-1") == [2, 4, 5])
            let avance = try banco.almacen.avance(centro: "CATD-1")
            #expect(avance.esperadas == 4 && avance.faltan == 3)
            #expect(try banco.comprobar() == [])
        }
    }

    @Test(arguments: Motor.allCases) func `lo que se reasignó hace un momento ya no se recibe aquí`(motor: Motor) throws
    {
        try Self.prestar(motor) { banco in
            try banco.controlador.sql("UPDATE acta_centro SET centro = 'CATD-2' WHERE acta = 2")
            #expect(try Self.acopiar(banco, 2) == .deOtroCentro("CATD-2"))
        }
    }

    @Test(arguments: Motor.allCases) func `de muchas recepciones a la vez de la misma acta queda una`(motor: Motor)
        throws
    {
        try Self.prestar(motor) { banco throws in
            for acta in [1, 2, 4, 5] {
                let recibos = Mutex<[ReciboDeAcopio]>([])
                let fallas = alMismoTiempo(8) { i throws in
                    let recibo = try Self.acopiar(banco, acta, persona: i + 1, segundo: i)
                    recibos.withLock { $0.append(recibo) }
                }
                #expect(fallas == [])
                let acopiadas = recibos.withLock { $0.filter { if case .acopiada = $0 { true } else { false } } }
                #expect(acopiadas.count == 1)
            }
            #expect(try banco.controlador.textos("SELECT COUNT(*) FROM hecho") == ["4"])
        }
    }

    @Test(arguments: Motor.allCases) func `cada lista de entrega lleva lo recibido desde la anterior`(motor: Motor)
        throws
    {
        try Self.prestar(motor) { banco in
            let almacen = banco.almacen
            func cerrar(_ clave: String, _ centro: String = "CATD-1") throws -> Int? {
                try almacen.cerrarLista(
                    centro: centro, clave: clave, persona: Persona(id: 1), instante: Banco.inicio + 60)
            }
            #expect(try cerrar("a") == nil)
            _ = try Self.acopiar(banco, 1)
            _ = try Self.acopiar(banco, 2, segundo: 1)
            #expect(try almacen.porEntregar(centro: "CATD-1").map(\.acta) == [1, 2])
            #expect(try cerrar("a") == 1)
            #expect(try cerrar("a") == 1)
            #expect(try cerrar("b") == nil)
            _ = try Self.acopiar(banco, 4, segundo: 2)
            #expect(try cerrar("c") == 2)
            #expect(try almacen.lista(1, centro: "CATD-1")?.actas.map(\.acta) == [1, 2])
            #expect(try almacen.lista(2, centro: "CATD-1")?.actas.map(\.acta) == [4])
            #expect(try almacen.lista(1, centro: "CATD-2") == nil)
            #expect(try almacen.listas(centro: "CATD-1") == 2)
            #expect(try cerrar("d", "CATD-2") == nil)
        }
    }
}
