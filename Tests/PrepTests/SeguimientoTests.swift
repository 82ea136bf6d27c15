import Apoyo
import Foundation
import Testing

/// `prep seguimiento` with folders and files, as people use it.
@Suite struct OrdenSeguimientoTests {
    private static let proceso =
        "nombre: Proceso 2027\njornada: 2027-06-06\ninstituto: Instituto\nsiglas: IEE\nentidad: Ejemplo\n"
    private static let sesion = "organo: cotaprep\ntipo: ordinaria\nfecha: 2027-01-20\nestado: celebrada\n"

    /// A folder with two records and what they were imported to.
    private func prestar(_ cuerpo: (String, ([String]) throws -> Prep.Salida) throws -> Void) throws {
        try Carpeta.prestar { (carpeta) throws in
            try Carpeta.escribir(Self.proceso, en: "\(carpeta)/fichas/proceso.yaml")
            try Carpeta.escribir("nombre: Comité\ntipo: cotaprep\n", en: "\(carpeta)/fichas/organos/cotaprep.yaml")
            let correr = { (argumentos: [String]) throws in
                try Prep.correr(["seguimiento"] + argumentos, carpeta: carpeta)
            }
            #expect(try correr(["importar", "fichas"]).codigo == 0)
            try cuerpo(carpeta, correr)
        }
    }

    private func rechazada(_ salida: Prep.Salida, _ codigo: Int32, _ dice: String) {
        #expect(salida.codigo == codigo && salida.errores.hasPrefix("prep: "), "\(salida.errores)")
        #expect(salida.errores.contains(dice), "\(salida.errores)")
    }

    @Test func `exacto no retira nada sin que se diga cuántas ni de una carpeta que no lo tiene todo`() throws {
        try prestar { carpeta, correr in
            try Carpeta.escribir("x", en: "\(carpeta)/vacia/LEEME.md")
            try rechazada(correr(["importar", "vacia", "--exacto", "--retira", "2"]), 65, "no tiene ninguna ficha")
            try Carpeta.escribir("nombre: Otro\ntipo: otro\n", en: "\(carpeta)/sola/organos/otro.yaml")
            try rechazada(correr(["importar", "sola", "--exacto", "--retira", "2"]), 65, "no tiene proceso.yaml")
            try Carpeta.escribir(Self.proceso, en: "\(carpeta)/otra/proceso.yaml")
            try rechazada(correr(["importar", "otra", "--exacto"]), 65, "retiraría 1 ficha: organo/cotaprep")
            try rechazada(correr(["importar", "otra", "--exacto", "--retira", "2"]), 65, "escriba --retira 1")
            #expect(try correr(["importar", "otra", "--exacto", "--retira", "1"]).texto.contains("1 retiradas"))
        }
    }

    @Test func `un conflicto se dice por su nombre y no se importa`() throws {
        try prestar { carpeta, correr in
            #expect(try correr(["exportar", "una/"]).codigo == 0)
            #expect(try correr(["exportar", "dos"]).codigo == 0)
            #expect(Carpeta.lista(carpeta) == ["dos", "fichas", "seguimiento.sqlite", "una"])
            for (donde, nombre) in [("una", "A"), ("dos", "B")] {
                try Carpeta.escribir(
                    "nombre: \(nombre)\ntipo: cotaprep\n", en: "\(carpeta)/\(donde)/organos/cotaprep.yaml")
            }
            #expect(try correr(["importar", "una", "--persona", "Persona 1"]).codigo == 0)
            try rechazada(correr(["importar", "dos"]), 65, "organo/cotaprep: la escribió Persona 1")
            #expect(try correr(["importar", "dos", "--encima"]).texto.contains("1 cambiadas"))
        }
    }

    @Test func `lo que se rechaza al principio no deja un archivo vacío`() throws {
        try prestar { carpeta, correr in
            try Carpeta.escribir("tipo: cotaprep\n", en: "\(carpeta)/mala/organos/x.yaml")
            for argumentos in [["mala"], ["no-hay"], ["fichas", "--motivo", "a\u{1}b"], ["fichas", "--persona", ""]] {
                let salida = try correr(["importar"] + argumentos + ["--archivo", "nuevo.sqlite"])
                rechazada(salida, 65, "prep: ")
            }
            #expect(Carpeta.lista(carpeta) == ["fichas", "mala", "seguimiento.sqlite"])
        }
    }

    @Test func `el respaldo es otro archivo igual y no se escribe encima de nada`() throws {
        try prestar { carpeta, correr in
            let hecho = try correr(["respaldar", "--salida", "copia.sqlite"])
            #expect(hecho.codigo == 0, "\(hecho.errores)")
            #expect(
                hecho.texto.contains(/copia.sqlite: respaldo completo y comprobado, [0-9]+ bytes, SHA-256 [0-9a-f]{64}/)
            )
            try rechazada(correr(["respaldar", "--salida", "copia.sqlite"]), 73, "ya existe")
            try rechazada(correr(["respaldar", "--salida", "no/hay.sqlite"]), 73, "no existe esa carpeta")
            #expect(try correr(["exportar", "a"]).codigo == 0)
            #expect(try correr(["exportar", "b", "--archivo", "copia.sqlite"]).codigo == 0)
            #expect(diferencias(Carpeta.leer("\(carpeta)/a"), Carpeta.leer("\(carpeta)/b")) == [])
            #expect(Carpeta.lista(carpeta) == ["a", "b", "copia.sqlite", "fichas", "seguimiento.sqlite"])
        }
    }

    @Test func `las rutas de una letra también sirven`() throws {
        try prestar { carpeta, correr in
            #expect(try correr(["exportar", "e"]).codigo == 0)
            #expect(try correr(["importar", "e", "--archivo", "s"]).codigo == 0)
            #expect(try correr(["respaldar", "--archivo", "s", "--salida", "r"]).codigo == 0)
            try Carpeta.escribir("x", en: "\(carpeta)/e/adjuntos/x")
            try rechazada(correr(["importar", "e"]), 65, "ninguna ficha lo nombra")
        }
    }

    @Test func `las clases se dicen todas y de cada una sus campos`() throws {
        let todas = try Prep.correr(["seguimiento", "clases"])
        #expect(todas.texto.contains("oficio") && todas.texto.contains("oficios/CLAVE.yaml"))
        for nombre in ["sesion", "sesiones", "Sesión o reunión"] {
            let una = try Prep.correr(["seguimiento", "clases", nombre])
            #expect(una.texto.contains("* organo: ") && una.texto.contains("extraordinaria"), "\(una.texto)")
        }
        rechazada(try Prep.correr(["seguimiento", "clases", "nada"]), 64, "las que hay son proceso, organo")
    }

    @Test(
        arguments: [
            ([], 64, "dígala con --ficha; las que hay son sesion/s1"),
            (["--ficha", "s1"], 64, "«s1» no es una ficha"),
            (["--ficha", "sesiones/s1"], 64, "escriba la clase en singular"),
            (["--ficha", "oficio/s1"], 64, "es de una ficha de la clase sesion, no de la clase oficio"),
            (["--ficha", "sesion/s2"], 65, "no hay ficha «sesion/s2»; las que hay son sesion/s1"),
        ] as [([String], Int32, String)])
    func `la ficha de un documento que falta o es de otra clase se dice con cuáles hay`(
        argumentos: [String], codigo: Int32, dice: String
    ) throws {
        try prestar { carpeta, correr in
            try Carpeta.escribir(Self.sesion, en: "\(carpeta)/fichas/sesiones/s1.yaml")
            #expect(try correr(["importar", "fichas"]).codigo == 0)
            try rechazada(correr(["documento", "minuta", "--salida", "m.html"] + argumentos), codigo, dice)
            #expect(!Carpeta.existe("\(carpeta)/m.html"))
        }
    }

    @Test func `una numeración que no se conoce se dice con las que hay`() throws {
        let salida = try Prep.correr(
            ["seguimiento", "calendario", "--jornada", "2027-06-06", "--numeracion", "2019"])
        rechazada(salida, 64, "las que hay son 2020, 2021, 2023")
    }
}
