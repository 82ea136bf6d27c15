extension [UInt8] {
    /// Lends the bytes for the length of the call.
    func conPuntero<T>(_ cuerpo: (UnsafeBufferPointer<UInt8>) throws(FormatoError) -> T) throws(FormatoError) -> T {
        let resultado: Result<T, FormatoError> = withUnsafeBufferPointer { p in
            do throws(FormatoError) { return .success(try cuerpo(p)) } catch { return .failure(error) }
        }
        return try resultado.get()
    }
}
