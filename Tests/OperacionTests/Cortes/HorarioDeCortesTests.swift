import Almacen
import Electoral
import Operacion
import Testing

/// Cortes and follow-up when the schedule changes in the middle of the night.
@Suite struct HorarioDeCortesTests {
    private static let deInicio = MesaDePrueba.proceso.horario

    /// Another schedule, by the two people of the script, some minutes after the start of the acopio.
    private static func cambiar(_ mesa: MesaDePrueba, minutos: Int, alMinuto minuto: Int) throws -> Horario {
        let vigente = try mesa.almacen.horario()
        let nuevo = Horario(inicio: vigente.inicio, cierre: vigente.cierre - 3600, minutos: minutos)
        let instante = MesaDePrueba.inicio + minuto * 60
        let operacion = Mesa(mesa.almacen, catalogo: MesaDePrueba.catalogo, esquema: .dobleCaptura)
        let orden = try operacion.pedirHorario(
            nuevo, acuerdo: "12", motivo: "Prueba", clave: "c\(minuto)", Persona(id: 8), instante: instante)
        try mesa.almacen.autorizar(
            orden: orden, persona: Persona(id: 9), instante: instante, noAntesDe: MesaDePrueba.inicio)
        return nuevo
    }

    @Test func `un corte del horario que ya no rige no se escribe, y el del nuevo, sí`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            try mesa.verificar(1, 100)
            let primero = Self.deInicio.inicio
            _ = try cortador.cortar(
                primero, ultimo: false, siguiente: Self.deInicio.siguiente(despuesDe: primero), segun: Self.deInicio)
            let nuevo = try Self.cambiar(mesa, minutos: 20, alMinuto: 123)
            try mesa.verificar(2, 50, minuto: 121)
            #expect(throws: Cortador.HorarioCambiado.self) {
                try cortador.cortar(primero + 600, ultimo: false, siguiente: primero + 1200, segun: Self.deInicio)
            }
            #expect(try mesa.almacen.cortes().count == 1)
            #expect(try mesa.rechazos() == [], "no es un corte que no cumple")
            let segundo = try cortador.cortar(
                primero + 1200, ultimo: false, siguiente: nuevo.siguiente(despuesDe: primero + 1200), segun: nuevo)
            #expect(segundo.siguiente == primero + 2400)
            #expect(cortador.votos(0) == 150, "lo leído en el intento no se pierde ni se suma dos veces")
            // What was published before keeps what it announced.
            #expect(try mesa.almacen.cortes().first?.siguiente == primero + 600)
        }
    }

    @Test func `el cierre se prorroga hasta donde el acuerdo dice, y sin acuerdo, 24 horas`() {
        let inicio = MesaDePrueba.inicio
        func objeciones(_ horas: Int, prorroga: Int?) -> [Horario.Objecion] {
            Horario(inicio: inicio, cierre: inicio + horas * 3600, minutos: 10).objeciones(
                inicioAcopio: inicio, prorroga: prorroga.map { inicio + $0 * 3600 })
        }
        #expect(objeciones(24, prorroga: nil) == [] && objeciones(25, prorroga: nil) == [.duraDemasiado])
        #expect(objeciones(25, prorroga: 25) == [] && objeciones(26, prorroga: 25) == [.pasaDeLaProrroga])
        #expect(Horario.objecion(minutosEntreBases: 30, minutos: 10) == .pocasBases(minutos: 30))
        #expect(Horario.objecion(minutosEntreBases: 15, minutos: 10) == .basesEntreCortes(minutos: 15, cortes: 10))
        #expect(Horario.objecion(minutosEntreBases: 20, minutos: 10) == nil)
    }

    @Test func `un corte que se hizo y no llegó al sitio levanta alarma`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            let primero = Self.deInicio.inicio
            func alarmas(_ ahora: Instante) throws -> [String] {
                var noche = MemoriaDeNoche(catalogo: MesaDePrueba.catalogo, proceso: MesaDePrueba.proceso)
                try noche.ponerAlDia(mesa.almacen)
                return noche.tablero(ahora).alarmas.filter { $0.tipo == .corteTarde }.map(\.texto)
            }
            for n in [0, 600] {
                _ = try cortador.cortar(
                    primero + n, ultimo: false, siguiente: primero + n + 600, segun: Self.deInicio)
                if n > 0 { break }
                try GuardiaDeCortes.publicar(cortador, en: mesa.almacen, ahora: { primero + 2 }) { _ in
                    .init(archivos: 1, bytes: 1)
                }
                #expect(try alarmas(primero + 400) == [])
            }
            #expect(try alarmas(primero + 660) == [])
            #expect(try alarmas(primero + 800).count == 1)
            #expect(try alarmas(primero + 800).first?.contains("no llegó al sitio público") == true)
        }
    }

    @Test func `el monitor espera el corte del horario vigente y el reporte cuenta los de cada uno`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            let primero = Self.deInicio.inicio
            _ = try cortador.cortar(primero, ultimo: false, siguiente: primero + 600, segun: Self.deInicio)
            var noche = MemoriaDeNoche(catalogo: MesaDePrueba.catalogo, proceso: MesaDePrueba.proceso)
            try noche.ponerAlDia(mesa.almacen)
            #expect(noche.tablero(primero + 60).siguienteCorte == primero + 600)
            let nuevo = try Self.cambiar(mesa, minutos: 20, alMinuto: 123)
            try noche.ponerAlDia(mesa.almacen)
            #expect(noche.tablero(primero + 200).siguienteCorte == primero + 1200)
            #expect(noche.proceso.cierrePublicacion == nuevo.cierre)
            for n in [1200, 2400] {
                _ = try cortador.cortar(
                    primero + n, ultimo: false, siguiente: nuevo.siguiente(despuesDe: primero + n), segun: nuevo)
            }
            let mesaDeNoche = Mesa(mesa.almacen, catalogo: MesaDePrueba.catalogo, esquema: .dobleCaptura)
            let reporte = Reporte(
                try DatosDeReporte(
                    mesaDeNoche, proceso: MesaDePrueba.proceso, entorno: .simulacro, ahora: primero + 2500),
                conPersonal: false)
            #expect(reporte.cortes.programados == 3 && reporte.cortes.publicados == 3)
            #expect(reporte.cortes.tarde == 0, "el cambio de horario no es un retraso")
        }
    }
}
