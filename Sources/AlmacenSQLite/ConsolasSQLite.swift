import Electoral

/// Tables of the consoles: people and their sessions, work that is handed out, images that wait, exceptions, incidents
/// and packages. What somebody did is only added; what only says who holds what now is kept as state.
enum ConsolasSQLite {
    /// Append-only tables.
    static let soloSeAgregan = [
        "facultad", "secreto", "acceso", "reasignacion", "original", "recepcion", "recepcion_resuelta", "excepcion",
        "excepcion_resuelta", "incidencia", "incidencia_nota", "paquete", "paquete_acta", "paquete_entrega", "orden",
        "orden_autorizada", "lista_entrega", "foto_casilla",
    ]

    static let tablas = personas + trabajo + recepcion + registros

    private static let personas = """
        CREATE TABLE secreto (
            nombre TEXT PRIMARY KEY,
            valor BLOB NOT NULL CHECK (length(valor) >= 32)
        ) STRICT;
        CREATE TABLE centro (
            clave TEXT PRIMARY KEY CHECK (clave <> ''),
            tipo TEXT NOT NULL CHECK (tipo IN ('CATD', 'CCV')),
            nombre TEXT NOT NULL
        ) STRICT;
        CREATE TABLE acta_centro (
            acta INTEGER PRIMARY KEY REFERENCES acta (id),
            centro TEXT NOT NULL REFERENCES centro (clave)
        ) STRICT;
        CREATE INDEX actas_de_centro ON acta_centro (centro);
        CREATE TABLE reasignacion (
            id INTEGER PRIMARY KEY,
            acta INTEGER NOT NULL REFERENCES acta (id),
            de TEXT,
            a TEXT NOT NULL REFERENCES centro (clave),
            instante INTEGER NOT NULL,
            persona INTEGER NOT NULL REFERENCES persona (id),
            motivo TEXT NOT NULL CHECK (motivo <> '')
        ) STRICT;
        CREATE TABLE facultad (
            rol TEXT NOT NULL,
            tipo TEXT NOT NULL,
            PRIMARY KEY (rol, tipo)
        ) STRICT;
        CREATE TABLE cuenta (
            persona INTEGER PRIMARY KEY REFERENCES persona (id),
            usuario TEXT NOT NULL UNIQUE CHECK (usuario <> ''),
            rol TEXT NOT NULL,
            centro TEXT REFERENCES centro (clave),
            clave TEXT NOT NULL,
            cambiar INTEGER NOT NULL CHECK (cambiar IN (0, 1)),
            totp TEXT,
            totp_paso INTEGER NOT NULL DEFAULT 0,
            activa INTEGER NOT NULL CHECK (activa IN (0, 1)),
            fallos INTEGER NOT NULL DEFAULT 0,
            bloqueada_hasta INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE sesion (
            huella TEXT PRIMARY KEY CHECK (length(huella) = 64),
            persona INTEGER NOT NULL UNIQUE REFERENCES cuenta (persona),
            csrf TEXT NOT NULL,
            creada INTEGER NOT NULL,
            ultima INTEGER NOT NULL,
            direccion TEXT NOT NULL
        ) STRICT;
        CREATE TABLE acceso (
            id INTEGER PRIMARY KEY,
            instante INTEGER NOT NULL,
            suceso TEXT NOT NULL,
            persona INTEGER REFERENCES persona (id),
            usuario TEXT NOT NULL,
            direccion TEXT NOT NULL,
            detalle TEXT NOT NULL
        ) STRICT;
        CREATE INDEX acceso_por_hora ON acceso (instante);
        CREATE TABLE dispositivo (
            id INTEGER PRIMARY KEY,
            persona INTEGER NOT NULL REFERENCES cuenta (persona),
            codigo TEXT NOT NULL UNIQUE CHECK (length(codigo) = 64),
            ficha TEXT UNIQUE CHECK (length(ficha) = 64),
            creado INTEGER NOT NULL,
            vence INTEGER NOT NULL,
            inscrito INTEGER,
            revocado INTEGER
        ) STRICT;
        CREATE TABLE casilla_asignada (
            clave_casilla TEXT NOT NULL,
            persona INTEGER NOT NULL REFERENCES cuenta (persona),
            PRIMARY KEY (clave_casilla, persona)
        ) STRICT;

        """

    /// What a party or an observer is accredited for: nobody else has a part of the process.
    static let ambito = """
        ALTER TABLE cuenta ADD COLUMN ambito TEXT
            CHECK (ambito IS NULL OR (trim(ambito) <> '' AND rol IN ('representacion', 'observacion')));
        """

    private static let trabajo = """
        CREATE TABLE asignacion (
            acta INTEGER PRIMARY KEY REFERENCES acta (id),
            persona INTEGER NOT NULL UNIQUE REFERENCES persona (id),
            tarea TEXT NOT NULL CHECK (tarea IN ('captura', 'supervision', 'cotejo')),
            desde INTEGER NOT NULL,
            vence INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX hecho_de_acopio ON hecho (centro, id) WHERE tipo = 'acopio';
        CREATE TABLE lista_entrega (
            id INTEGER PRIMARY KEY,
            clave TEXT NOT NULL UNIQUE,
            centro TEXT NOT NULL REFERENCES centro (clave),
            numero INTEGER NOT NULL CHECK (numero > 0),
            persona INTEGER NOT NULL REFERENCES persona (id),
            instante INTEGER NOT NULL,
            hasta INTEGER NOT NULL REFERENCES hecho (id),
            UNIQUE (centro, numero)
        ) STRICT;
        CREATE TABLE orden (
            id INTEGER PRIMARY KEY,
            clave TEXT NOT NULL UNIQUE CHECK (clave <> ''),
            tipo TEXT NOT NULL CHECK (tipo IN ('apertura', 'cierre', 'reasignacion')),
            persona INTEGER NOT NULL REFERENCES persona (id),
            instante INTEGER NOT NULL,
            detalle TEXT NOT NULL
        ) STRICT;
        CREATE TABLE orden_autorizada (
            orden INTEGER PRIMARY KEY REFERENCES orden (id),
            persona INTEGER NOT NULL REFERENCES persona (id),
            instante INTEGER NOT NULL
        ) STRICT;

        """

    private static let recepcion = """
        CREATE TABLE original (
            sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
            tipo TEXT NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE TABLE recepcion (
            id INTEGER PRIMARY KEY,
            original TEXT NOT NULL REFERENCES original (sha256),
            pagina INTEGER NOT NULL CHECK (pagina > 0),
            imagen TEXT NOT NULL REFERENCES imagen (sha256),
            persona INTEGER REFERENCES persona (id),
            centro TEXT NOT NULL,
            instante INTEGER NOT NULL,
            origen TEXT NOT NULL CHECK (origen IN ('CATD', 'CASILLA')),
            digitalizacion TEXT NOT NULL CHECK (digitalizacion IN ('ESCANER', 'MOVIL', 'URNA')),
            nombre TEXT NOT NULL,
            etiqueta TEXT,
            acta INTEGER REFERENCES acta (id),
            medidas TEXT NOT NULL,
            UNIQUE (original, pagina, centro)
        ) STRICT;
        CREATE INDEX recepcion_de_imagen ON recepcion (imagen);
        CREATE INDEX recepcion_de_centro ON recepcion (centro, id);
        CREATE TABLE recepcion_resuelta (
            recepcion INTEGER PRIMARY KEY REFERENCES recepcion (id),
            instante INTEGER NOT NULL,
            persona INTEGER NOT NULL REFERENCES persona (id),
            destino TEXT NOT NULL CHECK (destino IN ('aceptada', 'rechazada', 'duplicada', 'excepcion')),
            acta INTEGER REFERENCES acta (id),
            motivo TEXT NOT NULL
        ) STRICT;
        CREATE TABLE foto_casilla (
            recepcion INTEGER PRIMARY KEY REFERENCES recepcion (id),
            acta INTEGER NOT NULL REFERENCES acta (id),
            dispositivo INTEGER NOT NULL REFERENCES dispositivo (id),
            tomada INTEGER
        ) STRICT;
        CREATE INDEX foto_de_acta ON foto_casilla (acta, recepcion);

        """

    private static let registros = """
        CREATE TABLE excepcion (
            id INTEGER PRIMARY KEY,
            clave TEXT NOT NULL UNIQUE,
            tipo TEXT NOT NULL CHECK (tipo IN ('sin_acta', 'no_corresponde', 'fuera_de_catalogo', 'imagen_repetida', 'otra')),
            acta INTEGER REFERENCES acta (id),
            recepcion INTEGER REFERENCES recepcion (id),
            causa TEXT,
            persona INTEGER NOT NULL REFERENCES persona (id),
            centro TEXT NOT NULL,
            instante INTEGER NOT NULL,
            problemas TEXT NOT NULL,
            accion TEXT NOT NULL,
            recomendacion TEXT NOT NULL
        ) STRICT;
        CREATE INDEX excepcion_de_acta ON excepcion (acta) WHERE acta IS NOT NULL;
        CREATE INDEX excepcion_de_recepcion ON excepcion (recepcion) WHERE recepcion IS NOT NULL;
        CREATE TABLE excepcion_resuelta (
            excepcion INTEGER PRIMARY KEY REFERENCES excepcion (id),
            persona INTEGER NOT NULL REFERENCES persona (id),
            instante INTEGER NOT NULL,
            decision TEXT NOT NULL CHECK (decision <> ''),
            acta INTEGER REFERENCES acta (id),
            comentario TEXT NOT NULL CHECK (comentario <> '')
        ) STRICT;
        CREATE TABLE incidencia (
            folio INTEGER PRIMARY KEY,
            clave TEXT NOT NULL UNIQUE,
            centro TEXT NOT NULL,
            detectada INTEGER NOT NULL,
            registrada INTEGER NOT NULL,
            persona INTEGER NOT NULL REFERENCES persona (id),
            fase TEXT NOT NULL,
            categoria TEXT NOT NULL,
            gravedad TEXT NOT NULL CHECK (gravedad IN ('baja', 'media', 'alta', 'critica')),
            reporta TEXT NOT NULL CHECK (reporta <> ''),
            descripcion TEXT NOT NULL CHECK (descripcion <> ''),
            escenario TEXT
        ) STRICT;
        CREATE TABLE incidencia_nota (
            id INTEGER PRIMARY KEY,
            incidencia INTEGER NOT NULL REFERENCES incidencia (folio),
            clave TEXT NOT NULL UNIQUE,
            instante INTEGER NOT NULL,
            persona INTEGER NOT NULL REFERENCES persona (id),
            texto TEXT NOT NULL CHECK (texto <> ''),
            estado TEXT NOT NULL CHECK (estado IN ('abierta', 'en_atencion', 'resuelta')),
            actas INTEGER CHECK (actas >= 0),
            minutos INTEGER CHECK (minutos >= 0),
            leccion TEXT,
            responsable TEXT,
            evidencia TEXT,
            escenario TEXT,
            solucionada INTEGER,
            CHECK ((estado = 'resuelta') = (solucionada IS NOT NULL))
        ) STRICT;
        CREATE INDEX nota_de_incidencia ON incidencia_nota (incidencia, id);
        CREATE TABLE paquete (
            id INTEGER PRIMARY KEY,
            clave TEXT NOT NULL UNIQUE,
            centro TEXT NOT NULL REFERENCES centro (clave),
            numero INTEGER NOT NULL,
            persona INTEGER NOT NULL REFERENCES persona (id),
            instante INTEGER NOT NULL,
            UNIQUE (centro, numero)
        ) STRICT;
        CREATE TABLE paquete_acta (
            acta INTEGER PRIMARY KEY REFERENCES acta (id),
            paquete INTEGER NOT NULL REFERENCES paquete (id),
            persona INTEGER NOT NULL REFERENCES persona (id),
            instante INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE paquete_entrega (
            paquete INTEGER PRIMARY KEY REFERENCES paquete (id),
            persona INTEGER NOT NULL REFERENCES persona (id),
            instante INTEGER NOT NULL,
            recibe TEXT NOT NULL CHECK (recibe <> ''),
            cargo TEXT NOT NULL,
            observaciones TEXT NOT NULL
        ) STRICT;
        CREATE INDEX actas_de_paquete ON paquete_acta (paquete);

        """

    /// What the door asks of its register, and which actas were handed back by whom.
    static let puerta = """
        CREATE INDEX acceso_de_usuario ON acceso (usuario, suceso, direccion);
        CREATE TABLE dejada (
            id INTEGER PRIMARY KEY,
            acta INTEGER NOT NULL REFERENCES acta (id),
            persona INTEGER NOT NULL REFERENCES persona (id),
            instante INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX dejada_por_persona ON dejada (acta, persona, instante);
        """

    /// The table of `Rol.facultades`, as rows.
    static let facultades: String = {
        let pares = Rol.facultades.flatMap { rol, tipos in tipos.map { "('\(rol.rawValue)', '\($0.rawValue)')" } }
        return "INSERT INTO facultad (rol, tipo) VALUES \(pares.sorted().joined(separator: ", "));"
    }()

    /// Separation of duties that no program can talk its way around: an account writes only the facts of its role, who
    /// asked for a correction does not accept it, and every two-person step has two people.
    static let separacion = """
        CREATE TRIGGER hecho_segun_rol BEFORE INSERT ON hecho
        WHEN EXISTS (SELECT 1 FROM cuenta c WHERE c.persona = NEW.persona)
            AND NOT EXISTS (SELECT 1 FROM cuenta c JOIN facultad f ON f.rol = c.rol
                WHERE c.persona = NEW.persona AND f.tipo = NEW.tipo)
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-014: el rol no faculta'); END;
        CREATE TRIGGER cotejo_de_otra_persona BEFORE INSERT ON hecho
        WHEN NEW.tipo = 'cotejo' AND EXISTS (SELECT 1 FROM hecho h WHERE h.acta = NEW.acta AND h.persona = NEW.persona)
        BEGIN SELECT RAISE(ABORT, 'hecho.acta, hecho.persona: quien pidió la corrección no la acepta'); END;
        CREATE TRIGGER cuenta_no_cambia_de_rol BEFORE UPDATE ON cuenta
        WHEN NEW.rol <> OLD.rol OR NEW.persona <> OLD.persona OR NEW.usuario <> OLD.usuario
        BEGIN SELECT RAISE(ABORT, 'una cuenta no cambia de persona ni de función: dé de baja esta y registre otra persona'); END;
        CREATE TRIGGER cuenta_no_se_borra BEFORE DELETE ON cuenta
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-001: cuenta no se borra'); END;
        CREATE TRIGGER excepcion_de_dos BEFORE INSERT ON excepcion_resuelta
        WHEN NEW.persona = (SELECT persona FROM excepcion WHERE id = NEW.excepcion)
        BEGIN SELECT RAISE(ABORT, 'la excepción la resuelve otra persona que quien la abrió'); END;
        CREATE TRIGGER orden_de_dos BEFORE INSERT ON orden_autorizada
        WHEN NEW.persona = (SELECT persona FROM orden WHERE id = NEW.orden)
        BEGIN SELECT RAISE(ABORT, 'la orden la autoriza otra persona que quien la pidió'); END;
        CREATE TRIGGER paquete_cerrado BEFORE INSERT ON paquete_acta
        WHEN EXISTS (SELECT 1 FROM paquete_entrega e WHERE e.paquete = NEW.paquete)
        BEGIN SELECT RAISE(ABORT, 'el paquete ya se entregó: no admite más actas'); END;
        CREATE TRIGGER incidencia_la_resuelve_quien_manda BEFORE INSERT ON incidencia_nota
        WHEN NEW.estado = 'resuelta' AND NOT EXISTS (SELECT 1 FROM cuenta c
            WHERE c.persona = NEW.persona AND c.rol IN ('supervision', 'coordinacion'))
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-014: el rol no faculta'); END;
        """
}
