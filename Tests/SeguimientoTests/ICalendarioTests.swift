import Electoral
import Seguimiento
import Testing

@Suite struct ICalendarioTests {
    @Test func `cada vencimiento es un día de la agenda`() throws {
        let calendario = Calendario(
            jornada: try #require(Dia(iso: "2027-06-06")), entregables: try CatalogoDeEntregables.deFabrica())
        let texto = ICalendario.texto(
            calendario, origen: "prep.ejemplo.mx/2027", nombre: "Entregables, PREP; 2027", version: "2023",
            hecho: Instante(segundos: 0))
        let lineas = texto.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lineas.first == "BEGIN:VCALENDAR" && lineas.suffix(2) == ["END:VCALENDAR", ""])
        #expect(lineas.allSatisfy { $0.utf8.count <= 75 })
        #expect(lineas.count { $0 == "BEGIN:VEVENT" } == calendario.vencimientos.count)
        #expect(lineas.contains("X-WR-CALNAME:Entregables\\, PREP\\; 2027"))
        #expect(lineas.contains("DTSTART;VALUE=DATE:20270411") && lineas.contains("DTEND;VALUE=DATE:20270412"))
        #expect(lineas.contains("DTSTAMP:19700101T000000Z"))
        // Unfolded, every identifier is there once.
        let enteras = texto.replacing("\r\n ", with: "").split(separator: "\r\n")
        let claves = enteras.filter { $0.hasPrefix("UID:") }
        #expect(Set(claves).count == calendario.vencimientos.count)
        #expect(claves.contains("UID:informe_mensual-final-2027-05@prep.ejemplo.mx/2027"))
        #expect(enteras.contains("SUMMARY:16. Planes de Seguridad y de Continuidad (borrador)"))
    }
}
