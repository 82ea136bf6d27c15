import Electoral

/// The corte that is being published, with what is needed to know what it changes.
struct ContextoDeCorte {
    let escrutinio: Escrutinio
    let cortes: [Corte]
    let corte: Corte
    /// Results above this number are new for the tree.
    let desde: Int
    /// Nothing is known of the tree: everything is rendered.
    let frio: Bool
    let huso: Huso

    /// The corte that a fact number first appeared in; the first corte for what never changed.
    func corteDe(_ numero: Int) -> Corte {
        var (a, b) = (0, cortes.count - 1)
        while a < b {
            let medio = (a + b) / 2
            if cortes[medio].hasta >= numero { b = medio } else { a = medio + 1 }
        }
        return cortes[a]
    }

    func estado(_ acta: Acta) -> ActaEnCorte { escrutinio.actas[acta.id - 1] }
    /// Whether the tree does not show what the corte knows of it.
    func esNueva(_ acta: Acta) -> Bool { frio || estado(acta).numero > desde }
    /// Last fact among some actas; 0 while all are in process.
    func numero(_ actas: [Acta]) -> Int { actas.reduce(0) { max($0, estado($1).numero) } }
    /// Figures of the last corte take the casillas especiales into participation: every level changes with it.
    func corteDeCifras(_ numero: Int) -> Corte { corte.ultimo ? corte : corteDe(numero) }

    func conEstado(_ acta: Acta) -> (acta: Acta, estado: ActaEnCorte) { (acta, escrutinio.actas[acta.id - 1]) }

    /// Number of the last fact of the corte before this one.
    var hastaPrevio: Int { cortes.count > 1 ? cortes[cortes.count - 2].hasta : 0 }
}
