/// Waits for work only so long: what takes longer is cancelled.
///
/// - Returns: nil when the time ran out.
func conPlazo<T: Sendable>(
    _ plazo: Duration, _ cuerpo: @escaping @Sendable () async throws -> T
) async throws -> T? {
    try await withThrowingTaskGroup(of: T?.self) { grupo in
        grupo.addTask { try await cuerpo() }
        grupo.addTask {
            try await Task.sleep(for: plazo)
            return nil
        }
        defer { grupo.cancelAll() }
        return try await grupo.next() ?? nil
    }
}
