import Almacen
import Electoral
import Testing

/// What the database refuses by itself about people, whatever program asks: facts outside the role, a second hand of the
/// same person, two-person steps by one.
@Suite struct SeparacionDeFuncionesTests {
    /// A store with an account of each role, all with the same password.
    private func conCuentas(_ cuerpo: (Banco, [Rol: Persona]) throws -> Void) throws {
        try Banco.prestar(.sqlite) { banco throws in
            try banco.almacen.guardar(
                centros: [CentroGuardado(clave: "CCV-1", tipo: "CCV", nombre: "CCV")], adscripcion: [1: "CCV-1"])
            let nuevas = Rol.allCases.map {
                Almacen.CuentaNueva(
                    usuario: $0.rawValue, nombre: $0.nombre, rol: $0, centro: "CCV-1", clave: "x", totp: nil)
            }
            let personas = try banco.almacen.abrir(
                cuentas: nuevas,
                registra: Acceso(.alta, instante: Banco.inicio, usuario: "pruebas", direccion: ""))
            try cuerpo(banco, Dictionary(uniqueKeysWithValues: zip(Rol.allCases, personas)))
        }
    }

    private static let eventos: [CicloDeVida.Evento] = {
        let procedencia = Procedencia(origen: .catd, digitalizacion: .escaner)
        return [
            .acopio(tipoDocumento: "ACTA PREP", mecanismo: ""), .sinActa(.paqueteNoEntregado),
            .digitalizacion(imagen: Banco.huella(1), procedencia), .captura(Banco.captura(1)),
            .verificacion(Banco.captura(1)), .decision(Banco.captura(1), motivo: "se lee"),
            .redigitalizacion(motivo: "borrosa"), .recaptura(motivo: "cotejo"),
            .fueraDeCatalogo(imagen: Banco.huella(1), procedencia), .cotejo,
        ]
    }()

    @Test func `la tabla de facultades tiene todos los hechos y ninguno lo escriben los que sólo miran`() {
        #expect(Set(Self.eventos.map(\.tipo)) == Set(CicloDeVida.Evento.Tipo.allCases))
        for tipo in CicloDeVida.Evento.Tipo.allCases {
            #expect(Rol.allCases.contains { $0.faculta(tipo) }, "\(tipo.rawValue) lo escribe alguien")
        }
        for rol in Rol.allCases where rol.soloLectura || rol == .administracion || rol == .coordinacion {
            #expect(Rol.facultades[rol] == nil, "\(rol.rawValue) no escribe hechos")
        }
        // Who types does not check what was typed, nor decide it.
        for rol in Rol.allCases where rol.faculta(.captura) {
            #expect(!rol.faculta(.decision) && !rol.faculta(.cotejo) && !rol.faculta(.recaptura))
        }
    }

    @Test(arguments: Rol.allCases)
    func `la base de datos rechaza el hecho que el rol no permite`(rol: Rol) throws {
        try conCuentas { banco, personas in
            let persona = try #require(personas[rol])
            for evento in Self.eventos where !rol.faculta(evento.tipo) {
                let tipo = evento.tipo.rawValue
                #expect(throws: AlmacenError.con(.sinFacultad), "\(rol.rawValue) \(tipo)") {
                    try banco.controlador.sql(
                        """
                        INSERT INTO hecho (clave, acta, tipo, instante, persona, centro, ronda, datos, causa, imagen, motivo, por_pto)
                        VALUES ('\(tipo)', 1, '\(tipo)', 1, \(persona.id), 'X', 1, '1', 'c', '\(Banco.huella(1))', 'm', 0)
                        """)
                }
            }
        }
    }

    @Test func `una cuenta no cambia de función ni de persona, y no se borra`() throws {
        try conCuentas { banco, _ in
            for cambio in ["rol = 'captura'", "usuario = 'otro'", "persona = 99"] {
                #expect(throws: AlmacenError.self) {
                    try banco.controlador.sql("UPDATE cuenta SET \(cambio) WHERE usuario = 'acopio'")
                }
            }
            #expect(throws: AlmacenError.con(.soloSeAgrega)) {
                try banco.controlador.sql("DELETE FROM cuenta WHERE usuario = 'acopio'")
            }
        }
    }

    @Test func `una persona tiene una cuenta y una cuenta una sola sesión`() throws {
        try conCuentas { banco, personas in
            let persona = try #require(personas[.captura])
            #expect(throws: AlmacenError.self) {
                try banco.controlador.sql(
                    """
                    INSERT INTO cuenta (persona, usuario, rol, clave, cambiar, activa)
                    VALUES (\(persona.id), 'otra', 'cotejo', 'x', 0, 1)
                    """)
            }
            let entrada = { (huella: String) in
                try banco.almacen.abrirSesion(
                    huella, de: persona, csrf: "c", paso: 0,
                    registra: Acceso(
                        .entrada, instante: Banco.inicio, persona: persona, usuario: "captura", direccion: ""))
            }
            #expect(try entrada(Banco.huella(1)) == false)
            #expect(try entrada(Banco.huella(2)) == true, "termina la anterior")
            #expect(try banco.almacen.identidad(sesion: Banco.huella(1)) == nil)
            #expect(try banco.almacen.identidad(sesion: Banco.huella(2))?.rol == .captura)
        }
    }

    @Test func `quien pidió la corrección no la acepta, tampoco por fuera del programa`() throws {
        try conCuentas { banco, personas in
            try banco.vivir(1)
            let cotejador = try #require(personas[.cotejo])
            try banco.registrar(
                Hecho(
                    clave: "r", acta: 1, evento: .recaptura(motivo: "cotejo"), persona: cotejador, centro: "CCV-1",
                    instante: Banco.inicio + 5000))
            #expect(throws: AlmacenError.con(.personaYaIntervino)) {
                try banco.controlador.sql(
                    """
                    INSERT INTO hecho (clave, acta, tipo, instante, persona, centro, ronda, por_pto)
                    VALUES ('z', 1, 'cotejo', 9000000000000000, \(cotejador.id), 'X', 2, 0)
                    """)
            }
        }
    }

    @Test func `las excepciones y las órdenes las cierran dos personas`() throws {
        try conCuentas { banco, _ in
            try banco.controlador.sql(
                """
                INSERT INTO excepcion (id, clave, tipo, acta, persona, centro, instante, problemas, accion, recomendacion)
                VALUES (1, 'e', 'otra', 1, 1, 'CCV-1', 1, '', '', '')
                """)
            try banco.controlador.sql(
                "INSERT INTO orden (id, clave, tipo, persona, instante, detalle) VALUES (1, 'o', 'apertura', 1, 1, '')")
            for (tabla, valores) in [
                ("excepcion_resuelta (excepcion, persona, instante, decision, comentario)", "1, ?, 1, 'd', 'c'"),
                ("orden_autorizada (orden, persona, instante)", "1, ?, 1"),
            ] {
                let sentencia = { (persona: String) in
                    "INSERT INTO \(tabla) VALUES (\(valores.replacing("?", with: persona)))"
                }
                #expect(throws: AlmacenError.self) { try banco.controlador.sql(sentencia("1")) }
                try banco.controlador.sql(sentencia("2"))
                #expect(throws: AlmacenError.self, "y una sola vez") { try banco.controlador.sql(sentencia("3")) }
            }
        }
    }

    @Test func `un acta está en unas solas manos y cada quien tiene un acta`() throws {
        try conCuentas { banco, _ in
            try banco.controlador.sql(
                "INSERT INTO asignacion (acta, persona, tarea, desde, vence) VALUES (1, 1, 'captura', 0, 9)")
            for otra in ["(1, 2, 'captura', 0, 9)", "(2, 1, 'captura', 0, 9)"] {
                #expect(throws: AlmacenError.self) {
                    try banco.controlador.sql(
                        "INSERT INTO asignacion (acta, persona, tarea, desde, vence) VALUES \(otra)")
                }
            }
        }
    }
}
