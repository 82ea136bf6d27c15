import Foundation
import GRDB

/// Tables and triggers. The schema itself holds the invariants: facts are only added, two people per acta, an image
/// before the fact that cites it, a frozen catalogue.
enum EsquemaSQLite {
    static var migrador: DatabaseMigrator {
        var migrador = DatabaseMigrator()
        migrador.registerMigration("2 consolas") { base in
            try base.execute(sql: catalogo)
            try base.execute(sql: hechos)
            try base.execute(sql: cortes)
            try base.execute(sql: ConsolasSQLite.tablas)
            try base.execute(sql: ConsolasSQLite.facultades)
            for tabla in soloSeAgregan { try base.execute(sql: disparadores(tabla)) }
            try base.execute(sql: congelamiento)
            try base.execute(sql: ConsolasSQLite.separacion)
            try base.execute(sql: "PRAGMA application_id = \(identificador)")
        }
        migrador.registerMigration("3 mando") { base in
            let tipos = ["apertura", "cierre", "reasignacion", "horario", "congelamiento"]
            try base.execute(sql: MandoSQLite.ordenes(tipos))
            try base.execute(sql: MandoSQLite.tablas)
            for tabla in ["orden"] + MandoSQLite.soloSeAgregan { try base.execute(sql: disparadores(tabla)) }
            try base.execute(sql: MandoSQLite.centros)
        }
        migrador.registerMigration("4 ámbito") { base in
            try base.execute(sql: ConsolasSQLite.ambito)
        }
        migrador.registerMigration("5 puerta") { base in
            try base.execute(sql: ConsolasSQLite.puerta)
            try base.execute(sql: disparadores("dejada"))
        }
        migrador.registerMigration("6 publicación") { base in
            try base.execute(sql: PublicacionSQLite.tablas)
            for tabla in PublicacionSQLite.soloSeAgregan { try base.execute(sql: disparadores(tabla)) }
        }
        migrador.registerMigration("7 sin reemplazo") { base in
            let tablas =
                soloSeAgregan + MandoSQLite.soloSeAgregan + PublicacionSQLite.soloSeAgregan + ["dejada"]
            for tabla in tablas { try impedirReemplazo(base, tabla) }
        }
        migrador.registerMigration("8 difusión") { base in
            let tipos = ["apertura", "cierre", "reasignacion", "horario", "congelamiento", "reactivacion"]
            try base.execute(sql: MandoSQLite.ordenes(tipos))
            try base.execute(sql: DifusionSQLite.tablas)
            for tabla in ["orden"] + DifusionSQLite.soloSeAgregan {
                try base.execute(sql: disparadores(tabla))
                try impedirReemplazo(base, tabla)
            }
            try base.execute(sql: DifusionSQLite.separacion)
        }
        return migrador
    }

    /// Says that a SQLite file is a store of this program: the letters PREP.
    static let identificador = 0x5052_4550

    /// Append-only tables.
    private static let soloSeAgregan =
        [
            "proceso", "persona", "catalogo", "catalogo_congelado", "imagen", "hecho", "resultado", "numeracion",
            "corte",
            "corte_rechazado",
        ] + ConsolasSQLite.soloSeAgregan

    static func disparadores(_ tabla: String) -> String {
        """
        CREATE TRIGGER \(tabla)_no_cambia BEFORE UPDATE ON \(tabla)
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-001: \(tabla) no se cambia'); END;
        CREATE TRIGGER \(tabla)_no_se_borra BEFORE DELETE ON \(tabla)
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-001: \(tabla) no se borra'); END;
        """
    }

    /// With other tools `INSERT OR REPLACE` deletes the rows that it replaces behind the back of their triggers. Whatever
    /// would take the place of a row is refused before it is inserted, by every key that the table has.
    static func impedirReemplazo(_ base: Database, _ tabla: String) throws {
        let llave = try base.primaryKey(tabla).columns
        var casos = [(columnas: llave, donde: "", mensaje: "PREP-ALM-001: \(tabla) no se reemplaza")]
        let indices = try Row.fetchAll(
            base,
            sql: """
                SELECT l.name, l.partial, (SELECT sql FROM sqlite_master m WHERE m.name = l.name) AS sql
                FROM pragma_index_list(?) l WHERE l."unique" = 1 AND l.origin <> 'pk' ORDER BY l.name
                """, arguments: [tabla])
        for indice in indices {
            let nombre: String = indice["name"]
            let columnas = try String.fetchAll(
                base, sql: "SELECT name FROM pragma_index_info(?) ORDER BY seqno", arguments: [nombre])
            // The rows that a partial index is of: `hecho_una_vez_por_persona`.
            let condicion = (indice["sql"] as String?)?.components(separatedBy: "WHERE ").dropFirst().last ?? ""
            // As SQLite says it by itself, so that it is understood in the same way.
            casos.append(
                (
                    columnas, indice["partial"] == 1 ? condicion : "",
                    "UNIQUE constraint failed: \(columnas.map { "\(tabla).\($0)" }.joined(separator: ", "))"
                ))
        }
        let ramas = casos.map { caso in
            let iguales = caso.columnas.map { "\($0) = NEW.\($0)" }.joined(separator: " AND ")
            let suyas = caso.donde.isEmpty ? "" : " AND NEW.\(caso.donde) AND \(caso.donde)"
            return
                "WHEN EXISTS (SELECT 1 FROM \(tabla) WHERE \(iguales)\(suyas)) THEN RAISE(ABORT, '\(caso.mensaje)')"
        }
        try base.execute(
            sql: """
                CREATE TRIGGER \(tabla)_no_se_reemplaza BEFORE INSERT ON \(tabla)
                BEGIN SELECT CASE \(ramas.joined(separator: " ")) END; END;
                """)
    }

    private static let catalogo = """
        CREATE TABLE proceso (
            unico INTEGER PRIMARY KEY CHECK (unico = 1),
            entorno TEXT NOT NULL CHECK (entorno IN ('simulacro', 'oficial', 'repeticion')),
            configuracion TEXT NOT NULL,
            publicacion TEXT NOT NULL
        ) STRICT;
        CREATE TABLE persona (
            id INTEGER PRIMARY KEY,
            nombre TEXT NOT NULL CHECK (nombre <> ''),
            rol TEXT NOT NULL,
            centro TEXT
        ) STRICT;
        CREATE TABLE catalogo (
            version INTEGER PRIMARY KEY CHECK (version > 0),
            huella TEXT NOT NULL CHECK (length(huella) = 64),
            instante INTEGER NOT NULL,
            propuso INTEGER NOT NULL REFERENCES persona (id),
            autorizo INTEGER NOT NULL REFERENCES persona (id),
            CHECK (propuso <> autorizo)
        ) STRICT;
        CREATE TABLE catalogo_congelado (
            unico INTEGER PRIMARY KEY CHECK (unico = 1),
            version INTEGER NOT NULL REFERENCES catalogo (version),
            instante INTEGER NOT NULL,
            pidio INTEGER NOT NULL REFERENCES persona (id),
            autorizo INTEGER NOT NULL REFERENCES persona (id),
            CHECK (pidio <> autorizo)
        ) STRICT;
        CREATE TABLE eleccion (
            posicion INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            documento TEXT NOT NULL
        ) STRICT;
        CREATE TABLE acta (
            id INTEGER PRIMARY KEY CHECK (id > 0),
            eleccion INTEGER NOT NULL REFERENCES eleccion (posicion),
            identidad TEXT NOT NULL CHECK (identidad <> ''),
            esperada INTEGER NOT NULL CHECK (esperada IN (0, 1)),
            unidad INTEGER,
            tipo_casilla TEXT CHECK (tipo_casilla IN ('B', 'C', 'E', 'S', 'M', 'A', 'P')),
            seccion INTEGER CHECK (seccion BETWEEN 0 AND 9999),
            numero INTEGER NOT NULL CHECK (numero BETWEEN 0 AND 99),
            ext_contigua INTEGER NOT NULL CHECK (ext_contigua BETWEEN 0 AND 99),
            ubicacion INTEGER NOT NULL CHECK (ubicacion BETWEEN 1 AND 3),
            lista_nominal INTEGER NOT NULL CHECK (lista_nominal >= 0),
            representantes INTEGER CHECK (representantes >= 0),
            boletas INTEGER CHECK (boletas >= 0),
            clave_casilla TEXT NOT NULL,
            clave_acta TEXT NOT NULL,
            tipo_acta TEXT NOT NULL,
            principio TEXT CHECK (principio IN ('MR', 'RP')),
            plantilla INTEGER,
            UNIQUE (eleccion, identidad),
            CHECK (esperada = 0 OR (tipo_casilla IS NOT NULL AND principio IS NOT NULL AND plantilla IS NOT NULL))
        ) STRICT;
        """

    private static let hechos = """
        CREATE TABLE imagen (
            sha256 TEXT PRIMARY KEY CHECK (sha256 <> ''),
            tipo TEXT NOT NULL,
            procedencia TEXT NOT NULL CHECK (procedencia IN ('propia', 'fuente')),
            bytes BLOB,
            CHECK ((procedencia = 'propia') = (bytes IS NOT NULL)),
            CHECK (procedencia = 'fuente' OR length(sha256) = 64)
        ) STRICT;
        CREATE TABLE hecho (
            id INTEGER PRIMARY KEY,
            clave TEXT NOT NULL UNIQUE CHECK (clave <> ''),
            acta INTEGER NOT NULL REFERENCES acta (id),
            tipo TEXT NOT NULL CHECK (tipo IN ('acopio', 'sin_acta', 'digitalizacion', 'captura', 'verificacion', 'decision',
                'redigitalizacion', 'recaptura', 'fuera_de_catalogo', 'cotejo')),
            instante INTEGER NOT NULL,
            persona INTEGER NOT NULL REFERENCES persona (id),
            centro TEXT NOT NULL,
            ronda INTEGER NOT NULL CHECK (ronda > 0),
            datos TEXT,
            causa TEXT,
            imagen TEXT REFERENCES imagen (sha256),
            documento TEXT,
            mecanismo TEXT,
            origen TEXT CHECK (origen IN ('CATD', 'CASILLA')),
            digitalizacion TEXT CHECK (digitalizacion IN ('ESCANER', 'MOVIL', 'URNA')),
            motivo TEXT,
            por_pto INTEGER NOT NULL CHECK (por_pto IN (0, 1)),
            CHECK ((tipo IN ('captura', 'verificacion', 'decision')) = (datos IS NOT NULL)),
            CHECK ((tipo IN ('digitalizacion', 'fuera_de_catalogo')) = (imagen IS NOT NULL)),
            CHECK ((tipo = 'sin_acta') = (causa IS NOT NULL)),
            CHECK ((tipo IN ('decision', 'redigitalizacion', 'recaptura')) = (motivo IS NOT NULL))
        ) STRICT;
        CREATE INDEX hecho_de_acta ON hecho (acta, id);
        CREATE UNIQUE INDEX hecho_una_vez_por_persona ON hecho (acta, persona)
            WHERE tipo IN ('captura', 'verificacion', 'decision', 'cotejo');
        CREATE INDEX hecho_de_imagen ON hecho (imagen) WHERE imagen IS NOT NULL;
        CREATE INDEX hecho_por_hora ON hecho (instante);
        CREATE TABLE acta_estado (
            acta INTEGER PRIMARY KEY REFERENCES acta (id),
            etapa TEXT NOT NULL,
            tomas INTEGER NOT NULL,
            desde INTEGER NOT NULL,
            cotejada INTEGER NOT NULL CHECK (cotejada BETWEEN 0 AND 3)
        ) STRICT;
        CREATE INDEX acta_por_etapa ON acta_estado (etapa, cotejada, desde);
        CREATE TABLE resultado (
            hecho INTEGER PRIMARY KEY REFERENCES hecho (id),
            acta INTEGER NOT NULL REFERENCES acta (id),
            condicion TEXT NOT NULL CHECK (condicion IN ('capturada', 'sin_acta', 'fuera_de_catalogo')),
            datos TEXT,
            causa TEXT,
            imagen TEXT REFERENCES imagen (sha256),
            origen TEXT,
            digitalizacion TEXT,
            documento TEXT,
            mecanismo TEXT,
            acopio INTEGER,
            captura INTEGER,
            verificacion INTEGER,
            motivo TEXT,
            por_pto INTEGER NOT NULL CHECK (por_pto IN (0, 1)),
            cotejada INTEGER NOT NULL CHECK (cotejada BETWEEN 0 AND 3),
            CHECK ((condicion = 'capturada') = (datos IS NOT NULL)),
            CHECK ((condicion = 'sin_acta') = (causa IS NOT NULL)),
            CHECK ((condicion = 'sin_acta') = (imagen IS NULL))
        ) STRICT;
        CREATE INDEX resultado_de_acta ON resultado (acta);
        """

    private static let cortes = """
        CREATE TABLE numeracion (
            numero INTEGER PRIMARY KEY CHECK (numero > 0),
            hecho INTEGER NOT NULL UNIQUE REFERENCES hecho (id)
        ) STRICT;
        CREATE TABLE corte (
            numero INTEGER PRIMARY KEY CHECK (numero > 0),
            instante INTEGER NOT NULL UNIQUE,
            hasta INTEGER NOT NULL CHECK (hasta >= 0),
            ultimo INTEGER NOT NULL CHECK (ultimo IN (0, 1)),
            siguiente INTEGER
        ) STRICT;
        CREATE TABLE corte_rechazado (
            id INTEGER PRIMARY KEY,
            instante INTEGER NOT NULL,
            hasta INTEGER NOT NULL,
            motivo TEXT NOT NULL
        ) STRICT;
        CREATE TABLE arriendo (
            nombre TEXT PRIMARY KEY,
            titular TEXT NOT NULL,
            vence INTEGER NOT NULL
        ) STRICT;
        """

    private static let congelamiento = """
        CREATE TRIGGER hecho_segun_catalogo BEFORE INSERT ON hecho
        WHEN (NEW.tipo = 'fuera_de_catalogo') = (SELECT esperada FROM acta WHERE id = NEW.acta)
        BEGIN SELECT RAISE(ABORT, 'un acta esperada no es fuera de catálogo, ni al revés'); END;
        CREATE TRIGGER acta_congelada BEFORE INSERT ON acta
        WHEN NEW.esperada = 1 AND (EXISTS (SELECT 1 FROM catalogo_congelado) OR EXISTS (SELECT 1 FROM hecho) OR EXISTS (SELECT 1 FROM corte))
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-009: el catálogo no cambia'); END;
        CREATE TRIGGER acta_no_se_borra BEFORE DELETE ON acta
        WHEN EXISTS (SELECT 1 FROM catalogo_congelado) OR EXISTS (SELECT 1 FROM hecho) OR EXISTS (SELECT 1 FROM corte)
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-009: el catálogo no cambia'); END;
        CREATE TRIGGER acta_no_cambia BEFORE UPDATE ON acta
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-009: el catálogo no cambia'); END;
        CREATE TRIGGER eleccion_congelada BEFORE INSERT ON eleccion
        WHEN EXISTS (SELECT 1 FROM catalogo_congelado) OR EXISTS (SELECT 1 FROM hecho) OR EXISTS (SELECT 1 FROM corte)
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-009: el catálogo no cambia'); END;
        CREATE TRIGGER eleccion_no_se_borra BEFORE DELETE ON eleccion
        WHEN EXISTS (SELECT 1 FROM catalogo_congelado) OR EXISTS (SELECT 1 FROM hecho) OR EXISTS (SELECT 1 FROM corte)
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-009: el catálogo no cambia'); END;
        CREATE TRIGGER eleccion_no_cambia BEFORE UPDATE ON eleccion
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-009: el catálogo no cambia'); END;
        """
}
