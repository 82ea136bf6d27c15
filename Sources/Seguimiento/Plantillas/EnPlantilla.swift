import Electoral
import Mustache

/// Nothing written: prints nothing, opens no section, and hides a value of the same name further out.
struct Ausente: MustacheCustomRenderable {
    var renderText: String { "" }
    var isNull: Bool { true }
}

/// A record, or one of its rows, as templates see it: each field by its key, references as the record that they name.
struct FichaEnPlantilla: MustacheParent, MustacheCustomRenderable {
    let campos: Ficha.Campos
    let declaracion: [Campo]
    let titulo: String
    let libro: Libro
    private let clave: Ficha.Clave?
    /// What the document knows of the record besides its fields.
    let extras: [String: Any]

    init(_ ficha: Ficha, _ libro: Libro, extras: [String: Any] = [:]) {
        let clase = Clase.de(ficha.clave.clase)
        campos = ficha.campos
        declaracion = clase?.campos ?? []
        titulo = clase?.titulo(ficha) ?? ficha.clave.id
        clave = ficha.clave
        self.libro = libro
        self.extras = extras
    }

    init(_ fila: Ficha.Campos, _ declaracion: [Campo], _ libro: Libro, extras: [String: Any] = [:]) {
        campos = fila
        self.declaracion = declaracion
        titulo = ""
        clave = nil
        self.libro = libro
        self.extras = extras
    }

    var renderText: String { titulo }
    var isNull: Bool { false }

    func child(named nombre: String) -> Any? {
        if let extra = extras[nombre] ?? derivado(nombre) { return extra }
        guard let campo = declaracion.first(where: { $0.clave == nombre }) else { return nil }
        return valor(campo)
    }

    private func valor(_ campo: Campo) -> Any {
        switch (campos.contenido[campo.clave], campo.tipo) {
        case (.asiento(let a), let tipo): return simple(a, tipo)
        case (.lista, .lista(let tipo)): return campos.lista(campo.clave).map { simple($0, tipo) }
        case (.lista, .grupos(let declaracion)):
            return campos.grupos(campo.clave).map { FichaEnPlantilla($0, declaracion, libro) }
        case (_, .lista), (_, .grupos): return [Any]()
        default: return Ausente()
        }
    }

    private func simple(_ a: Asiento, _ tipo: Campo.Tipo) -> Any {
        switch tipo {
        case .fecha: return FechaEnPlantilla(a) as Any? ?? Ausente()
        case .mes: return MesEnPlantilla(a) as Any? ?? Ausente()
        case .momento:
            return FechaEnPlantilla(Asiento(String(a.valor.prefix(10)), escrito: a.escrito)) as Any? ?? Ausente()
        case .parrafos: return ParrafosEnPlantilla(a.escrito ?? a.valor)
        case .entero: return EnteroEnPlantilla(a) as Any? ?? Ausente()
        case .logico: return a.valor == "si"
        case .opcion: return OpcionEnPlantilla(clave: a.valor, nombre: tipo.legible(a))
        case .referencia:
            guard let destino = tipo.destino(a.valor), let ficha = libro[destino] else { return Ausente() }
            return FichaEnPlantilla(ficha, libro)
        default: return a.escrito ?? a.valor
        }
    }

    /// What follows from other records.
    private func derivado(_ nombre: String) -> Any? {
        guard let clave else { return nil }
        switch (clave.clase, nombre) {
        case ("oficio", "respuestas"): return libro.respuestas(a: clave).map { FichaEnPlantilla($0, libro) }
        case ("oficio", "preguntas"):
            return libro[clave].map { libro.preguntas(de: $0).map { FichaEnPlantilla($0, libro) } }
        case ("organo", "renuncias"): return renuncias
        default: return nil
        }
    }

    /// Members who resigned, each with `suplente`: the row of who replaces them, or nothing.
    private var renuncias: [FichaEnPlantilla] {
        guard case .grupos(let declaracion) = declaracion.first(where: { $0.clave == "integrantes" })?.tipo else {
            return []
        }
        let filas = campos.grupos("integrantes")
        return filas.filter { $0["motivo"] == "renuncia" }.map { fila in
            let suplente = filas.first { $0["suple_a"] != nil && $0["suple_a"] == fila["persona"] }
            return FichaEnPlantilla(
                fila, declaracion, libro,
                extras: ["suplente": suplente.map { FichaEnPlantilla($0, declaracion, libro) } as Any? ?? Ausente()])
        }
    }
}

/// A text of several paragraphs.
struct ParrafosEnPlantilla: MustacheParent, MustacheCustomRenderable {
    let texto: String

    init(_ texto: String) { self.texto = texto }

    var renderText: String { texto }
    var isNull: Bool { false }

    func child(named nombre: String) -> Any? {
        switch nombre {
        case "parrafos": texto.split(separator: "\n\n").map { $0.replacing("\n", with: " ") }
        case "renglones": texto.split(separator: "\n").map(String.init)
        // So that `{{#texto}}…{{/texto}}` can be written around it.
        case "texto": texto
        default: nil
        }
    }
}

struct OpcionEnPlantilla: MustacheParent, MustacheCustomRenderable {
    let clave: String
    let nombre: String

    var renderText: String { nombre }
    var isNull: Bool { false }

    /// `{{#motivo.observaciones}}` opens when that is the option.
    func child(named nombre: String) -> Any? {
        switch nombre {
        case "clave": clave
        case "nombre": self.nombre
        case "minusculas": self.nombre.lowercased()
        default: nombre == clave
        }
    }
}

struct EnteroEnPlantilla: MustacheParent, MustacheCustomRenderable {
    let numero: Int
    let escrito: String?

    init?(_ a: Asiento) {
        guard let numero = Int(a.valor) else { return nil }
        self.numero = numero
        escrito = a.escrito
    }

    init(_ numero: Int) {
        self.numero = numero
        escrito = nil
    }

    var renderText: String { escrito ?? "\(numero)" }
    var isNull: Bool { false }

    func child(named nombre: String) -> Any? {
        switch nombre {
        case "letra": NumeroEnLetras.cardinal(numero)
        case "ordinal": EnPalabras.ordinalFemenino(numero)
        default: nil
        }
    }
}

/// A day as documents write it. Where the record says how it was written, every way is that one.
struct FechaEnPlantilla: MustacheParent, MustacheCustomRenderable {
    let dia: Dia
    let escrito: String?

    init?(_ a: Asiento) {
        guard let dia = Dia(iso: a.valor) else { return nil }
        self.dia = dia
        escrito = a.escrito
    }

    init(_ dia: Dia) {
        self.dia = dia
        escrito = nil
    }

    var renderText: String { escrito ?? EnPalabras.fecha(dia) }
    var isNull: Bool { false }

    func child(named nombre: String) -> Any? {
        switch nombre {
        case "iso": dia.iso
        case "mes": EnPalabras.mes(dia.mes)
        case "anio": "\(dia.anio)"
        case "dia": "\(dia.dia)"
        default: forma(nombre).map { escrito ?? $0 }
        }
    }

    private func forma(_ nombre: String) -> String? {
        let (dos, mes) = (dosCifras(dia.dia), EnPalabras.mes(dia.mes))
        return switch nombre {
        case "palabras": EnPalabras.fechaEnteraEnPalabras(dia)
        case "palabrasSinAnio": EnPalabras.dia(dia)
        case "cifras": EnPalabras.fecha(dia)
        case "dosCifras": "\(dos) de \(mes) de \(dia.anio)"
        case "sinAnio": "\(dos) de \(mes)"
        case "guiones": "\(dos)-\(dosCifras(dia.mes))-\(dia.anio)"
        default: nil
        }
    }
}

struct MesEnPlantilla: MustacheParent, MustacheCustomRenderable {
    let mes: Mes
    let escrito: String?

    init?(_ a: Asiento) {
        guard let mes = Mes(iso: a.valor) else { return nil }
        self.mes = mes
        escrito = a.escrito
    }

    init(_ mes: Mes) {
        self.mes = mes
        escrito = nil
    }

    var renderText: String { escrito ?? nombre }
    var isNull: Bool { false }
    private var nombre: String { EnPalabras.mes(mes.primero.mes) }

    func child(named nombre: String) -> Any? {
        switch nombre {
        case "nombre": escrito ?? self.nombre
        case "conAnio": escrito ?? "\(self.nombre) de \(mes.primero.anio)"
        case "anio": "\(mes.primero.anio)"
        case "iso": mes.iso
        default: nil
        }
    }
}
