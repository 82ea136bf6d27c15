import Electoral
import Mustache

/// A record, or one of its rows, as templates see it: each field by its key, references as the record that they name.
struct FichaEnPlantilla: MustacheParent, MustacheCustomRenderable {
    let campos: Ficha.Campos
    let declaracion: [Campo]
    let titulo: String
    let libro: Libro
    let clave: Ficha.Clave?
    /// Day on which the document is issued, when it has one: what follows from other records stops there.
    let alDia: Dia?
    /// What the document knows of the record besides its fields.
    let extras: [String: Any]
    /// How many references were followed to come here.
    let pasos: Int

    /// References followed one after another: a template that goes down the records by them ends here, whatever they say.
    static let maximoDePasos = 64

    init(_ ficha: Ficha, _ libro: Libro, alDia: Dia? = nil, extras: [String: Any] = [:], pasos: Int = 0) {
        let clase = Clase.de(ficha.clave.clase)
        campos = ficha.campos
        declaracion = clase?.campos ?? []
        titulo = clase?.titulo(ficha) ?? ficha.clave.id
        clave = ficha.clave
        self.libro = libro
        self.alDia = alDia
        self.extras = extras
        self.pasos = pasos
    }

    init(
        _ fila: Ficha.Campos, _ declaracion: [Campo], _ libro: Libro, alDia: Dia? = nil, extras: [String: Any] = [:],
        pasos: Int = 0
    ) {
        campos = fila
        self.declaracion = declaracion
        titulo = ""
        clave = nil
        self.libro = libro
        self.alDia = alDia
        self.extras = extras
        self.pasos = pasos
    }

    var renderText: String { titulo }
    var isNull: Bool { false }

    func child(named nombre: String) -> Any? {
        if let extra = extras[nombre] ?? derivado(nombre) { return extra }
        if let campo = declaracion.first(where: { $0.clave == nombre }) { return valor(campo) }
        return deLista(nombre)
    }

    /// The record that a field names.
    func destino(_ campo: String) -> Ficha? {
        guard let tipo = declaracion.first(where: { $0.clave == campo })?.tipo else { return nil }
        return campos[campo].flatMap(tipo.destino).flatMap { libro[$0] }
    }

    func ver(_ ficha: Ficha) -> FichaEnPlantilla { FichaEnPlantilla(ficha, libro, alDia: alDia, pasos: pasos + 1) }

    /// As `ver`, while there are steps left.
    func ver(_ fichas: [Ficha]) -> [FichaEnPlantilla] { pasos < Self.maximoDePasos ? fichas.map { ver($0) } : [] }

    private func valor(_ campo: Campo) -> Any {
        switch (campos.contenido[campo.clave], campo.tipo) {
        case (.asiento(let a), .entero): return EnteroEnPlantilla(a, de: total(campo.clave)) as Any? ?? Ausente()
        case (.asiento(let a), let tipo): return simple(a, tipo)
        case (.lista, .lista(let tipo)):
            return campos.lista(campo.clave).map { simple($0, tipo) }.filter { !($0 is Ausente) }
        case (.lista, .grupos(let declaracion)):
            return campos.grupos(campo.clave).map {
                FichaEnPlantilla($0, declaracion, libro, alDia: alDia, pasos: pasos)
            }
        case (_, .lista), (_, .grupos): return [Any]()
        default: return Ausente()
        }
    }

    /// What the actas of a field are a share of.
    private func total(_ campo: String) -> Int? {
        ["acopiadas", "digitalizadas", "capturadas", "contabilizadas", "publicadas"].contains(campo)
            ? campos.entero("esperadas") ?? campos.entero("programadas") : nil
    }

    private func simple(_ a: Asiento, _ tipo: Campo.Tipo) -> Any {
        switch tipo {
        case .fecha: return FechaEnPlantilla(a, alDia: alDia) as Any? ?? Ausente()
        case .mes: return MesEnPlantilla(a) as Any? ?? Ausente()
        case .momento:
            let dia = Asiento(String(a.valor.prefix(10)), escrito: a.escrito)
            return FechaEnPlantilla(dia, alDia: alDia, hora: a.valor.suffix(5)) as Any? ?? Ausente()
        case .hora: return HoraEnPlantilla(a.valor, escrito: a.escrito)
        case .parrafos: return ParrafosEnPlantilla(a.escrito ?? a.valor)
        case .entero: return EnteroEnPlantilla(a) as Any? ?? Ausente()
        case .logico: return a.valor == "si"
        case .opcion(let opciones):
            return OpcionEnPlantilla(clave: a.valor, nombre: tipo.legible(a), opciones: opciones)
        case .numero: return a.escrito.map(TextoEnPlantilla.init) as Any? ?? NumeroEnPlantilla(texto: a.valor)
        case .referencia:
            guard pasos < Self.maximoDePasos, let destino = tipo.destino(a.valor), let ficha = libro[destino] else {
                return Ausente()
            }
            return ver(ficha)
        default: return TextoEnPlantilla(a.escrito ?? a.valor)
        }
    }

    /// Of a field that holds several: `documentos_en_serie`, all in one sentence; `documentos_varios`, more than one;
    /// `documentos_muchos`, more than three.
    private func deLista(_ nombre: String) -> Any? {
        guard let guion = nombre.lastIndex(of: "_") else { return nil }
        let clave =
            nombre.hasSuffix("_en_serie") ? String(nombre.dropLast("_en_serie".count)) : String(nombre[..<guion])
        guard let partes = partes(clave) else { return nil }
        switch nombre.dropFirst(clave.count) {
        case "_en_serie":
            return partes.isEmpty ? Ausente() as Any : TextoEnPlantilla(enSerie(clave) ?? EnPalabras.serie(partes))
        case "_varios": return partes.count > 1
        case "_muchos": return partes.count > 3
        default: return nil
        }
    }

    /// Days of a list, their month once; nil when it is not of days.
    private func enSerie(_ clave: String) -> String? {
        guard case .lista(.fecha) = declaracion.first(where: { $0.clave == clave })?.tipo else { return nil }
        return EnPalabras.dias(campos.lista(clave).compactMap { Dia(iso: $0.valor) })
    }

    /// What a list holds, or the first field of each row; nil when it is not a list.
    private func partes(_ clave: String) -> [String]? {
        switch declaracion.first(where: { $0.clave == clave })?.tipo {
        case .lista(let tipo): return campos.lista(clave).map { enLinea($0, tipo) }
        case .grupos(let interiores):
            guard let primero = interiores.first else { return nil }
            return campos.grupos(clave).compactMap { $0.asiento(primero.clave).map { enLinea($0, primero.tipo) } }
        default: return nil
        }
    }

    private func enLinea(_ a: Asiento, _ tipo: Campo.Tipo) -> String {
        guard let ficha = tipo.destino(a.valor).flatMap({ libro[$0] }) else {
            return tipo.legible(a).replacing("\n", with: " ")
        }
        let vista = ver(ficha)
        return vista.conArticulo("el", vista.nombre) ?? vista.titulo
    }
}
