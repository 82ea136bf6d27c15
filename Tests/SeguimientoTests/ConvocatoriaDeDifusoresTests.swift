import Documentos
import Electoral
import Foundation
import Seguimiento
import Testing

/// The call of Coahuila 2021, written from what it says that is its own.
@Suite struct ConvocatoriaDeDifusoresTests {
    private let plantillas: Plantillas
    private let documento: DocumentoDeSeguimiento
    private let fecha: Dia

    init() throws {
        plantillas = try Plantillas()
        documento = try #require(
            DocumentoDeSeguimiento.todos(plantillas).first { $0.clave == "convocatoria-difusores" })
        fecha = try #require(Dia(iso: "2021-05-03"))
    }

    private static func libro(_ nombre: String, _ cambiar: (inout Ficha) -> Void = { _ in }) throws -> Libro {
        let raiz = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let leida = try CarpetaDeSeguimiento(raiz.appending(path: "ejemplos/seguimiento/\(nombre)").path).leer()
        return Libro(
            leida.fichas.map { ficha in
                var ficha = ficha
                if ficha.clave.clase == "convocatoria_de_difusores" { cambiar(&ficha) }
                return ficha
            })
    }

    private func texto(_ libro: Libro) throws -> String {
        let html = try documento.html(libro, ficha: nil, fecha: fecha, plantillas)
        #expect(html.desconocidos == [])
        return html.texto.replacing(/<[^>]+>/, with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .replacing(" ,", with: ",").replacing(" .", with: ".")
    }

    @Test func `la de Coahuila 2021 dice cada fecha, cifra y punto de la publicada`() throws {
        let texto = try texto(Self.libro("coahuila-2021"))
        for dicho in [
            // Legal basis.
            "41, Base V, Apartado C, y 116, fracción IV, inciso c), numeral 1, de la Constitución Política",
            "99, numeral 1, 305, 306, 307 y 308 de la Ley General de Instituciones", "338, numeral 2, inciso b)",
            "27, numeral 5, de la Constitución Política del Estado de Coahuila", "incisos a), e), f), w), cc) y dd)",
            // Who is called and to what.
            "instituciones académicas", "medios de comunicación", "prensa, radio, televisión e internet",
            "Ayuntamientos del Estado de Coahuila de Zaragoza", "6 de junio de 2021, a partir de las 18:00 horas",
            // Bases 1 to 12.
            "posterior al cierre de las casillas", "como mínimo hasta las 23:59 horas del 15 de junio de 2021",
            "sin costo para los usuarios", "no se podrá realizar modificación alguna",
            "deberá ser autorizado previamente", "con copia al Comité Técnico Asesor del PREP",
            "a más tardar el 12 de mayo de 2021", "conexión, instalación y configuración, será el 14 de mayo de 2021",
            "frames", "embebida o a pantalla completa", "a partir del 1 de junio de 2021", "logotipo a publicar",
            "ética y responsabilidad cívica", "integridad de los datos", "no divulgar información",
            "tenga como origen los datos proporcionados", "último corte proporcionado", "cada 10 minutos",
            "fecha y hora correspondientes al corte", "casos no previstos", "duda o comentario",
            // II. Infrastructure, a) to e).
            "será por SFTP", "enlace dedicado erogado", "alta disponibilidad", "10 Mbps", "100 GB",
            "8 GB de memoria RAM y 2 núcleos", "fuente de poder, tarjeta de red y disco duro redundantes",
            "Red Hat, CentOS, Debian, Ubuntu", "filtrar ataques a nivel de redes", "tráfico esperado",
            "negación de servicio", "Detector de intrusos", "ataques de ambiente web",
            "energía ininterrumpida y plantas de emergencia", "podrá remitir sus características",
            // III to VI and contact.
            "protocolo SSH", "cortes por hora que determine el Consejo General",
            "durante 3 periodos de actualización consecutivos (30 minutos)", "interrumpir la transmisión",
            "aviso respectivo en el portal", "inhabilitando la liga", "control de acceso (lógico y físico)",
            "pruebas de continuidad y seguridad (penetración)", "procedimientos de operación y contingencia",
            "se reserva el derecho de verificar", "instalación y pruebas (del 12 al 15 de mayo de 2021)",
            "ejercicios y simulacros (del 16 al 30 de mayo de 2021)",
            "operación y difusión de resultados preliminares (del 6 al 15 de junio de 2021)",
            "nombre, cargo, teléfono y horario", "cantidad de usuarios que consultaron", "criterios de mejora",
            "de los días 6 y 7 de junio de 2021", "Reporte de incidencias", "Comparativo de visitas",
            "Comentarios y sugerencias", "por escrito y en formato digital, con fecha límite el 15 de junio de 2021",
            "Dirección Ejecutiva de Innovación Electoral", "Blvd. Luis Donaldo Colosio, No. 6207",
            "Fraccionamiento Las Torrecillas", "C.P. 25298 Saltillo", "438 6260", "142 y 152", "innovacion@iec.org.mx",
        ] { #expect(texto.contains(dicho), "\(dicho)") }
        for numeral in ["I. ", "II. ", "III. ", "IV. ", "V. ", "VI. "] { #expect(texto.contains(numeral)) }
        // What the published one does not say.
        let faltas = texto.matches(of: /\[[Ff]alta[^\]]*\]/).map { String($0.output) }
        #expect(faltas.count == 1 && faltas[0].contains("fecha de emisión"), "\(faltas)")
    }

    @Test func `cada valor que no se registró se avisa y ninguno se inventa`() throws {
        let llena = try Self.libro("ejemplo-2027")
        #expect(try !texto(llena).contains("[Falta") && !texto(llena).contains("[falta"))
        #expect(documento.avisos(llena, ficha: nil, fecha: fecha + 3000, entregables: []).isEmpty)
        for campo in [
            "fundamento", "elecciones", "emitida", "cierre_de_casillas", "publicacion_hasta", "publicacion_hasta_hora",
            "solicitud_limite", "infraestructura_limite", "lista_desde", "etapas", "memoria_limite", "memoria_dias",
            "domicilio", "telefono", "correo",
        ] {
            let sin = try Self.libro("ejemplo-2027") { $0.campos.contenido[campo] = nil }
            #expect(try texto(sin).contains(/\[[Ff]alta/), "\(campo)")
        }
    }

    @Test func `lo que difiere sale de la ficha y del proceso`() throws {
        let otra = try Self.libro("ejemplo-2027") { ficha in
            for (campo, valor) in [
                ("minutos_entre_cortes", "15"), ("periodos_fallidos", "4"), ("enlace_mbps", "50"), ("disco_gb", "500"),
                ("memoria_gb", "16"), ("nucleos", "4"), ("estado", "borrador"),
            ] { ficha.campos.contenido[campo] = .asiento(Asiento(valor)) }
        }
        let dicho = try texto(otra)
        #expect(dicho.contains("durante 4 periodos de actualización consecutivos (60 minutos)"))
        #expect(dicho.contains("50 Mbps") && dicho.contains("500 GB, 16 GB de memoria RAM y 4 núcleos"))
        #expect(dicho.contains("el estado de esta convocatoria es «Borrador»"))
        // Ten minutes are the six updates an hour of the process.
        let sin = try Self.libro("ejemplo-2027") { $0.campos.contenido["minutos_entre_cortes"] = nil }
        #expect(try texto(sin).contains("cada 10 minutos") && texto(sin).contains("(30 minutos)"))
    }

    @Test func `lo que se contradice se avisa`() throws {
        let mal = try Self.libro("ejemplo-2027") { ficha in
            for (campo, valor) in [
                ("minutos_entre_cortes", "15"), ("publicacion_hasta", "2027-06-05"), ("memoria_limite", "2027-06-06"),
                ("infraestructura_limite", "2027-05-11"),
            ] { ficha.campos.contenido[campo] = .asiento(Asiento(valor)) }
        }
        let avisos = documento.avisos(mal, ficha: nil, fecha: fecha + 3000, entregables: []).map(\.mensaje)
        for parte in ["15 minutos", "termina antes", "memoria técnica", "infraestructura"] {
            #expect(avisos.contains { $0.contains(parte) }, "\(parte): \(avisos)")
        }
    }
}
