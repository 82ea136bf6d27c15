import Electoral
import Seguimiento
import Testing

@Suite struct ReporteDeOperacionTests {
    private static let json = """
        {"proceso": "Proceso", "entorno": "simulacro", "generado": "2027-05-16T23:10:00-06:00",
         "inicioAcopio": "2027-05-16T10:00:00-06:00", "cierrePublicacion": "2027-05-16T18:00:00-06:00",
         "corte": {"numero": 12}, "cortes": {"publicados": 12},
         "elecciones": [{"titulo": "Gubernatura", "esperadas": 100, "registradas": 99, "fueraDeCatalogo": 1,
                         "capturadas": 98, "contabilizadas": 90, "participacion": "55.1000"}],
         "pasos": [{"paso": "Acopio", "actos": 99}, {"paso": "Digitalización", "actos": 98}],
         "asistencia": [{"entraron": 20}, {"entraron": 5}],
         "incidencias": [{"folio": 3, "centro": "C01", "detectada": "2027-05-16T12:05:00-06:00", "fase": "captura",
                          "categoria": "red", "gravedad": "alta", "descripcion": "Se cayó el enlace", "estado": "resuelta",
                          "resuelta": "2027-05-16T12:25:00-06:00", "minutos": 20}]}
        """

    @Test func `las cifras y las incidencias de un simulacro se vuelven fichas con su origen`() throws {
        let reporte = try ReporteDeOperacion(Array(Self.json.utf8), archivo: "reporte.json", sha256: "ab")
        let fichas = try reporte.fichas(tipo: "simulacro", numero: 1)
        #expect(
            fichas.map(\.clave.description) == [
                "ejercicio/simulacro-1-2027-05-16", "incidencia/simulacro-1-2027-05-16-3",
            ])
        for ficha in fichas {
            let clase = try #require(Clase.de(ficha.clave.clase))
            #expect(clase.reparos(ficha) == [])
            #expect(ficha["origen"]?.hasPrefix("reporte.json, generado 2027-05-16 23:10") == true)
        }
        #expect(fichas[0]["acopiadas"] == "99" && fichas[0]["digitalizadas"] == "98" && fichas[0]["personas"] == "25")
        #expect(fichas[0].grupos("elecciones").first?["participacion"] == "55.1000")
        #expect(fichas[1]["detectada"] == "2027-05-16 12:05")
    }

    @Test(arguments: ["", "{}", "[1]", "{\"proceso\": 1}"])
    func `lo que no es un reporte se rechaza`(json: String) {
        #expect(throws: PlantillaError.self) {
            try ReporteDeOperacion(Array(json.utf8), archivo: "x.json", sha256: "")
        }
    }
}
