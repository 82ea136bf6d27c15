/// Tables of administración that came after the first consoles: orders of more kinds, centres that change with their
/// record, labels that were printed.
enum MandoSQLite {
    /// Append-only tables.
    static let soloSeAgregan = ["centro_cambio", "etiqueta_impresa"]

    /// SQLite does not change a CHECK: the table is made again, with its rows, and its triggers with it.
    static func ordenes(_ tipos: [String]) -> String {
        """
        DROP TRIGGER orden_de_dos;
        CREATE TABLE orden_nueva (
            id INTEGER PRIMARY KEY,
            clave TEXT NOT NULL UNIQUE CHECK (clave <> ''),
            tipo TEXT NOT NULL CHECK (tipo IN (\(tipos.map { "'\($0)'" }.joined(separator: ", ")))),
            persona INTEGER NOT NULL REFERENCES persona (id),
            instante INTEGER NOT NULL,
            detalle TEXT NOT NULL
        ) STRICT;
        INSERT INTO orden_nueva SELECT id, clave, tipo, persona, instante, detalle FROM orden;
        DROP TABLE orden;
        ALTER TABLE orden_nueva RENAME TO orden;
        CREATE TRIGGER orden_de_dos BEFORE INSERT ON orden_autorizada
        WHEN NEW.persona = (SELECT persona FROM orden WHERE id = NEW.orden)
        BEGIN SELECT RAISE(ABORT, 'la orden la autoriza otra persona que quien la pidió'); END;
        """
    }

    static let tablas = """
        ALTER TABLE centro ADD COLUMN domicilio TEXT NOT NULL DEFAULT '';
        ALTER TABLE centro ADD COLUMN activo INTEGER NOT NULL DEFAULT 1 CHECK (activo IN (0, 1));
        CREATE TABLE centro_cambio (
            id INTEGER PRIMARY KEY,
            clave TEXT NOT NULL UNIQUE CHECK (clave <> ''),
            centro TEXT NOT NULL REFERENCES centro (clave),
            suceso TEXT NOT NULL CHECK (suceso IN ('alta', 'correccion', 'baja', 'reactivacion')),
            tipo TEXT NOT NULL CHECK (tipo IN ('CATD', 'CCV')),
            nombre TEXT NOT NULL CHECK (nombre <> ''),
            domicilio TEXT NOT NULL,
            activo INTEGER NOT NULL CHECK (activo IN (0, 1)),
            persona INTEGER NOT NULL REFERENCES persona (id),
            instante INTEGER NOT NULL,
            motivo TEXT NOT NULL CHECK (motivo <> '')
        ) STRICT;
        CREATE INDEX cambios_de_centro ON centro_cambio (centro, id);
        CREATE TABLE etiqueta_impresa (
            id INTEGER PRIMARY KEY,
            persona INTEGER REFERENCES persona (id),
            instante INTEGER NOT NULL,
            alcance TEXT NOT NULL CHECK (alcance <> ''),
            actas INTEGER NOT NULL CHECK (actas > 0),
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
        ) STRICT;
        """

    /// Nobody works in a centre out of service, nothing is sent to it, and its key and, once used, its kind stay.
    static let centros = """
        CREATE TRIGGER centro_no_se_borra BEFORE DELETE ON centro
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-001: centro no se borra'); END;
        CREATE TRIGGER centro_no_cambia_de_clave BEFORE UPDATE OF clave ON centro WHEN NEW.clave <> OLD.clave
        BEGIN SELECT RAISE(ABORT, 'un centro no cambia de clave'); END;
        CREATE TRIGGER centro_con_pendientes BEFORE UPDATE OF activo ON centro
        WHEN NEW.activo = 0 AND OLD.activo = 1 AND (
            EXISTS (SELECT 1 FROM cuenta u WHERE u.centro = NEW.clave AND u.activa = 1)
            OR EXISTS (SELECT 1 FROM acta_centro x LEFT JOIN acta_estado e ON e.acta = x.acta
                WHERE x.centro = NEW.clave AND (e.etapa IS NULL OR e.etapa IN ('esperada', 'acopiada'))))
        BEGIN SELECT RAISE(ABORT, 'el centro tiene personas o actas pendientes: no se da de baja'); END;
        CREATE TRIGGER cuenta_en_centro_de_baja BEFORE INSERT ON cuenta
        WHEN NEW.activa = 1 AND EXISTS (SELECT 1 FROM centro k WHERE k.clave = NEW.centro AND k.activo = 0)
        BEGIN SELECT RAISE(ABORT, 'el centro está de baja'); END;
        CREATE TRIGGER cuenta_a_centro_de_baja BEFORE UPDATE OF centro, activa ON cuenta
        WHEN NEW.activa = 1 AND EXISTS (SELECT 1 FROM centro k WHERE k.clave = NEW.centro AND k.activo = 0)
        BEGIN SELECT RAISE(ABORT, 'el centro está de baja'); END;
        CREATE TRIGGER acta_en_centro_de_baja BEFORE INSERT ON acta_centro
        WHEN EXISTS (SELECT 1 FROM centro k WHERE k.clave = NEW.centro AND k.activo = 0)
        BEGIN SELECT RAISE(ABORT, 'el centro está de baja'); END;
        CREATE TRIGGER acta_a_centro_de_baja BEFORE UPDATE ON acta_centro
        WHEN EXISTS (SELECT 1 FROM centro k WHERE k.clave = NEW.centro AND k.activo = 0)
        BEGIN SELECT RAISE(ABORT, 'el centro está de baja'); END;
        """
}
