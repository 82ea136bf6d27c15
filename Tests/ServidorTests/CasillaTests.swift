import Almacen
import Electoral
import Foundation
import HTTPTypes
import Imagenes
import Operacion
import Servidor
import Testing

/// Console 3: photos that arrive from the casilla.
@Suite(.serialized) struct CasillaTests {
    typealias Acuse = CasillaDePrueba.Acuse
    typealias Falla = CasillaDePrueba.Falla

    @Test func `una foto buena con su etiqueta se acepta sola, a la hora del servidor`() async throws {
        try await CasillaDePrueba.poner { c in
            let ficha = try await c.telefonoInscrito()
            #expect(try await c.lista(ficha)[1]?.estado == "pendiente")
            c.puerta.reloj.adelantar(3600)
            let foto = try c.foto(de: 1)
            let vuelta = try await c.enviar(1, foto, ficha: ficha)
            #expect(vuelta.estado == 200)
            let acuse = try vuelta.json(Acuse.self)
            #expect(acuse.estado == "aceptada" && acuse.acta == 1 && acuse.sha256 == CasillaDePrueba.huella(foto))
            #expect(try c.hechos(1) == ["digitalizacion CASILLA MOVIL"])
            #expect(try await c.lista(ficha)[1]?.estado == "aceptada")
            // The original is kept as it came; the acopio is of the server's clock and the phone's is information.
            #expect(try c.puerta.textos("SELECT sha256 FROM original") == [CasillaDePrueba.huella(foto)])
            #expect(
                try c.puerta.numero("SELECT instante FROM hecho WHERE acta = 1")
                    == Int(c.puerta.reloj.ahora.microsegundos))
            #expect(try c.puerta.numero("SELECT tomada FROM foto_casilla") == 1_812_330_000_000_000)
            #expect(try c.puerta.textos("SELECT centro FROM recepcion") == ["CATD-1"])
        }
    }

    @Test func `la misma foto enviada muchas veces a la vez llega una`() async throws {
        try await CasillaDePrueba.poner { c in
            let ficha = try await c.telefonoInscrito()
            let foto = try c.foto(de: 1)
            let estados = try await withThrowingTaskGroup(of: Int.self) { grupo in
                for _ in 0..<40 { grupo.addTask { try await c.enviar(1, foto, ficha: ficha).estado } }
                return try await grupo.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            // A phone has room for four at once; the others are told to come back.
            #expect(estados.contains(200) && estados.isSubset(of: [200, 503]))
            #expect(try c.hechos(1) == ["digitalizacion CASILLA MOVIL"])
            #expect(try c.puerta.numero("SELECT COUNT(*) FROM recepcion") == 1)
            // A phone whose answer was lost asks before it sends again.
            let ruta = "/actas/1/imagen?sha256=\(CasillaDePrueba.huella(foto))"
            #expect(try await c.pedir(.get, ruta, ficha: ficha).json(Acuse.self).estado == "aceptada")
            let otra = "/actas/2/imagen?sha256=\(CasillaDePrueba.huella(foto))"
            #expect(try await c.pedir(.get, otra, ficha: ficha).estado == 404)
        }
    }

    @Test func `sin QR, con el QR de otra acta o con mala imagen, una persona del CATD decide`() async throws {
        try await CasillaDePrueba.poner { c in
            let ficha = try await c.telefonoInscrito()
            let casos: [(Int, [UInt8])] = [
                (1, try c.foto(de: 1, sinEtiqueta: true)), (2, try c.foto(de: 1, semilla: 2)),
                (4, try c.foto(de: 4, ancho: 500)),
            ]
            for (acta, foto) in casos {
                let acuse = try await c.enviar(acta, foto, ficha: ficha).json(Acuse.self)
                #expect(acuse.estado == "revision")
                #expect(acuse.texto != nil)
                #expect(try c.hechos(acta) == [])
                #expect(try await c.lista(ficha)[acta]?.estado == "revision")
            }
            #expect(try c.puerta.almacen.recepciones(pendientesDe: "CATD-1").count == 3)
        }
    }

    @Test func `lo que el CATD decide llega al teléfono`() async throws {
        try await CasillaDePrueba.poner { c in
            let ficha = try await c.telefonoInscrito()
            _ = try await c.enviar(1, try c.foto(de: 1, sinEtiqueta: true), ficha: ficha)
            _ = try await c.enviar(2, try c.foto(de: 2, sinEtiqueta: true), ficha: ficha)
            let digitaliza = try c.puerta.persona("digitalizacion")
            let pendientes = try c.puerta.almacen.recepciones(pendientesDe: "CATD-1")
            func acto(_ clave: String) -> Acto {
                Acto(
                    clave: clave, persona: digitaliza, centro: "CATD-1", instante: c.puerta.reloj.ahora,
                    rol: .digitalizacion)
            }
            let acta = try #require(PuertaDePrueba.catalogo.acta(1))
            _ = try c.puerta.mesa.aceptar(pendientes[0], acta: acta, .tecleada, seLee: true, acto("a"))
            _ = try c.puerta.mesa.rechazar(pendientes[1].id, motivo: "no se lee", acto("r"))
            let lista = try await c.lista(ficha)
            #expect(lista[1]?.estado == "aceptada")
            #expect(lista[2]?.estado == "rechazada" && lista[2]?.texto == "no se lee")
            #expect(try c.hechos(1) == ["digitalizacion CASILLA MOVIL"])
            // After a refusal another photo begins again.
            let otra = try await c.enviar(2, try c.foto(de: 2, semilla: 9), ficha: ficha).json(Acuse.self)
            #expect(otra.estado == "aceptada")
        }
    }

    @Test func `el acta que se eligió en la casilla se propone a quien digitaliza y no identifica`() async throws {
        try await CasillaDePrueba.poner { c in
            let ficha = try await c.telefonoInscrito()
            _ = try await c.enviar(1, try c.foto(de: 1, sinEtiqueta: true), ficha: ficha)
            _ = try await c.enviar(2, try c.foto(de: 1, semilla: 2), ficha: ficha)
            let digitaliza = try await c.consolas.entrar("digitalizacion")
            let espera = try await digitaliza.get("/digitalizacion/espera", [.fondo: "1"])
                .json(SalaDeDigitalizacion.Espera.self).pendientes
            let sinEtiqueta = try #require(espera.first { $0.ficha == nil })
            #expect(sinEtiqueta.elegida?.acta == 1)
            #expect(sinEtiqueta.aviso?.contains("se eligió en la casilla") == true)
            let acepta = try await digitaliza.json(
                "/digitalizacion/aceptar",
                "{\"clave\":\"acepta-01\",\"recepcion\":\(sinEtiqueta.recepcion),\"seLee\":true}")
            #expect(acepta.estado == 422, "elegirla en la casilla no la identifica")
            let deOtra = try #require(espera.first { $0.ficha != nil })
            #expect(deOtra.ficha?.acta == 1 && deOtra.elegida == nil)
            #expect(deOtra.aviso?.contains("en la casilla se eligió la 050002B01002") == true)
        }
    }

    @Test func `si el CATD ya la tiene, la foto no hace falta: el teléfono lo dice y no se guarda`() async throws {
        try await CasillaDePrueba.poner { c in
            let ficha = try await c.telefonoInscrito()
            try c.puerta.hecho(1, .acopio(tipoDocumento: "ACTA PREP", mecanismo: "F"), try c.puerta.persona("acopio"))
            #expect(try await c.lista(ficha)[1]?.estado == "recibida")
            try c.puerta.digitalizar(1)
            let acuse = try await c.enviar(1, try c.foto(de: 1), ficha: ficha).json(Acuse.self)
            #expect(acuse.estado == "recibida")
            #expect(try c.puerta.numero("SELECT COUNT(*) FROM hecho WHERE acta = 1") == 2)
            #expect(try c.puerta.numero("SELECT COUNT(*) FROM original") == 0)
        }
    }

    @Test func `un teléfono no llena la fila de su CATD con fotos de un acta, ni manda lo que no es una foto`()
        async throws
    {
        try await CasillaDePrueba.poner { c in
            let ficha = try await c.telefonoInscrito()
            for semilla in 1...5 {
                let foto = try c.foto(de: 1, sinEtiqueta: true, semilla: UInt64(semilla))
                #expect(try await c.enviar(1, foto, ficha: ficha).json(Acuse.self).estado == "revision")
            }
            let sexta = try await c.enviar(1, try c.foto(de: 1, sinEtiqueta: true, semilla: 6), ficha: ficha)
            #expect(sexta.estado == 429 && sexta.cabeceras[.retryAfter] == "300")
            #expect(try c.puerta.numero("SELECT COUNT(*) FROM original") == 5)
            let pdf = Array("%PDF-1.7 esto no es una foto".utf8)
            let negada = try await c.enviar(2, pdf, ficha: ficha)
            #expect(negada.estado == 422 && negada.texto.contains("\"definitivo\":true"))
        }
    }

    @Test func `la misma foto para dos actas es una alarma y no se acepta`() async throws {
        try await CasillaDePrueba.poner { c in
            let ficha = try await c.telefonoInscrito()
            let foto = try c.foto(de: 1, sinEtiqueta: true)
            #expect(try await c.enviar(1, foto, ficha: ficha).estado == 200)
            let segunda = try await c.enviar(2, foto, ficha: ficha)
            #expect(segunda.estado == 422)
            #expect(try segunda.json(Falla.self).definitivo)
            #expect(try c.puerta.textos("SELECT tipo FROM excepcion") == ["imagen_repetida"])
            #expect(try await c.lista(ficha)[2]?.estado == "pendiente")
        }
    }

    @Test func `el acta de un simulacro se rechaza en la jornada, y la de otra elección siempre`() async throws {
        try await CasillaDePrueba.poner(entorno: .oficial) { c in
            let ficha = try await c.telefonoInscrito()
            var deSimulacro = EtiquetaDeActa(
                entorno: .simulacro, eleccion: "AYUN", claveActa: "050001B01002", plantilla: "P1")
            deSimulacro.comprobacion = "0123ABCD"
            var ajena = deSimulacro
            ajena.entorno = .oficial
            ajena.eleccion = "GUB"
            for etiqueta in [deSimulacro, ajena] {
                let vuelta = try await c.enviar(1, try c.foto(de: 1, etiqueta: etiqueta), ficha: ficha)
                #expect(vuelta.estado == 422)
                #expect(try vuelta.json(Falla.self).definitivo)
            }
            // A false check value is looked at by a person.
            var falsa = deSimulacro
            falsa.entorno = .oficial
            let vuelta = try await c.enviar(1, try c.foto(de: 1, etiqueta: falsa), ficha: ficha)
            #expect(try vuelta.json(Acuse.self).estado == "revision")
            #expect(try c.hechos(1) == [])
        }
    }

    @Test func `nadie envía actas de casillas que no son suyas`() async throws {
        try await CasillaDePrueba.poner { c in
            let ficha = try await c.telefonoInscrito(secciones: [1])
            let foto = try c.foto(de: 2)
            for acta in ["2", "99", "0", "-1", "x"] {
                let ruta = "/actas/\(acta)/imagen?sha256=\(CasillaDePrueba.huella(foto))"
                #expect(try await c.pedir(.post, ruta, ficha: ficha, foto).estado == 403)
                #expect(try await c.pedir(.get, ruta, ficha: ficha).estado == 403)
            }
            #expect(try await c.lista(ficha).casillas.map(\.clave) == ["050001B0100"])
            #expect(try c.puerta.numero("SELECT COUNT(*) FROM original") == 0)
        }
    }

    @Test func `lo que llega incompleto, no es una imagen o pesa demasiado no entra`() async throws {
        try await CasillaDePrueba.poner { c in
            let ficha = try await c.telefonoInscrito()
            let foto = try c.foto(de: 1)
            let cortada = Array(foto.prefix(foto.count / 2))
            let incompleta = try await c.enviar(1, cortada, ficha: ficha, sha256: CasillaDePrueba.huella(foto))
            #expect(incompleta.estado == 400)
            #expect(try incompleta.json(Falla.self).definitivo == false)
            for mala in [cortada, Array("%PDF-1.4 nada".utf8), Array("<svg/>".utf8)] {
                let vuelta = try await c.enviar(1, mala, ficha: ficha)
                #expect(vuelta.estado == 422)
                #expect(try vuelta.json(Falla.self).definitivo)
            }
            let enorme = [UInt8](repeating: 0xFF, count: 25 * 1_048_576 + 1)
            #expect(try await c.enviar(1, enorme, ficha: ficha).estado == 413)
            #expect(try await c.pedir(.post, "/actas/1/imagen", ficha: ficha, foto).estado == 400)
            #expect(try c.puerta.numero("SELECT COUNT(*) FROM original") == 0)
        }
    }

    @Test func `antes de abrir y después de cerrar la foto se queda en el teléfono`() async throws {
        try await CasillaDePrueba.poner(exigeApertura: true) { c in
            let ficha = try await c.telefonoInscrito()
            let vuelta = try await c.enviar(1, try c.foto(de: 1), ficha: ficha)
            #expect(vuelta.estado == 503)
            #expect(try vuelta.json(Falla.self).definitivo == false)
            #expect(try c.puerta.numero("SELECT COUNT(*) FROM recepcion") == 0)
        }
    }

    @Test func `un teléfono que no para de pedir espera`() async throws {
        try await CasillaDePrueba.poner { c in
            let ficha = try await c.telefonoInscrito()
            var ultima: Navegador.Vuelta?
            for _ in 0..<121 { ultima = try await c.pedir(.get, "/casillas", ficha: ficha) }
            #expect(ultima?.estado == 429)
            #expect(ultima?.cabeceras[HTTPField.Name("Retry-After") ?? .age] == "1")
            c.puerta.reloj.adelantar(1)
            #expect(try await c.pedir(.get, "/casillas", ficha: ficha).estado == 200)
        }
    }

    @Test func `ninguna ruta de las consolas contesta aquí`() async throws {
        try await CasillaDePrueba.poner { c in
            let propias: Set<String> = ["/"]
            let administrador = try await c.consolas.entrar("administracion")
            var recorridas = 0
            for ruta in c.puerta.consolas.rutas where !propias.contains(ruta.ruta) {
                let metodo = try #require(HTTPRequest.Method(ruta.metodo))
                let llena = ruta.ruta.split(separator: "/").map { $0.hasPrefix(":") ? "1" : String($0) }
                let vuelta = try await c.pedir(
                    metodo, "/" + llena.joined(separator: "/"), [], [.cookie: "__Host-prep=\(administrador.galleta)"])
                #expect(vuelta.estado == 404, "\(ruta.metodo) \(ruta.ruta)")
                recorridas += 1
            }
            #expect(recorridas > 20)
        }
    }

    @Test func `la aplicación se guarda entera y no trae guiones ni estilos en línea`() async throws {
        try await CasillaDePrueba.poner { c in
            let portada = try await c.pedir(.get, "/")
            #expect(portada.estado == 200)
            #expect(portada.texto.contains("SIMULACRO"))
            #expect(
                !portada.texto.contains("style=") && !portada.texto.contains("<style")
                    && !portada.texto.contains("onclick"))
            #expect(portada.texto.matches(of: #/<script(?! src=)/#).isEmpty)
            let servicio = try await c.pedir(.get, "/servicio.js").texto
            let lista = try #require(servicio.firstMatch(of: #/ARCHIVOS = \[(.*?)\]/#)).output.1
            let archivos = lista.split(separator: ", ").map { $0.trimmingCharacters(in: ["\""]) }
            #expect(archivos.count == 8)
            for archivo in archivos { #expect(try await c.pedir(.get, archivo).estado == 200, "\(archivo)") }
            for hallado in portada.texto.matches(of: #/(?:src|href)="(\/[^"]+)"/#) {
                #expect(archivos.contains(String(hallado.output.1)))
            }
            let manifiesto = try await c.pedir(.get, "/manifiesto.webmanifest")
            #expect(manifiesto.cabeceras[.contentType]?.hasPrefix("application/manifest+json") == true)
            #expect(manifiesto.texto.contains("\"start_url\":\"/\""))
        }
    }
}
