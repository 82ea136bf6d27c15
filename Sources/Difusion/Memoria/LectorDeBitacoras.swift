import CZlib
import Foundation

/// Reads access logs from files, plain or compressed with gzip.
public enum LectorDeBitacoras {
    /// What a line may weigh; longer ones are of no format.
    static let lineaMaxima = 64 << 10

    /// - Parameters:
    ///   - rutas: files, in any order.
    ///   - periodo: seconds since 1970 that are counted; nil for all.
    /// - Throws: `.datos` when a file cannot be read, is damaged, or most of its lines are of no known format.
    public static func contar(_ rutas: [String], periodo: Range<Int64>? = nil) throws(DifusionError) -> CuentaDeAccesos
    {
        var contador = ContadorDeAccesos(periodo: periodo)
        for ruta in rutas {
            try leer(ruta) { contador.sumar($0, archivo: (ruta as NSString).lastPathComponent, linea: $1) }
        }
        let total = contador.total()
        if total.ilegibles * 2 > total.lineas, let primera = total.primerIlegible {
            throw DifusionError(
                .datos,
                "\(primera): no es de una bitácora de accesos en formato común o combinado (Apache, nginx); \(total.ilegibles) de \(total.lineas) líneas no se entienden"
            )
        }
        return total
    }

    /// Calls `cada` with every line, without its end, and its number.
    private static func leer(
        _ ruta: String, _ cada: (UnsafeBufferPointer<UInt8>, Int) -> Void
    ) throws(DifusionError) {
        // It reads what is not compressed as it is.
        guard let archivo = gzopen(ruta, "rb") else {
            throw DifusionError(.datos, "\(ruta): no existe o no se puede leer")
        }
        defer { gzclose(archivo) }
        gzbuffer(archivo, 1 << 18)
        let capacidad = 1 << 20
        let memoria = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: capacidad)
        defer { memoria.deallocate() }
        guard let base = memoria.baseAddress else { return }
        var guardados = 0
        var numero = 1
        var saltando = false
        while true {
            let n = Int(gzread(archivo, base + guardados, UInt32(capacidad - guardados)))
            guard n >= 0 else {
                throw DifusionError(.datos, "\(ruta): está dañado o incompleto; pida que lo envíen otra vez")
            }
            let total = guardados + n
            var inicio = 0
            while let fin = (inicio..<total).first(where: { base[$0] == 0x0A }) {
                var largo = fin - inicio
                if largo > 0, base[fin - 1] == 0x0D { largo -= 1 }
                if !saltando { cada(UnsafeBufferPointer(start: base + inicio, count: largo), numero) }
                saltando = false
                numero += 1
                inicio = fin + 1
            }
            guardados = total - inicio
            if n == 0 {
                if guardados > 0, !saltando {
                    cada(UnsafeBufferPointer(start: base + inicio, count: guardados), numero)
                }
                break
            }
            if guardados > lineaMaxima {
                // Said once, as a line of no format.
                if !saltando { cada(UnsafeBufferPointer(start: base + inicio, count: 1), numero) }
                saltando = true
                guardados = 0
            }
            memmove(base, base + inicio, guardados)
        }
        var causa: Int32 = 0
        _ = gzerror(archivo, &causa)
        guard causa == Z_OK || causa == Z_STREAM_END else {
            throw DifusionError(.datos, "\(ruta): está dañado o incompleto; pida que lo envíen otra vez")
        }
    }
}
