/// What happens to difusores: only added.
enum DifusionSQLite {
    static let soloSeAgregan = ["difusion", "lista_de_difusores", "lista_de_corte"]

    static let tablas = """
        CREATE TABLE difusion (
            id INTEGER PRIMARY KEY,
            clave TEXT NOT NULL UNIQUE CHECK (clave <> ''),
            difusor TEXT NOT NULL CHECK (difusor <> ''),
            tipo TEXT NOT NULL CHECK (tipo IN ('actualizado', 'intento', 'identidad', 'periodo', 'suspension',
                'aviso', 'aviso_pendiente', 'llamada', 'prueba_pedida', 'prueba_lograda', 'prueba_fallida', 'reactivacion',
                'revision', 'anomalia')),
            instante INTEGER NOT NULL,
            corte INTEGER CHECK (corte > 0),
            persona INTEGER REFERENCES persona (id),
            archivos INTEGER CHECK (archivos >= 0),
            bytes INTEGER CHECK (bytes >= 0),
            milisegundos INTEGER CHECK (milisegundos >= 0),
            texto TEXT NOT NULL,
            CHECK (tipo NOT IN ('llamada', 'prueba_pedida', 'reactivacion') OR persona IS NOT NULL),
            CHECK (tipo NOT IN ('actualizado', 'periodo') OR corte IS NOT NULL)
        ) STRICT;
        CREATE INDEX difusion_de ON difusion (difusor, id);
        CREATE TABLE lista_de_difusores (
            id INTEGER PRIMARY KEY,
            instante INTEGER NOT NULL,
            contenido TEXT NOT NULL
        ) STRICT;
        CREATE TABLE lista_de_corte (
            corte INTEGER PRIMARY KEY CHECK (corte > 0),
            lista INTEGER REFERENCES lista_de_difusores (id),
            suspendidos TEXT NOT NULL
        ) STRICT;
        """

    /// A person acts on a difusor by their role, and it is sent to again only when two asked for it.
    static let separacion = """
        CREATE TRIGGER difusion_por_su_rol BEFORE INSERT ON difusion
        WHEN NEW.persona IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cuenta c
            WHERE c.persona = NEW.persona AND c.rol IN ('difusion', 'coordinacion'))
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-014: el rol no faculta'); END;
        CREATE TRIGGER reactivacion_de_dos BEFORE INSERT ON difusion
        WHEN NEW.tipo = 'reactivacion' AND NOT EXISTS (
            SELECT 1 FROM orden_autorizada a JOIN orden o ON o.id = a.orden
            WHERE o.tipo = 'reactivacion' AND a.persona = NEW.persona AND a.instante = NEW.instante
                AND json_extract(o.detalle, '$.difusor') = NEW.difusor)
        BEGIN SELECT RAISE(ABORT, 'una reactivación la pide una persona y la autoriza otra'); END;
        CREATE TRIGGER reactivacion_por_su_rol BEFORE INSERT ON orden
        WHEN NEW.tipo = 'reactivacion' AND NOT EXISTS (SELECT 1 FROM cuenta c
            WHERE c.persona = NEW.persona AND c.rol IN ('difusion', 'coordinacion'))
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-014: el rol no faculta'); END;
        CREATE TRIGGER difusion_solo_reactiva BEFORE INSERT ON orden_autorizada
        WHEN EXISTS (SELECT 1 FROM cuenta c WHERE c.persona = NEW.persona AND c.rol = 'difusion')
            AND (SELECT tipo FROM orden WHERE id = NEW.orden) <> 'reactivacion'
        BEGIN SELECT RAISE(ABORT, 'PREP-ALM-014: el rol no faculta'); END;
        """
}
