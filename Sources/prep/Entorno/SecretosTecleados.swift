import Foundation

/// What a person types and nobody sees: at a terminal without echo, or a line of the standard input in a script.
enum SecretosTecleados {
    /// - Throws: when nothing is there to read.
    static func pedir(_ que: String) throws -> String {
        guard isatty(STDIN_FILENO) == 1 else { return try linea(que) }
        var modo = termios()
        guard tcgetattr(STDIN_FILENO, &modo) == 0 else { return try linea(que) }
        var callado = modo
        callado.c_lflag &= ~tcflag_t(ECHO)
        FileHandle.standardError.write(Data("\(que): ".utf8))
        // A Ctrl-C in between would leave the terminal without echo: it is not heard until the line is read.
        let previas = [SIGINT, SIGTSTP].map { ($0, signal($0, SIG_IGN)) }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &callado)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &modo)
            FileHandle.standardError.write(Data("\n".utf8))
            for (numero, previa) in previas { _ = signal(numero, previa) }
        }
        return try linea(que)
    }

    private static func linea(_ que: String) throws -> String {
        guard let texto = readLine(strippingNewline: true) else {
            throw Falla(
                Salida.uso, "falta: \(que.lowercased()); escríbala en la terminal o como un renglón de la entrada")
        }
        return texto
    }
}
