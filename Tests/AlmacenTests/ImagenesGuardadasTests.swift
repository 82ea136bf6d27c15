import Almacen
import Electoral
import Testing

/// Images are in the store before the fact that cites them.
@Suite struct ImagenesGuardadasTests {
    @Test(arguments: Motor.allCases)
    func `el hecho que cita una imagen desconocida se rechaza`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            let vida = Banco.vida(1)
            try banco.registrar(vida[0])
            let antes = try banco.controlador.volcado()
            #expect(throws: AlmacenError.con(.restriccion)) { try banco.registrar(vida[1]) }
            #expect(try banco.controlador.volcado() == antes)

            try banco.almacen.guardar(imagen: Banco.huella(1), tipo: "image/jpeg", bytes: [1, 2, 3])
            #expect(try banco.registrar(vida[1]) == .registrado)
        }
    }

    @Test(arguments: Motor.allCases)
    func `el acta fuera de catálogo también necesita su imagen`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            let id = try banco.almacen.acta(fueraDeCatalogo: "FC-001", eleccion: 0)
            let hecho = Banco.hecho("fuera", acta: id, .fueraDeCatalogo(imagen: Banco.huella(7), Banco.catd))
            #expect(throws: AlmacenError.con(.restriccion)) { try banco.registrar(hecho) }
            try banco.almacen.guardar(imagen: Banco.huella(7), tipo: "image/jpeg", bytes: [7])
            #expect(try banco.registrar(hecho) == .registrado)
        }
    }

    @Test(arguments: Motor.allCases)
    func `los bytes vuelven como se guardaron y la misma huella se guarda una vez`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            for _ in 0..<2 { try banco.almacen.guardar(imagen: Banco.huella(5), tipo: "image/jpeg", bytes: bytes) }
            try banco.almacen.guardar(imagen: Banco.huella(5), tipo: "image/jpeg", bytes: [9])
            #expect(try banco.almacen.imagen(Banco.huella(5)) == bytes)
            #expect(try banco.controlador.cuenta("imagen") == 1)
            #expect(try banco.almacen.imagen(Banco.huella(6)) == nil)
        }
    }

    @Test(arguments: Motor.allCases)
    func `el código de la fuente se conserva sin bytes, y dos veces es una`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            for _ in 0..<2 { try banco.almacen.guardar(codigosDeLaFuente: ["abc", "def", "abc"]) }
            #expect(try banco.controlador.cuenta("imagen") == 2)
            #expect(try banco.almacen.imagen("abc") == nil)
        }
    }

    @Test(arguments: Motor.allCases, ["", "corta", "ABC"])
    func `una imagen propia lleva una huella completa`(motor: Motor, huella: String) throws {
        try Banco.prestar(motor) { banco throws in
            #expect(throws: AlmacenError.con(.restriccion)) {
                try banco.almacen.guardar(imagen: huella, tipo: "image/jpeg", bytes: [1])
            }
            #expect(try banco.controlador.cuenta("imagen") == 0)
        }
    }
}
