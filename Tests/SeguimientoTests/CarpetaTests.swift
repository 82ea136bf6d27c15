import Almacen
import AlmacenSQLite
import Apoyo
import Electoral
import Formatos
import Foundation
import Seguimiento
import Testing

@Suite struct ClasesTests {
    @Test func `la declaración de cada clase es coherente`() throws {
        #expect(Set(Clase.todas.map(\.clave)).count == Clase.todas.count)
        #expect(Set(Clase.todas.map(\.carpeta)).count == Clase.todas.count)
        for clase in Clase.todas {
            let claves = clase.campos.map(\.clave)
            #expect(Set(claves).count == claves.count, "\(clase.clave)")
            for clave in clase.titulo + [clase.fecha, clase.estado].compactMap(\.self) {
                #expect(clase.campo(clave)?.tipo.esSimple == true, "\(clase.clave).\(clave)")
            }
            revisar(clase.campos, en: clase.clave)
        }
    }

    private func revisar(_ campos: [Campo], en donde: String) {
        for campo in campos {
            // With that key a group would be read as a value.
            #expect(campo.clave != "valor")
            // What forms send besides; rows are sent by their number.
            if case .grupos = campo.tipo {} else { #expect(!["csrf", "revision", "id"].contains(campo.clave)) }
            switch campo.tipo {
            case .referencia(let clases):
                for c in clases { #expect(Clase.de(c) != nil, "\(donde).\(campo.clave): \(c)") }
            case .lista(let tipo):
                #expect(tipo.esSimple)
                if case .referencia(let clases) = tipo { for c in clases { #expect(Clase.de(c) != nil) } }
            case .grupos(let interiores): revisar(interiores, en: "\(donde).\(campo.clave)")
            default: break
            }
        }
    }

    @Test(arguments: [
        (Campo.Tipo.fecha, "2021-02-30"), (.fecha, "4/3/2021"), (.mes, "2021-13"), (.hora, "24:00"),
        (.entero(1...5), "6"),
        (.entero(1...5), "01"), (.numero, "-1"), (.numero, "1e9"), (.logico, "quizá"), (.enlace, "javascript:alert(1)"),
        (.linea(3), "cuatro"), (.linea(30), "dos\nrenglones"), (.referencia(["oficio"]), "../otro"),
        (.referencia(["oficio", "acuerdo"]), "persona/x"), (.momento, "2027-06-06"),
    ])
    func `lo que no cabe en un campo se rechaza con qué escribir`(tipo: Campo.Tipo, texto: String) {
        #expect(throws: Rechazo.self) { try tipo.canonico(texto) }
    }

    @Test func `los párrafos quedan sin espacios al final ni renglones vacíos de más`() throws {
        #expect(try Campo.Tipo.parrafos(100).canonico("uno  \r\n\r\n\r\n  dos\n\n") == "uno\n\ndos")
    }
}

@Suite struct CarpetaTests {
    private let carpeta = CarpetaTemporal()

    private func escribir(_ archivos: [String: String], en nombre: String = "fichas") throws -> CarpetaDeSeguimiento {
        let raiz = carpeta.ruta(nombre)
        for (relativo, texto) in archivos {
            let ruta = "\(raiz)/\(relativo)"
            try FileManager.default.createDirectory(
                atPath: (ruta as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(texto.utf8).write(to: URL(fileURLWithPath: ruta))
        }
        return CarpetaDeSeguimiento(raiz)
    }

    private func archivo(_ nombre: String = "s.sqlite") throws -> Archivo {
        Archivo(try ControladorSQLite(ruta: carpeta.ruta(nombre), crear: true, esquema: .seguimiento))
    }

    private static let hechos = [
        "organos/unicom.yaml": "nombre: Unidad Técnica de Servicios de Informática\nsiglas: UNICOM\ntipo: ine\n",
        "oficios/INE-UNICOM-1426-2021.yaml": """
        numero: INE/UNICOM/1426/2021
        tipo: oficio
        sentido: recibido
        fecha: 2021-03-24
        emisor: unicom
        motivo: observaciones
        asunto: |
          observaciones a los planes

          con anexo
        adjuntos:
          - nombre: observaciones.pdf

        """,
        "adjuntos/oficios/INE-UNICOM-1426-2021/observaciones.pdf": "%PDF-1.4 algo\n%%EOF\n",
        "oficios/INE-UNICOM-828-2021.yaml": """
        numero: {valor: IEC/SE/828/2021, escrito: INE/UNICOM/828/2021, conflicto: parece número del IEC}
        tipo: oficio
        sentido: enviado
        fecha: 2021-03-25
        motivo: atiende
        responde_a: [INE-UNICOM-1426-2021]

        """,
    ]

    private func importar(_ c: CarpetaDeSeguimiento, en a: Archivo) throws -> Archivo.Recuento {
        let leida = try c.leer(existentes: Set(try a.fichas().map(\.clave)))
        return try a.aplicar(
            leida.fichas.map { .guardar($0, revision: nil) }, Archivo.Autoria("Persona 1", Instante(segundos: 1)),
            adjunto: leida.adjunto)
    }

    @Test func `lo que se exporta se importa igual y se exporta con los mismos bytes`() throws {
        let a = try archivo()
        #expect(try importar(escribir(Self.hechos), en: a).nuevas == 3)
        let ida = CarpetaDeSeguimiento(carpeta.ruta("ida"))
        try ida.escribir(a)
        let b = try archivo("t.sqlite")
        #expect(try importar(ida, en: b).nuevas == 3)
        #expect(try a.fichas() == b.fichas())
        let vuelta = CarpetaDeSeguimiento(carpeta.ruta("vuelta"))
        try vuelta.escribir(b)
        #expect(Carpeta.leer(ida.ruta) == Carpeta.leer(vuelta.ruta))
        #expect(try importar(vuelta, en: a).iguales == 3)
    }

    @Test func `un valor guarda su forma normal, cómo está escrito y por qué no cuadra`() throws {
        let a = try archivo()
        _ = try importar(escribir(Self.hechos), en: a)
        let clave = try #require(Ficha.Clave(clase: "oficio", id: "INE-UNICOM-828-2021"))
        let ficha = try #require(try a.ficha(clave)).ficha
        #expect(ficha["numero"] == "IEC/SE/828/2021")
        #expect(ficha.escrito("numero") == "INE/UNICOM/828/2021")
        var filtro = Archivo.Filtro()
        filtro.conConflicto = true
        #expect(try a.lista("oficio", filtro).renglones.map(\.clave) == [clave])
    }

    @Test(arguments: [
        ("oficios/x.yaml", "numero: A/1\n", "x.yaml:1:1: falta la clave tipo: escriba uno de: oficio"),
        ("oficios/x.yaml", "tipo: oficio\nsentido: enviado\nmotivo: remite\nfecha: ayer\n", "x.yaml:4:8: dice «ayer»"),
        (
            "oficios/x.yaml", "tipo: oficio\nsentido: enviado\nmotivo: remite\nresponde_a: [NADIE]\n",
            "x.yaml:4:14: NADIE: no hay"
        ),
        ("oficios/x.yaml", "tipo: oficio\nsentido: enviado\nmotivo: remite\ninventado: 1\n", "no existe aquí"),
        ("oficios/x.yaml", "", "está vacío"),
        ("oficios/año nuevo.yaml", "tipo: oficio\n", "no se esperaba aquí"),
        ("notas.txt", "algo", "no se esperaba aquí"),
        ("adjuntos/oficios/x/suelto.pdf", "algo", "ninguna ficha lo nombra"),
        (
            "oficios/x.yaml", "tipo: oficio\nsentido: enviado\nmotivo: remite\nadjuntos: [{nombre: ../../x}]\n",
            "sin diagonales"
        ),
        (
            "oficios/x.yaml", "tipo: oficio\nsentido: enviado\nmotivo: remite\nadjuntos: [{nombre: x.pdf}]\n",
            "falta el adjunto adjuntos/oficios/x/x.pdf"
        ),
        ("proceso.yaml", "&a [*a]\n", "proceso.yaml"),
        ("oficios/ine-unicom-828-2021.yaml", "tipo: oficio\nsentido: enviado\nmotivo: remite\n", "mayúsculas"),
        (".revisiones", "oficio/x algo\n", ".revisiones:1:1: no está como lo escribió"),
    ])
    func `una carpeta mal escrita se rechaza entera, con archivo y línea`(archivo: String, texto: String, error: String)
        throws
    {
        var archivos = Self.hechos
        archivos[archivo] = texto
        let c = try escribir(archivos)
        let fallas = #expect(throws: ErroresDeCarpeta.self) { try c.leer() }
        #expect(fallas?.description.contains(error) == true, "\(fallas?.description ?? "")")
    }

    @Test func `las fichas sencillas llegan también en una hoja de cálculo`() throws {
        var archivos = Self.hechos
        archivos["oficios.csv"] =
            "clave_de_ficha;numero;tipo;sentido;motivo;fecha;puntos;responde_a;asunto\r\n"
            + "IEC-SE-1-2021;IEC/SE/1/2021;oficio;enviado;atiende;2021-04-02;16|17 | 18;INE-UNICOM-1426-2021;\"uno\ndos\"\r\n"
        let ficha = try #require(try escribir(archivos).leer().fichas.first { $0.clave.id == "IEC-SE-1-2021" })
        #expect(ficha.lista("puntos").map(\.valor) == ["16", "17", "18"])
        #expect(ficha["asunto"] == "uno\ndos")
    }

    @Test(arguments: [
        ("clave_de_ficha,tipo\nA,oficio\n", "falta la columna sentido"),
        ("clave_de_ficha,tipo,sentido,motivo,otra\n", "la columna «otra» no es de este archivo"),
        ("clave_de_ficha,tipo,sentido,motivo\nA,oficio,enviado\n", "oficios.csv:2:1: la fila tiene 3 celdas"),
        ("clave_de_ficha,tipo,sentido,motivo\nA/B,oficio,enviado,remite\n", "«A/B» está repetida o no sirve"),
        ("clave_de_ficha,tipo,sentido,motivo\nA,oficio,enviado,x\n", "oficios.csv:2:18: motivo: dice «x»"),
        ("clave_de_ficha,tipo,sentido,motivo,fecha\nA,oficio,enviado,remite,=1+1\n", "fecha: dice «=1+1»"),
        ("clave_de_ficha,tipo,sentido,motivo\nINE-UNICOM-828-2021,oficio,enviado,remite\n", "también está en oficios/"),
    ])
    func `una hoja mal hecha se rechaza con su renglón`(csv: String, error: String) throws {
        var archivos = Self.hechos
        archivos["oficios.csv"] = csv
        let c = try escribir(archivos)
        let fallas = #expect(throws: ErroresDeCarpeta.self) { try c.leer() }
        #expect(fallas?.description.contains(error) == true, "\(fallas?.description ?? "")")
    }

    @Test(arguments: [
        ("programa.exe", "MZ", "no es de los tipos que se guardan"), ("oficio.pdf", "<html>", "no es un PDF"),
        ("oficio.pdf", "%PDF-1.7 cortado", "incompleto"), ("plan.docx", "PK", "no es un zip o está dañado"),
        ("foto.png", "%PDF-1.7", "no es una imagen PNG"), ("notas.txt", "", "está vacío"),
        ("CON.pdf", "%PDF-1.4 %%EOF", "Windows reserva"), ("x.pdf.", "%PDF-1.4 %%EOF", "terminar con punto"),
        ("pdf", "%PDF-1.4 %%EOF", "debe terminar en .pdf"),
    ])
    func `un adjunto que no es lo que su nombre dice se rechaza`(nombre: String, contenido: String, error: String)
        throws
    {
        let c = try escribir([
            "oficios/x.yaml": "tipo: oficio\nsentido: enviado\nmotivo: remite\nadjuntos: [{nombre: \(nombre)}]\n",
            "adjuntos/oficios/x/\(nombre)": contenido,
        ])
        let fallas = #expect(throws: ErroresDeCarpeta.self) { try c.leer() }
        #expect(fallas?.description.contains(error) == true, "\(fallas?.description ?? "")")
    }

    @Test func `un documento con macros se rechaza`() throws {
        let fecha = try #require(FechaHora(anio: 2027, mes: 1, dia: 1))
        let bytes = try Zip.crear(
            ["word/document.xml", "word/vbaProject.bin"].map { Zip.Entrada(nombre: $0, bytes: [1, 2, 3]) }, fecha: fecha
        )
        let c = try escribir([
            "oficios/x.yaml": "tipo: oficio\nsentido: enviado\nmotivo: remite\nadjuntos: [{nombre: a.docx}]\n"
        ])
        let ruta = "\(c.ruta)/adjuntos/oficios/x"
        try FileManager.default.createDirectory(atPath: ruta, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: "\(ruta)/a.docx"))
        let fallas = #expect(throws: ErroresDeCarpeta.self) { try c.leer() }
        #expect(fallas?.description.contains("trae macros") == true)
    }

    @Test func `un adjunto que no es el que dice su huella se rechaza`() throws {
        var archivos = Self.hechos
        archivos["oficios/INE-UNICOM-1426-2021.yaml"]? += "    sha256: \(String(repeating: "0", count: 64))\n"
        let c = try escribir(archivos)
        #expect(throws: ErroresDeCarpeta.self) { try c.leer() }
    }
}
