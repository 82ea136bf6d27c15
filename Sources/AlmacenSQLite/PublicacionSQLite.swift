/// Tables of the publication: what each corte answers to, when it reached the tree and what that cost.
enum PublicacionSQLite {
    /// Append-only tables.
    static let soloSeAgregan = ["corte_publicado", "corte_omitido"]

    static let tablas = """
        ALTER TABLE corte ADD COLUMN programado INTEGER;
        ALTER TABLE corte ADD COLUMN base INTEGER NOT NULL DEFAULT 1 CHECK (base IN (0, 1));
        ALTER TABLE corte ADD COLUMN minutos INTEGER CHECK (minutos > 0);
        CREATE TABLE corte_publicado (
            corte INTEGER PRIMARY KEY REFERENCES corte (numero),
            instante INTEGER NOT NULL,
            milisegundos INTEGER NOT NULL CHECK (milisegundos >= 0),
            archivos INTEGER NOT NULL CHECK (archivos >= 0),
            bytes INTEGER NOT NULL CHECK (bytes >= 0)
        ) STRICT;
        CREATE TABLE corte_omitido (
            instante INTEGER PRIMARY KEY,
            corte INTEGER NOT NULL REFERENCES corte (numero)
        ) STRICT;
        CREATE TABLE reloj_de_publicacion (
            unico INTEGER PRIMARY KEY CHECK (unico = 1),
            arranque TEXT NOT NULL CHECK (arranque <> ''),
            transcurrido INTEGER NOT NULL,
            instante INTEGER NOT NULL
        ) STRICT;
        """
}
