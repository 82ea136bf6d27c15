import Almacen
import Electoral
import Operacion
import Testing

/// The schedule kept through a whole night, with a clock that jumps from wait to wait.
@Suite struct GuardiaDeCortesTests {
    private static let inicio = MesaDePrueba.proceso.inicioPublicacion
    private static let cierre = MesaDePrueba.proceso.cierrePublicacion

    private static func noche(
        desde: Instante = inicio - 3600, _ cuerpo: (NocheDeCortes) throws -> Void
    ) throws {
        try MesaDePrueba.poner { mesa throws in try cuerpo(NocheDeCortes(mesa, desde: desde)) }
    }

    @Test func `una noche entera: ceros antes de abrir, la cuadrícula y el último corte a su hora`() throws {
        try Self.noche { n throws in
            try n.mesa.verificar(1, 100)
            try n.correr()
            let cortes = try n.cortes
            #expect(cortes.count == 1 + 145)
            #expect(cortes[0].hasta == 0 && cortes[0].siguiente == Self.inicio && cortes[0].programado == nil)
            #expect(cortes.dropFirst().map(\.instante) == MesaDePrueba.proceso.horario.todos)
            #expect(cortes.dropFirst().allSatisfy { $0.programado == $0.instante && $0.minutos == 10 })
            #expect(cortes[1].hasta > 0, "lo que llegó antes de abrir se publica al abrir")
            #expect(cortes.filter(\.ultimo) == [cortes[145]] && cortes[145].siguiente == nil)
            #expect(try n.mesa.almacen.omitidos().isEmpty)
            #expect(n.escritos == Array(1...146))
            // After the close nothing else is published.
            try n.correr()
            #expect(try n.cortes == cortes)
            let publicaciones = try n.mesa.almacen.publicaciones()
            #expect(publicaciones.map(\.corte) == Array(1...146) && publicaciones[9].bytes == 1010)
        }
    }

    @Test func `tras una hora detenido hace uno solo en ese momento, anota los omitidos y vuelve a la cuadrícula`()
        throws
    {
        try Self.noche { n throws in
            n.apagar(a: Self.inicio + 33 * 60)
            #expect(throws: NocheDeCortes.Apagon.self) { try n.correr() }
            #expect(try n.minutos() == [-60, 0, 10, 20, 30])
            // Until 21:34:20 of a clock that went on.
            n.ahora = Self.inicio + 94 * 60 + 20
            n.apagar(a: Self.inicio + 112 * 60)
            #expect(throws: NocheDeCortes.Apagon.self) { try n.correr() }
            #expect(try n.minutos() == [-60, 0, 10, 20, 30, 94, 100, 110])
            let repuesto = try n.cortes[5]
            #expect(repuesto.programado == Self.inicio + 90 * 60 && repuesto.siguiente == Self.inicio + 100 * 60)
            #expect(
                try n.mesa.almacen.omitidos().map(\.instante) == [40, 50, 60, 70, 80].map { Self.inicio + $0 * 60 })
            #expect(
                n.avisos.contains(
                    .omitidos(5, primero: Self.inicio + 40 * 60, ultimo: Self.inicio + 80 * 60)))
            #expect(n.avisos.contains(.tarde(Self.inicio + 90 * 60, segundos: 260)))
            let relacion = try RelacionDeCortes(n.mesa.almacen, ahora: n.ahora)
            #expect(relacion.cuentas.cortes == 8 && relacion.cuentas.omitidos == 5 && relacion.cuentas.tarde == 1)
            #expect(relacion.siguiente == Self.inicio + 120 * 60 && relacion.tarde == nil)
            #expect(try RelacionDeCortes(n.mesa.almacen, ahora: n.ahora + 3600).tarde == Self.inicio + 120 * 60)
        }
    }

    @Test func `un corte escrito que no llegó al árbol se publica al volver y no se hace otra vez`() throws {
        try Self.noche { n throws in
            try n.mesa.verificar(1, 100)
            let cortador = try n.mesa.cortador()
            _ = try cortador.cortar(
                CorteDebido.de(Self.inicio, MesaDePrueba.proceso.horario))
            try cortador.soltar()
            n.ahora = Self.inicio + 45
            n.apagar(a: Self.inicio + 5 * 60)
            #expect(throws: NocheDeCortes.Apagon.self) { try n.correr() }
            #expect(try n.minutos() == [0] && n.escritos == [1])
            #expect(try n.mesa.almacen.publicaciones().map(\.corte) == [1])
        }
    }

    @Test func `las bases de datos van a su propio paso y la última siempre va`() throws {
        try Self.noche { n throws in
            n.alas(Self.inicio - 600) {
                try n.cambiar(
                    Horario(inicio: Self.inicio, cierre: Self.inicio + 7200, minutos: 10, minutosEntreBases: 20))
            }
            // Stopped over the hour of a base: the corte that comes instead carries it.
            n.apagar(a: Self.inicio + 55 * 60)
            #expect(throws: NocheDeCortes.Apagon.self) { try n.correr() }
            n.ahora = Self.inicio + 72 * 60
            try n.correr()
            let conBase = try n.cortes.filter(\.conBase).map {
                Int(($0.instante.microsegundos - Self.inicio.microsegundos) / 60_000_000)
            }
            #expect(conBase == [-60, 0, 20, 40, 72, 80, 100, 120])
            #expect(try n.minutos() == [-60, 0, 10, 20, 30, 40, 50, 72, 80, 90, 100, 110, 120])
        }
    }

    @Test func `con todo registrado cierra antes sólo si el acuerdo lo permite y dos personas cerraron`() throws {
        for permite in [true, false] {
            try Self.noche { n throws in
                try n.ordenar(.apertura)
                n.alas(Self.inicio - 600) {
                    try n.cambiar(
                        Horario(inicio: Self.inicio, cierre: Self.inicio + 7200, minutos: 20, cierraAl100: permite))
                }
                for acta in 1...3 { try n.mesa.verificar(acta, Int32(acta)) }
                n.alas(Self.inicio + 30 * 60) { try n.mesa.verificar(4, 9) }
                n.alas(Self.inicio + 50 * 60) { try n.ordenar(.cierre) }
                try n.correr()
                #expect(try n.minutos() == (permite ? [-60, 0, 20, 40, 60] : [-60, 0, 20, 40, 60, 80, 100, 120]))
                let ultimo = try #require(try n.cortes.last)
                #expect(ultimo.ultimo && ultimo.siguiente == nil && ultimo.conBase)
                #expect(n.avisos.contains(.completo) == permite)
            }
        }
    }

    @Test func `un acta por llegar no deja cerrar antes`() throws {
        try Self.noche { n throws in
            try n.ordenar(.apertura)
            for acta in 1...3 { try n.mesa.verificar(acta, Int32(acta)) }
            n.alas(Self.inicio - 600) {
                try n.cambiar(Horario(inicio: Self.inicio, cierre: Self.inicio + 3600, minutos: 20, cierraAl100: true))
                try n.ordenar(.cierre)
            }
            try n.correr()
            #expect(try n.minutos() == [-60, 0, 20, 40, 60])
        }
    }

    @Test func `la prórroga que dos personas autorizan mueve el último corte`() throws {
        try Self.noche { n throws in
            let antes = Horario(inicio: Self.inicio, cierre: Self.inicio + 3600, minutos: 20)
            n.alas(Self.inicio - 600) { try n.cambiar(antes) }
            n.alas(Self.inicio + 50 * 60) {
                try n.cambiar(Horario(inicio: Self.inicio, cierre: Self.inicio + 5400, minutos: 20))
            }
            try n.correr()
            #expect(try n.minutos() == [-60, 0, 20, 40, 60, 80, 90])
            #expect(try n.cortes.filter(\.ultimo).count == 1)
        }
    }

    @Test func `un inicio que se mueve se anuncia otra vez en ceros`() throws {
        try Self.noche { n throws in
            n.alas(Self.inicio - 1200) {
                try n.cambiar(Horario(inicio: Self.inicio + 1800, cierre: Self.inicio + 5400, minutos: 20))
            }
            try n.correr()
            #expect(try n.cortes.prefix(2).map(\.siguiente) == [Self.inicio, Self.inicio + 1800])
            #expect(try n.minutos() == [-60, -20, 30, 50, 70, 90])
        }
    }

    @Test func `la hora del último corte espera a las dos personas que cierran`() throws {
        try Self.noche(desde: Self.cierre - 1500) { n throws in
            try n.ordenar(.apertura)
            n.alas(Self.cierre + 300) { try n.ordenar(.cierre) }
            try n.correr()
            #expect(n.avisos.contains(.sigueAbierto))
            let ultimo = try #require(try n.cortes.last)
            #expect(ultimo.instante == Self.cierre && ultimo.ultimo)
            let publicado = try #require(try n.mesa.almacen.publicaciones().last)
            #expect(publicado.instante >= Self.cierre + 300)
        }
    }

    @Test func `un corte que tarda más que la espera no descuadra los siguientes`() throws {
        try Self.noche { n throws in
            n.alas(Self.inicio - 600) {
                try n.cambiar(Horario(inicio: Self.inicio, cierre: Self.inicio + 600, minutos: 1))
                n.tarda = 90
            }
            try n.correr()
            let cortes = try n.cortes
            #expect(cortes.last?.instante == Self.inicio + 600)
            // What was skipped and what was made is every hour of the schedule, each once.
            let dichos = cortes.compactMap(\.programado) + (try n.mesa.almacen.omitidos().map(\.instante))
            #expect(dichos.sorted() == (0...10).map { Self.inicio + $0 * 60 })
            #expect(zip(cortes, cortes.dropFirst()).allSatisfy { $0.instante < $1.instante })
        }
    }

    @Test func `la marca del reloj distingue un salto de una espera, y entre dos arranques no dice nada`() throws {
        let marca = MarcaDeReloj(arranque: "a", transcurrido: 1_000_000, instante: Self.inicio)
        #expect(marca.salto(hasta: .init(arranque: "a", transcurrido: 61_000_000, instante: Self.inicio + 60)) == 0)
        #expect(
            marca.salto(hasta: .init(arranque: "a", transcurrido: 61_000_000, instante: Self.inicio + 7260)) == 7200)
        #expect(marca.salto(hasta: .init(arranque: "a", transcurrido: 61_000_000, instante: Self.inicio - 540)) == -600)
        #expect(marca.salto(hasta: .init(arranque: "b", transcurrido: 0, instante: Self.inicio + 9000)) == nil)
    }
}

extension CorteDebido {
    /// The one of an hour, on time.
    static func de(_ hora: Instante, _ horario: Horario) throws -> CorteDebido {
        let vigentes = [HorarioVigente(desde: nil, horario: horario)]
        guard case .cortar(let debido) = Agenda(vigentes, [], intentado: nil, deInicio: horario).paso(hora) else {
            throw NocheDeCortes.Apagon()
        }
        return debido
    }
}
