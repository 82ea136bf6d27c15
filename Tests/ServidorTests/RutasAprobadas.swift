/// Every route of the consoles and who may enter. It changes only with a reason: a line here is a decision.
enum RutasAprobadas {
    static let lista = """
        GET /: todos
        GET /actas/{id}/imagen/{sha}: administracion auditoria coordinacion cotejo observacion representacion supervision
        GET /actas/{id}: administracion auditoria coordinacion cotejo observacion representacion supervision
        GET /actas: administracion auditoria coordinacion cotejo observacion representacion supervision
        GET /administracion/accesos: administracion coordinacion
        POST /administracion/apertura: administracion coordinacion
        GET /administracion/centros: administracion coordinacion
        POST /administracion/cierre: administracion coordinacion
        POST /administracion/orden/{id}: administracion coordinacion
        POST /administracion/sesiones/{persona}: administracion coordinacion
        GET /administracion/sesiones: administracion coordinacion
        POST /administracion/usuarios/cuenta/{persona}/centro: administracion coordinacion
        POST /administracion/usuarios/cuenta/{persona}/clave: administracion coordinacion
        POST /administracion/usuarios/cuenta/{persona}/estado: administracion coordinacion
        POST /administracion/usuarios/cuenta/{persona}/segundo-factor: administracion coordinacion
        GET /administracion/usuarios/cuenta/{persona}: administracion coordinacion
        GET /administracion/usuarios/importar: administracion coordinacion
        POST /administracion/usuarios/importar: administracion coordinacion
        GET /administracion/usuarios/nuevo: administracion coordinacion
        GET /administracion/usuarios: administracion coordinacion
        POST /administracion/usuarios: administracion coordinacion
        GET /administracion: administracion coordinacion
        GET /cotejo/imagen/{sha}: cotejo
        GET /cotejo/siguiente: cotejo
        GET /cotejo: cotejo
        POST /cotejo: cotejo
        POST /cuenta/clave: todos
        GET /cuenta: todos
        GET /empaquetado/faltantes: acopio coordinacion
        POST /empaquetado/paquete/{id}/acta: acopio coordinacion
        GET /empaquetado/paquete/{id}/constancia: acopio coordinacion
        POST /empaquetado/paquete/{id}/entrega: acopio coordinacion
        GET /empaquetado/paquete/{id}: acopio coordinacion
        GET /empaquetado: acopio coordinacion
        POST /empaquetado: acopio coordinacion
        GET /entrar: sin sesión
        POST /entrar: sin sesión
        GET /incidencias/csv: acopio administracion auditoria captura coordinacion cotejo difusion digitalizacion observacion supervision
        POST /incidencias/folio/{folio}/nota: acopio administracion captura coordinacion cotejo difusion digitalizacion supervision
        GET /incidencias/folio/{folio}: acopio administracion auditoria captura coordinacion cotejo difusion digitalizacion observacion supervision
        GET /incidencias/nueva: acopio administracion captura coordinacion cotejo difusion digitalizacion supervision
        GET /incidencias/reasignar: administracion coordinacion
        POST /incidencias/reasignar: administracion coordinacion
        GET /incidencias: acopio administracion auditoria captura coordinacion cotejo difusion digitalizacion observacion supervision
        POST /incidencias: acopio administracion captura coordinacion cotejo difusion digitalizacion supervision
        GET /monitor/contiendas.csv: coordinacion
        GET /monitor/contiendas: coordinacion
        GET /monitor/faltan.csv: administracion auditoria coordinacion observacion representacion supervision
        GET /monitor/faltan: administracion auditoria coordinacion observacion representacion supervision
        GET /monitor/personal.csv: coordinacion
        GET /monitor/personal: coordinacion
        GET /monitor/vivo: administracion auditoria coordinacion observacion representacion supervision
        GET /monitor: administracion auditoria coordinacion observacion representacion supervision
        GET /recursos/consola-*.css: sin sesión
        GET /recursos/consola-*.js: sin sesión
        GET /recursos/cotejo-*.css: sin sesión
        GET /recursos/cotejo-*.js: sin sesión
        GET /recursos/monitor-*.css: sin sesión
        GET /recursos/monitor-*.js: sin sesión
        GET /recursos/registros-*.css: sin sesión
        GET /recursos/registros-*.js: sin sesión
        GET /reporte.json: administracion auditoria coordinacion observacion representacion supervision
        GET /reporte.pdf: administracion auditoria coordinacion observacion representacion supervision
        GET /reporte: administracion auditoria coordinacion observacion representacion supervision
        POST /salir: todos
        GET /sesion: todos
        POST /sesion: todos
        """
}
