/// Every route of the consoles and who may enter. It changes only with a reason: a line here is a decision.
enum RutasAprobadas {
    static let lista = """
        GET /: todos
        GET /actas/{id}/imagen/{sha}: administracion auditoria coordinacion cotejo observacion representacion supervision
        GET /actas/{id}: administracion auditoria coordinacion cotejo observacion representacion supervision
        GET /actas: administracion auditoria coordinacion cotejo observacion representacion supervision
        GET /acopio/acta: acopio
        GET /acopio/faltan.csv: acopio
        GET /acopio/faltan: acopio
        GET /acopio/fuera-de-catalogo: acopio
        POST /acopio/fuera-de-catalogo: acopio
        GET /acopio/lista/{numero}: acopio
        GET /acopio/lista: acopio
        POST /acopio/lista: acopio
        POST /acopio/remitir: acopio
        GET /acopio/sin-acta: acopio
        POST /acopio/sin-acta: acopio
        GET /acopio: acopio
        POST /acopio: acopio
        GET /administracion/accesos: administracion coordinacion
        POST /administracion/apertura: administracion coordinacion
        GET /administracion/centros: administracion coordinacion
        GET /administracion/centros/nuevo: administracion coordinacion
        POST /administracion/centros: administracion coordinacion
        GET /administracion/centros/centro/{clave}: administracion coordinacion
        POST /administracion/centros/centro/{clave}: administracion coordinacion
        POST /administracion/centros/centro/{clave}/estado: administracion coordinacion
        GET /administracion/horario: administracion coordinacion
        POST /administracion/horario: administracion coordinacion
        POST /administracion/congelamiento: administracion coordinacion
        POST /administracion/cierre: administracion coordinacion
        POST /administracion/orden/{id}: administracion coordinacion
        POST /administracion/sesiones/{persona}: administracion coordinacion
        GET /administracion/sesiones: administracion coordinacion
        POST /administracion/usuarios/cuenta/{persona}/ambito: administracion coordinacion
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
        POST /digitalizacion/aceptar: digitalizacion
        POST /digitalizacion/archivo: digitalizacion
        GET /digitalizacion/espera: digitalizacion
        POST /digitalizacion/excepcion: digitalizacion
        GET /digitalizacion/imagen/{recepcion}: digitalizacion
        POST /digitalizacion/rechazar: digitalizacion
        GET /digitalizacion: digitalizacion
        GET /empaquetado/faltantes: acopio coordinacion
        POST /empaquetado/paquete/{id}/acta: acopio coordinacion
        GET /empaquetado/paquete/{id}/constancia: acopio coordinacion
        POST /empaquetado/paquete/{id}/entrega: acopio coordinacion
        GET /empaquetado/paquete/{id}: acopio coordinacion
        GET /empaquetado: acopio coordinacion
        POST /empaquetado: acopio coordinacion
        GET /entrar: sin sesión
        POST /entrar: sin sesión
        GET /excepciones/{id}/imagen: supervision
        GET /excepciones/{id}: supervision
        POST /excepciones/{id}: supervision
        GET /excepciones: supervision
        GET /etiquetas: administracion coordinacion
        POST /etiquetas: administracion coordinacion
        GET /difusion: administracion auditoria coordinacion difusion observacion
        GET /difusion/sitio/lista: administracion auditoria coordinacion difusion observacion
        GET /difusion/tablero/vivo: administracion auditoria coordinacion difusion observacion
        GET /difusion/{clave}: administracion auditoria coordinacion difusion observacion
        POST /difusion/{clave}/autorizacion: coordinacion difusion
        POST /difusion/{clave}/llamada: coordinacion difusion
        POST /difusion/{clave}/prueba: coordinacion difusion
        POST /difusion/{clave}/reactivacion: coordinacion difusion
        POST /difusion/{clave}/suspension: coordinacion difusion
        GET /recursos/difusion-*.css: sin sesión
        GET /incidencias/csv: acopio administracion auditoria captura coordinacion cotejo difusion digitalizacion observacion supervision
        POST /incidencias/folio/{folio}/nota: acopio administracion captura coordinacion cotejo difusion digitalizacion supervision
        GET /incidencias/folio/{folio}: acopio administracion auditoria captura coordinacion cotejo difusion digitalizacion observacion supervision
        GET /incidencias/nueva: acopio administracion captura coordinacion cotejo difusion digitalizacion supervision
        GET /incidencias/reasignar: administracion coordinacion
        POST /incidencias/reasignar: administracion coordinacion
        GET /incidencias: acopio administracion auditoria captura coordinacion cotejo difusion digitalizacion observacion supervision
        POST /incidencias: acopio administracion captura coordinacion cotejo difusion digitalizacion supervision
        GET /monitor/contiendas.json: coordinacion
        GET /monitor/contiendas.csv: coordinacion
        GET /monitor/contiendas: coordinacion
        GET /monitor/faltan.csv: administracion auditoria coordinacion observacion representacion supervision
        GET /monitor/faltan: administracion auditoria coordinacion observacion representacion supervision
        GET /monitor/personal.csv: coordinacion
        GET /monitor/personal: coordinacion
        GET /monitor/vivo: administracion auditoria coordinacion observacion representacion supervision
        GET /monitor: administracion auditoria coordinacion observacion representacion supervision
        GET /recursos/acopio-*.css: sin sesión
        GET /recursos/acopio-*.js: sin sesión
        GET /recursos/consola-*.css: sin sesión
        GET /recursos/consola-*.js: sin sesión
        GET /recursos/cotejo-*.css: sin sesión
        GET /recursos/cotejo-*.js: sin sesión
        GET /recursos/monitor-*.css: sin sesión
        GET /recursos/monitor-*.js: sin sesión
        GET /recursos/digitalizacion-*.css: sin sesión
        GET /recursos/digitalizacion-*.js: sin sesión
        GET /recursos/registros-*.css: sin sesión
        GET /recursos/registros-*.js: sin sesión
        GET /reporte.json: administracion auditoria coordinacion observacion representacion supervision
        GET /reporte.pdf: administracion auditoria coordinacion observacion representacion supervision
        GET /reporte: administracion auditoria coordinacion observacion representacion supervision
        GET /seguimiento: administracion auditoria comision coordinacion cotaprep observacion seguimiento
        GET /seguimiento/buscar: administracion auditoria comision coordinacion cotaprep observacion seguimiento
        GET /seguimiento/calendario: administracion auditoria comision coordinacion cotaprep observacion seguimiento
        GET /seguimiento/calendario.ics: administracion auditoria comision coordinacion cotaprep observacion seguimiento
        POST /seguimiento/calendario/agendas: administracion coordinacion seguimiento
        POST /seguimiento/calendario/agendas/{numero}/baja: administracion coordinacion seguimiento
        GET /agenda/{llave}: sin sesión
        GET /seguimiento/documentos: administracion auditoria comision coordinacion cotaprep observacion seguimiento
        GET /seguimiento/documentos/{clave}/archivo/{forma}: administracion auditoria comision coordinacion cotaprep difusion observacion seguimiento
        GET /seguimiento/documentos/{clave}/vista: administracion auditoria comision coordinacion cotaprep difusion observacion seguimiento
        GET /seguimiento/movimientos: administracion auditoria comision coordinacion cotaprep observacion seguimiento
        GET /seguimiento/preparacion/{tema}: administracion auditoria comision coordinacion cotaprep observacion seguimiento
        GET /seguimiento/registros: administracion auditoria comision coordinacion cotaprep observacion seguimiento
        GET /seguimiento/{carpeta}: administracion auditoria comision coordinacion cotaprep difusion observacion seguimiento
        GET /seguimiento/{carpeta}/{id}: administracion auditoria comision coordinacion cotaprep difusion observacion seguimiento
        GET /seguimiento/{carpeta}/{id}/adjunto/{sha}: administracion auditoria comision coordinacion cotaprep difusion observacion seguimiento
        GET /seguimiento/nueva/{carpeta}: difusion seguimiento
        GET /seguimiento/opciones: difusion seguimiento
        GET /seguimiento/{carpeta}/{id}/editar: difusion seguimiento
        POST /seguimiento/{carpeta}: difusion seguimiento
        POST /seguimiento/{carpeta}/{id}/adjuntos: difusion seguimiento
        POST /seguimiento/{carpeta}/{id}/adjuntos/quitar: difusion seguimiento
        POST /seguimiento/{carpeta}/{id}/editar: difusion seguimiento
        POST /seguimiento/{carpeta}/{id}/retirar: difusion seguimiento
        GET /recursos/seguimiento-*.css: sin sesión
        GET /recursos/seguimiento-*.js: sin sesión
        POST /salir: todos
        GET /sesion: todos
        POST /sesion: todos
        GET /captura: captura
        GET /captura/hay: captura
        GET /captura/imagen/:sha: captura
        POST /captura: captura
        POST /captura/tomar: captura
        POST /captura/reporte: captura
        POST /captura/seguir: captura
        POST /captura/pendiente: captura
        POST /captura/dejar: captura
        GET /dispositivos: administracion coordinacion
        GET /dispositivos/:persona: administracion coordinacion
        POST /dispositivos/:persona/codigo: administracion coordinacion
        POST /dispositivos/:persona/casillas: administracion coordinacion
        POST /dispositivos/:persona/baja: administracion coordinacion
        GET /supervision: supervision
        GET /supervision/acta/:acta: supervision
        GET /supervision/imagen/:sha: supervision
        POST /supervision/tomar: supervision
        POST /supervision/decidir: supervision
        POST /supervision/redigitalizar: supervision
        POST /supervision/dejar: supervision
        GET /recursos/captura-*.css: sin sesión
        GET /recursos/captura-*.js: sin sesión
        GET /recursos/resguardo-*.js: sin sesión
        GET /recursos/visor-*.js: sin sesión
        GET /recursos/supervision-*.js: sin sesión
        GET /recursos/casilla-dispositivos-*.css: sin sesión
        """
}
