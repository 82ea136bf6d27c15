import Almacen
import Electoral
import Operacion

/// A night of cortes lived in a moment: the clock moves when who publishes waits, and things happen at their hours.
final class NocheDeCortes {
    let mesa: MesaDePrueba
    var ahora: Instante
    private(set) var avisos: [GuardiaDeCortes.Aviso] = []
    /// Seconds that publishing a corte takes.
    var tarda = 0
    /// What happens at an hour, once.
    private var sucesos: [(hora: Instante, hacer: () throws -> Void)] = []
    private var falla: (any Error)?
    /// Times that the tree was written, with the corte that it was of.
    private(set) var escritos: [Int] = []

    /// Who publishes is stopped at an hour, as by a cut of power.
    struct Apagon: Error {}

    init(_ mesa: MesaDePrueba, desde: Instante) {
        self.mesa = mesa
        ahora = desde
    }

    func alas(_ hora: Instante, _ hacer: @escaping () throws -> Void) { sucesos.append((hora, hacer)) }

    func apagar(a hora: Instante) { alas(hora) { throw Apagon() } }

    /// Publishes until it ends by itself or something stops it.
    func correr() throws {
        let cortador = try Cortador(
            mesa.almacen, catalogo: MesaDePrueba.catalogo, proceso: MesaDePrueba.proceso, titular: "noche",
            ahora: { [self] in ahora })
        try GuardiaDeCortes(mesa.almacen, cortador, medios()).correr()
        try cortador.soltar()
    }

    private func medios() -> GuardiaDeCortes.Medios {
        .init(
            ahora: { [self] in ahora },
            dormir: { [self] segundos in
                ahora = Instante(microsegundos: ahora.microsegundos + Int64(segundos * 1_000_000))
            },
            publicar: { [self] cortador in
                ahora = ahora + tarda
                guard let corte = cortador.ultimo else { return nil }
                escritos.append(corte.numero)
                return .init(archivos: 3, bytes: 1000 + corte.numero)
            },
            comprobarReloj: { [self] in
                while let i = sucesos.firstIndex(where: { $0.hora <= ahora }) { try sucesos.remove(at: i).hacer() }
            },
            avisar: { [self] in avisos.append($0) }, mirada: 300)
    }

    var cortes: [Corte] { get throws { try mesa.almacen.cortes() } }

    /// Minutes after the start of publication at which there were cortes.
    func minutos() throws -> [Int] {
        try cortes.map { Int(($0.instante.microsegundos - inicio.microsegundos) / 60_000_000) }
    }

    var inicio: Instante { MesaDePrueba.proceso.inicioPublicacion }

    /// Another schedule, by two people, now.
    func cambiar(_ nuevo: Horario) throws {
        let operacion = Mesa(mesa.almacen, catalogo: MesaDePrueba.catalogo, esquema: .dobleCaptura)
        let orden = try operacion.pedirHorario(
            nuevo, acuerdo: "12", motivo: "Prueba", clave: "h\(ahora.microsegundos)", Persona(id: 8), instante: ahora)
        try mesa.almacen.autorizar(
            orden: orden, persona: Persona(id: 9), instante: ahora, noAntesDe: MesaDePrueba.inicio)
    }

    func ordenar(_ tipo: Orden.Tipo) throws {
        let orden = try mesa.almacen.pedir(
            tipo, clave: "\(tipo)\(ahora.microsegundos)", persona: Persona(id: 8), detalle: "Prueba", instante: ahora)
        try mesa.almacen.autorizar(
            orden: orden, persona: Persona(id: 9), instante: ahora, noAntesDe: MesaDePrueba.inicio)
    }
}
