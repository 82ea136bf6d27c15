import Electoral
import Mustache

/// Nothing written: prints nothing, opens no section, and hides a value of the same name further out.
struct Ausente: MustacheCustomRenderable {
    var renderText: String { "" }
    var isNull: Bool { true }
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
        // Without its full stop, to go on with the sentence.
        case "sinPunto": texto.hasSuffix(".") ? String(texto.dropLast()) : texto
        case "plural": EnPalabras.esPlural(texto)
        default: TextoEnPlantilla.forma(nombre, texto)
        }
    }
}

/// One line. Every text can also be asked for `mayusculas`, `minusculas`, `inicial` and `espaciado`.
struct TextoEnPlantilla: MustacheParent, MustacheCustomRenderable, MustacheTransformable {
    let texto: String

    init(_ texto: String) { self.texto = texto }

    var renderText: String { texto }
    var isNull: Bool { false }

    func child(named nombre: String) -> Any? {
        if nombre == "plural" { return EnPalabras.esPlural(texto) }
        return Self.forma(nombre, texto)
    }
    func transform(_ nombre: String) -> Any? { texto.transform(nombre) }

    static func forma(_ nombre: String, _ texto: String) -> TextoEnPlantilla? {
        comoTexto(nombre, texto).map(TextoEnPlantilla.init)
    }

    private static func comoTexto(_ nombre: String, _ texto: String) -> String? {
        switch nombre {
        case "mayusculas": texto.uppercased()
        case "minusculas": EnPalabras.minusculas(texto)
        // With a capital letter, to begin a sentence.
        case "inicial": texto.prefix(1).uppercased() + texto.dropFirst()
        // `INE / UNICOM / 4939 / 2021`
        case "espaciado": texto.split(separator: "/").joined(separator: " / ")
        default: nil
        }
    }
}

struct OpcionEnPlantilla: MustacheParent, MustacheCustomRenderable {
    let clave: String
    let nombre: String
    /// Those among which it was chosen: any other name is not asked of it.
    var opciones: [Campo.Opcion] = []

    var renderText: String { nombre }
    var isNull: Bool { false }

    /// `{{#motivo.observaciones}}` opens when that is the option.
    func child(named nombre: String) -> Any? {
        switch nombre {
        case "clave": TextoEnPlantilla(clave)
        case "nombre": TextoEnPlantilla(self.nombre)
        case clave: true
        case _ where opciones.contains { $0.clave == nombre }: false
        default: TextoEnPlantilla.forma(nombre, self.nombre)
        }
    }
}

struct EnteroEnPlantilla: MustacheParent, MustacheCustomRenderable {
    let numero: Int
    let escrito: String?
    /// What it is a share of.
    let total: Int?

    init?(_ a: Asiento, de total: Int? = nil) {
        guard let numero = Int(a.valor) else { return nil }
        self.numero = numero
        self.total = total
        escrito = a.escrito
    }

    init(_ numero: Int) {
        self.numero = numero
        total = nil
        escrito = nil
    }

    var renderText: String { escrito ?? EnPalabras.miles(numero) }
    var isNull: Bool { false }

    func child(named nombre: String) -> Any? {
        switch nombre {
        case "letra": TextoEnPlantilla(NumeroEnLetras.cardinal(numero))
        case "ordinal": TextoEnPlantilla(EnPalabras.ordinalFemenino(numero))
        case "porcentaje": total.flatMap { $0 > 0 ? Porcentaje(numero, de: $0).texto : nil }
        // Of so many times an hour: every how many minutes.
        case "cada": (1..<60).contains(numero) && 60 % numero == 0 ? EnteroEnPlantilla(60 / numero) : nil
        // To choose between singular and plural.
        case "uno": numero == 1
        default: nil
        }
    }
}

/// A day as documents write it. Where the record says how it was written, every way is that one.
struct FechaEnPlantilla: MustacheParent, MustacheCustomRenderable {
    let dia: Dia
    let escrito: String?
    let alDia: Dia?
    /// `20:00`, of a day that has one.
    let hora: String?

    init?(_ a: Asiento, alDia: Dia? = nil, hora: Substring? = nil) {
        guard let dia = Dia(iso: a.valor) else { return nil }
        self.dia = dia
        escrito = a.escrito
        self.alDia = alDia
        self.hora = hora.map(String.init)
    }

    init(_ dia: Dia) {
        self.dia = dia
        escrito = nil
        alDia = nil
        hora = nil
    }

    var renderText: String { escrito ?? EnPalabras.fecha(dia) }
    var isNull: Bool { false }

    func child(named nombre: String) -> Any? {
        switch nombre {
        case "iso": dia.iso
        case "mes": EnPalabras.mes(dia.mes)
        case "anio": "\(dia.anio)"
        case "dia": "\(dia.dia)"
        case "hora": hora.map { HoraEnPlantilla($0) }
        default: forma(nombre).map { TextoEnPlantilla(escrito ?? $0) } ?? TextoEnPlantilla.forma(nombre, renderText)
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
        // `03 de noviembre del año actual`, when it is that of the document.
        case "anioActual":
            "\(dia.dia == 1 ? "primero" : dos) de \(mes) \(alDia?.anio == dia.anio ? "del año actual" : "de \(dia.anio)")"
        default: nil
        }
    }
}

/// `18:30`, and in words.
struct HoraEnPlantilla: MustacheParent, MustacheCustomRenderable {
    let valor: String
    let escrito: String?

    init(_ valor: String, escrito: String? = nil) {
        self.valor = valor
        self.escrito = escrito
    }

    var renderText: String { escrito ?? valor }
    var isNull: Bool { false }

    func child(named nombre: String) -> Any? {
        nombre == "palabras"
            ? EnPalabras.hora(valor).map(TextoEnPlantilla.init) : TextoEnPlantilla.forma(nombre, renderText)
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
        case "nombre": TextoEnPlantilla(escrito ?? self.nombre)
        case "conAnio": TextoEnPlantilla(escrito ?? "\(self.nombre) de \(mes.primero.anio)")
        case "anio": "\(mes.primero.anio)"
        case "iso": mes.iso
        default: TextoEnPlantilla.forma(nombre, escrito ?? self.nombre)
        }
    }
}

/// An amount: `98500.5`.
struct NumeroEnPlantilla: MustacheParent, MustacheCustomRenderable {
    let texto: String

    var renderText: String { texto }
    var isNull: Bool { false }

    func child(named nombre: String) -> Any? { nombre == "pesos" ? pesos : nil }

    /// `$98,500.50`
    private var pesos: String {
        let partes = texto.split(separator: ".")
        let centavos = partes.count > 1 ? String((partes[1] + "00").prefix(2)) : "00"
        return "$\(EnPalabras.miles(partes.first.flatMap { Int($0) } ?? 0)).\(centavos)"
    }
}
