import GRDB

/// Tables of the file of seguimiento: every version of every record is kept; what is current, what refers to what and
/// what is searched are kept beside, in the same transaction.
enum SeguimientoSQLite {
    static var migrador: DatabaseMigrator {
        var migrador = DatabaseMigrator()
        migrador.registerMigration("1 fichas") { base in
            try base.execute(sql: tablas)
            for tabla in ["version", "adjunto"] { try base.execute(sql: EsquemaSQLite.disparadores(tabla)) }
            try base.execute(sql: "PRAGMA application_id = \(identificador)")
        }
        migrador.registerMigration("2 agendas") { base in
            try base.execute(sql: agendas)
            for tabla in ["agenda", "agenda_baja"] { try base.execute(sql: EsquemaSQLite.disparadores(tabla)) }
        }
        migrador.registerMigration("3 sin reemplazo") { base in
            for tabla in ["version", "adjunto", "agenda", "agenda_baja"] {
                try EsquemaSQLite.impedirReemplazo(base, tabla)
            }
            // Ids are also looked for without minding capitals.
            try base.execute(sql: "CREATE INDEX ficha_sin_mayusculas ON ficha (clase, id COLLATE NOCASE)")
        }
        return migrador
    }

    /// The letters PREQ: beside the store's own.
    static let identificador = EsquemaSQLite.identificador + 1

    private static let tablas = """
        CREATE TABLE version (
            numero INTEGER PRIMARY KEY,
            clase TEXT NOT NULL CHECK (clase <> ''),
            id TEXT NOT NULL CHECK (id <> ''),
            revision INTEGER NOT NULL CHECK (revision > 0),
            datos TEXT,
            persona TEXT NOT NULL CHECK (persona <> ''),
            instante INTEGER NOT NULL,
            motivo TEXT,
            UNIQUE (clase, id, revision)
        ) STRICT;
        CREATE TABLE ficha (
            numero INTEGER PRIMARY KEY,
            clase TEXT NOT NULL,
            id TEXT NOT NULL,
            revision INTEGER NOT NULL,
            titulo TEXT NOT NULL,
            fecha TEXT,
            estado TEXT,
            conflictos INTEGER NOT NULL,
            datos TEXT NOT NULL,
            UNIQUE (clase, id),
            FOREIGN KEY (clase, id, revision) REFERENCES version (clase, id, revision)
        ) STRICT;
        CREATE INDEX ficha_por_fecha ON ficha (clase, fecha, id);
        CREATE TABLE referencia (
            numero INTEGER NOT NULL REFERENCES ficha (numero) ON DELETE CASCADE,
            a_clase TEXT NOT NULL,
            a_id TEXT NOT NULL,
            PRIMARY KEY (numero, a_clase, a_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX referencia_inversa ON referencia (a_clase, a_id);
        CREATE TABLE adjunto (
            sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
            bytes INTEGER NOT NULL CHECK (bytes = length(contenido)),
            contenido BLOB NOT NULL
        ) STRICT;
        CREATE VIRTUAL TABLE busqueda USING fts5 (titulo, cuerpo, tokenize = 'unicode61 remove_diacritics 2');
        """

    /// Addresses that agendas subscribe to; the secret of each is kept as its hash alone.
    private static let agendas = """
        CREATE TABLE agenda (
            numero INTEGER PRIMARY KEY,
            huella TEXT NOT NULL UNIQUE CHECK (length(huella) = 64),
            usuario TEXT NOT NULL CHECK (usuario <> ''),
            instante INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX agenda_de_usuario ON agenda (usuario);
        CREATE TABLE agenda_baja (
            numero INTEGER PRIMARY KEY REFERENCES agenda (numero),
            usuario TEXT NOT NULL CHECK (usuario <> ''),
            instante INTEGER NOT NULL
        ) STRICT;
        """
}
