import Almacen
import Electoral
import Imagenes
import Operacion
import Testing

/// A label identifies its acta here, and nowhere else.
@Suite struct IdentificadorTests {
    private func con<T>(
        _ proceso: Proceso = MesaDePrueba.proceso, _ cuerpo: (MesaDePrueba, Identificador) throws -> T
    ) throws -> T {
        try MesaDePrueba.poner { mesa in
            try cuerpo(
                mesa,
                Identificador(mesa.almacen, catalogo: MesaDePrueba.catalogo, proceso: proceso, entorno: .simulacro))
        }
    }

    private func rechazo(_ r: Result<Acta, EtiquetaDeActa.Rechazo>) -> EtiquetaDeActa.Rechazo? {
        if case .failure(let rechazo) = r { rechazo } else { nil }
    }

    @Test func `la etiqueta de cada acta la identifica`() throws {
        try con { _, identificador in
            for acta in MesaDePrueba.catalogo.actas {
                let texto = try identificador.etiqueta(de: acta).texto
                #expect(try identificador.acta(etiqueta: texto).get() == acta)
                #expect(try identificador.acta(etiqueta: texto.replacing("|", with: "]")).get() == acta)
            }
        }
    }

    @Test func `la de otro proceso, la tecleada con un error y la cambiada a mano se rechazan con su razón`() throws {
        try con { mesa, identificador in
            let acta = try #require(MesaDePrueba.catalogo.acta(1))
            let buena = try identificador.etiqueta(de: acta)
            func dice(_ cambio: (inout EtiquetaDeActa) -> Void) throws -> EtiquetaDeActa.Rechazo? {
                var otra = buena
                cambio(&otra)
                return rechazo(try identificador.acta(etiqueta: otra.texto))
            }
            #expect(try dice { $0.entorno = .oficial } == .deOtroEntorno(.oficial, aqui: .simulacro))
            #expect(try dice { $0.eleccion = "GUB" } == .deOtraEleccion("GUB"))
            #expect(try dice { $0.claveActa = "059999B01002" } == .claveDesconocida("059999B01002"))
            #expect(try dice { $0.plantilla = "P2" } == .deOtraPlantilla("P2", esperada: "P1"))
            #expect(try dice { $0.comprobacion = "00000000" } == .comprobacionFalsa)
            // Another acta of the catalogue, with the check value of this one.
            #expect(try dice { $0.eleccion = "DIP_LOC" } == .comprobacionFalsa)
            #expect(rechazo(try identificador.acta(etiqueta: "PREP")) == .noEsEtiqueta)
            var anterior = MesaDePrueba.proceso
            anterior.origen = "prep.example/2024"
            let deAntes = Identificador(
                mesa.almacen, catalogo: MesaDePrueba.catalogo, proceso: anterior, entorno: .simulacro)
            let vieja = try deAntes.etiqueta(de: acta).texto
            #expect(rechazo(try identificador.acta(etiqueta: vieja)) == .comprobacionFalsa)
            // The same process in another store has another key.
            let gemela = Identificador(
                try mesa.gemela("otra").almacen, catalogo: MesaDePrueba.catalogo, proceso: MesaDePrueba.proceso,
                entorno: .simulacro)
            #expect(rechazo(try identificador.acta(etiqueta: gemela.etiqueta(de: acta).texto)) == .comprobacionFalsa)
        }
    }

    @Test func `la clave del acta admite espacios, guiones y minúsculas; la de la casilla da todas sus actas`() throws {
        try con { _, identificador in
            let acta = try #require(MesaDePrueba.catalogo.acta(1))
            #expect(identificador.actas(clave: " \(acta.claveCasilla.lowercased()) - 2 ").count == 2)
            #expect(identificador.actas(clave: acta.claveCasilla).map(\.id) == [1, 3])
            #expect(identificador.acta(clave: acta.claveActa, eleccion: nil) == nil)
            #expect(identificador.acta(clave: acta.claveActa, eleccion: "DIP_LOC")?.id == 3)
            #expect(identificador.acta(clave: acta.claveCasilla, eleccion: "DIP_LOC") == nil)
            #expect(identificador.actas(clave: "").isEmpty)
        }
    }

    @Test func `las etiquetas de un centro son las de sus actas, por sección y casilla`() throws {
        try con { mesa, identificador in
            try mesa.almacen.guardar(
                centros: [CentroGuardado(clave: "CATD-1", tipo: "CATD", nombre: "CATD")],
                adscripcion: [1: "CATD-1", 3: "CATD-1", 4: "CATD-1"])
            let suyas = try identificador.etiquetas(
                identificador.actas(SeleccionDeEtiquetas(centro: .clave("CATD-1"))))
            #expect(try suyas.map { try identificador.acta(etiqueta: $0.qr).get().id } == [1, 3, 4])
            #expect(suyas.allSatisfy { $0.marca == "SIMULACRO" && $0.renglones.count == 4 })
            #expect(try identificador.actas(SeleccionDeEtiquetas(centro: .ninguno)).count == 1)
        }
    }

    @Test func `se eligen por elección, demarcación, centro o claves, y lo impreso queda escrito`() throws {
        try con { mesa, identificador in
            try mesa.almacen.guardar(
                centros: [CentroGuardado(clave: "CATD-1", tipo: "CATD", nombre: "CATD")],
                adscripcion: [1: "CATD-1", 3: "CATD-1", 4: "CATD-1"])
            let acta = try #require(MesaDePrueba.catalogo.acta(1))
            func cuales(_ s: SeleccionDeEtiquetas) throws -> Set<Int> { Set(try identificador.actas(s).map(\.id)) }
            #expect(try cuales(SeleccionDeEtiquetas()).count == MesaDePrueba.catalogo.actas.count)
            #expect(try cuales(SeleccionDeEtiquetas(eleccion: 0)).contains(1))
            #expect(try cuales(SeleccionDeEtiquetas(eleccion: 0)).isDisjoint(with: [3]))
            #expect(try cuales(SeleccionDeEtiquetas(eleccion: 1, centro: .clave("CATD-1"))).isSubset(of: [3, 4]))
            #expect(try cuales(SeleccionDeEtiquetas(unidad: 0)).isEmpty, "una demarcación es de una elección")
            #expect(try cuales(SeleccionDeEtiquetas(claves: [acta.claveCasilla])) == [1, 3])
            #expect(try cuales(SeleccionDeEtiquetas(eleccion: 0, claves: [acta.claveCasilla])) == [1])
            let hora = MesaDePrueba.inicio
            let pliego = try identificador.pliego(
                SeleccionDeEtiquetas(claves: [acta.claveCasilla]), persona: Persona(id: 1), instante: hora)
            #expect(pliego.etiquetas == 2 && pliego.pdf.starts(with: Array("%PDF".utf8)))
            for (mala, frase) in [
                (SeleccionDeEtiquetas(claves: ["ZZZ", acta.claveCasilla]), "ZZZ"),
                (SeleccionDeEtiquetas(centro: .clave("CATD-9")), "Ninguna acta"),
            ] {
                let error = #expect(throws: AlmacenError.self) {
                    try identificador.pliego(mala, persona: nil, instante: hora)
                }
                #expect(error?.mensaje.contains(frase) == true)
            }
            let muchas = #expect(throws: AlmacenError.self) {
                try identificador.pliego(SeleccionDeEtiquetas(), persona: nil, instante: hora, maximo: 1)
            }
            #expect(muchas?.mensaje.contains("un PDF lleva 1 a lo más") == true)
            let impresas = try mesa.almacen.etiquetasImpresas()
            #expect(impresas.map(\.actas) == [2])
            #expect(impresas.first?.alcance == "una clave tecleada" && impresas.first?.persona != nil)
        }
    }
}
