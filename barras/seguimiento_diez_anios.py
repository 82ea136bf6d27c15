#!/usr/bin/env python3
"""Un archivo de seguimiento de muchos años, siempre el mismo: fichas de todas las clases y adjuntos pequeños.

Uso:  seguimiento_diez_anios.py CARPETA [OFICIOS]    escribe la carpeta que «prep seguimiento importar» lee
"""

import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path

TEMAS = (
    "Respuesta a la consulta sobre el campus que hará la auditoría del sistema",
    "Remisión del informe mensual de avance en el diseño, implementación y operación del programa",
    "Observaciones al formato de la base de datos y al prototipo navegable del sitio de publicación",
    "Proyecto de acuerdo por el que se determinan la fecha y hora de inicio de la publicación",
    "Constancia de que la circular se compartió con quienes integran el Consejo y el Comité Técnico",
    "Validación de los Planes de Seguridad y de Continuidad después de atender lo observado",
)
SECCIONES = ("acuerdos", "cotaprep", "comision", "infraestructura", "desarrollo", "auditoria")
CONCEPTOS = (
    *("equipo", "escaner", "mobiliario", "enlace_principal", "enlace_respaldo", "ups", "planta", "tierra"),
    *("firewall", "espacio", "clima"),
)
CICLO = ("borrador", "remitido", "observaciones", "atendido", "validado", "aprobado", "remitido_final")


class Archivo:
    """Escribe la carpeta. Con `oficios`, el tamaño de todo lo demás guarda la misma proporción."""

    def __init__(self, carpeta, oficios, jornada, hoy):
        self.carpeta, self.azar = Path(carpeta), random.Random(7)
        self.oficios, self.jornada, self.hoy = oficios, jornada, hoy
        self.parte = oficios / 5000

    def cuantas(self, en_diez_anios, minimo=2):
        return max(minimo, round(en_diez_anios * self.parte))

    def ficha(self, ruta, campos):
        destino = self.carpeta / f"{ruta}.yaml"
        destino.parent.mkdir(parents=True, exist_ok=True)
        destino.write_text(json.dumps(campos, ensure_ascii=False, indent=1), encoding="utf-8")

    def dia(self, desde=3650):
        return (self.hoy - timedelta(days=self.azar.randrange(desde))).isoformat()

    def uno(self, clase, cuantos):
        return f"{clase}-{self.azar.randrange(cuantos):04}"

    def escribe(self):
        self.proceso_y_gente()
        self.sesiones_y_acuerdos()
        self.correspondencia()
        self.entregas_y_plan()
        self.centros_y_riesgos()
        self.lo_demas()

    def proceso_y_gente(self):
        self.ficha(
            "proceso",
            {
                "nombre": "Proceso Electoral Local de prueba",
                "jornada": self.jornada.isoformat(),
                "instituto": "Instituto de prueba",
                "siglas": "IP",
                "entidad": "Coahuila",
                "numeracion": "2023",
            },
        )
        self.organos, self.personas = self.cuantas(90, 8), self.cuantas(400, 12)
        for n in range(self.personas):
            self.ficha(
                f"personas/persona-{n:04}",
                {"nombre": f"Persona {n}", "tratamiento": "Ing.", "cargo": f"Integrante {n % 9 + 1}"},
            )
        tipos = ("cotaprep", "comision", "consejo", "area", "ine", "instancia")
        for n in range(self.organos):
            integrantes = [
                {
                    "persona": f"persona-{(n * 4 + i) % self.personas:04}",
                    "cargo": "Integrante",
                    "desde": f"{2017 + i}-01-15",
                    **({"hasta": f"{2018 + i}-01-14", "motivo": "sustitucion"} if i < 3 else {}),
                    **({"suple_a": f"persona-{(n * 4 + i - 1) % self.personas:04}"} if i else {}),
                }
                for i in range(4)
            ]
            self.ficha(
                f"organos/organo-{n:04}",
                {
                    "nombre": f"Órgano de seguimiento número {n}",
                    "siglas": f"OS{n}",
                    "tipo": tipos[n % len(tipos)],
                    "integrantes": integrantes,
                },
            )

    def sesiones_y_acuerdos(self):
        self.sesiones, self.acuerdos = self.cuantas(500, 10), self.cuantas(400, 6)
        for n in range(self.sesiones):
            futura = n < 6
            fecha = (self.hoy + timedelta(days=3 + 9 * n)).isoformat() if futura else self.dia()
            self.ficha(
                f"sesiones/sesion-{n:04}",
                {
                    "organo": self.uno("organo", self.organos),
                    "tipo": ("ordinaria", "extraordinaria", "trabajo")[n % 3],
                    "numero": str(n % 12 + 1),
                    "fecha": fecha,
                    "hora": "10:00",
                    "estado": "convocada" if futura else "celebrada",
                    "asistencia": [
                        {"persona": f"persona-{(n + i) % self.personas:04}", "asiste": "presente"} for i in range(8)
                    ],
                    "orden": [
                        {
                            "asunto": f"{TEMAS[(n + i) % len(TEMAS)]} ({i + 1})",
                            "resultado": "aprobado",
                            "votacion": "unanimidad",
                        }
                        for i in range(9)
                    ],
                },
            )
        for n in range(self.acuerdos):
            self.ficha(
                f"acuerdos/IP-CG-{n:04}",
                {
                    "numero": f"IP/CG/{n:04}",
                    "organo": self.uno("organo", self.organos),
                    "fecha": self.dia(),
                    "sesion": self.uno("sesion", self.sesiones),
                    "efecto": TEMAS[n % len(TEMAS)],
                },
            )

    def correspondencia(self):
        adjuntos = round(self.oficios * 0.6)
        for n in range(self.oficios):
            recibido = n % 2 == 1
            numero = f"INE/UNICOM/{n:04}/2021" if recibido else f"IP/SE/{n:04}/2021"
            campos = {
                "numero": numero,
                "tipo": "oficio",
                "sentido": "recibido" if recibido else "enviado",
                "fecha": self.dia(),
                "emisor": self.uno("organo", self.organos),
                "firma": self.uno("persona", self.personas),
                "destinatario": self.uno("organo", self.organos),
                "motivo": ("remite", "observaciones", "atiende", "valida", "solicita")[n % 5],
                "asunto": f"{TEMAS[n % len(TEMAS)]}, asunto {n}",
                "puntos": [str(n % 32 + 1)],
                "documentos": [{"documento": f"Anexo {i + 1} de {numero}", "anexo": "Uno"} for i in range(3)],
            }
            if n % 5:
                campos["responde_a"] = [self.nombre_de_oficio(n - 1)]
            if n % 40 == 7:
                campos["fecha"] = {"valor": campos["fecha"], "conflicto": "El acuse lleva otra fecha"}
            if n < adjuntos:
                nombre = f"acuse-{n:04}.txt"
                campos["adjuntos"] = [{"nombre": nombre, "descripcion": "Acuse"}]
                archivo = self.carpeta / "adjuntos/oficios" / self.nombre_de_oficio(n) / nombre
                archivo.parent.mkdir(parents=True)
                archivo.write_text(f"Acuse de {numero}\n" * 20, encoding="utf-8")
            self.ficha(f"oficios/{self.nombre_de_oficio(n)}", campos)

    @staticmethod
    def nombre_de_oficio(n):
        return f"INE-UNICOM-{n:04}-2021" if n % 2 else f"IP-SE-{n:04}-2021"

    def entregas_y_plan(self):
        for n, clave in enumerate(("instancia", "cotaprep", "plan_de_trabajo", "planes", "auditor")):
            pasos = CICLO[: len(CICLO) - n]
            ciclo = [
                {"estado": paso, "fecha": (self.jornada - timedelta(days=240 - 9 * i)).isoformat()}
                for i, paso in enumerate(pasos)
            ]
            self.ficha(f"entregables/{clave}", {"entregable": clave, "estado": pasos[-1], "ciclo": ciclo})
        for n in range(self.cuantas(400, 24)):
            fin = self.jornada - timedelta(days=200 - (n * 7) % 230)
            self.ficha(
                f"actividades/actividad-{n:04}",
                {
                    "numero": f"{n // 8 + 1}.{n % 8 + 1}",
                    "actividad": TEMAS[n % len(TEMAS)],
                    "inicio": (fin - timedelta(days=25)).isoformat(),
                    "termino": fin.isoformat(),
                    "area": "Unidad Técnica",
                    "avance": "100" if n % 3 else "40",
                    "estado": "concluida" if n % 3 else "en_curso",
                },
            )

    def centros_y_riesgos(self):
        self.centros = self.cuantas(300, 9)
        for n in range(self.centros):
            revision = [{"concepto": c, "cumple": "no" if n % 4 == 0 and i == n % 11 else "si"} for i, c in enumerate(CONCEPTOS)]
            self.ficha(
                f"centros/centro-{n:04}",
                {
                    "clave": f"CATD-{n:03}",
                    "nombre": f"Comité municipal {n}",
                    "tipo": "catd",
                    "responsable": self.uno("persona", self.personas),
                    "estado": "en_instalacion",
                    "revision": revision,
                    "enlaces": [{"uso": uso, "bajada": "20.5", "subida": "9.8"} for uso in ("principal", "respaldo")],
                },
            )
        for n in range(self.cuantas(80, 6)):
            self.ficha(
                f"riesgos/riesgo-{n:04}",
                {
                    "activo": f"Activo crítico {n}",
                    "amenaza": "Interrupción del servicio de energía durante la operación",
                    "fase": "todas",
                    "probabilidad": str(n % 5 + 1),
                    "impacto": str((n * 3) % 5 + 1),
                    "estrategia": "reducir",
                    "control": "Planta de energía y baterías probadas",
                    "responsable": "Unidad Técnica",
                    "listo": "si" if n % 2 else "no",
                },
            )

    def lo_demas(self):
        for n in range(self.cuantas(200, 5)):
            self.ficha(
                f"plazas/plaza-{n:04}",
                {
                    "puesto": f"Puesto {n}",
                    "centro": self.uno("centro", self.centros),
                    "requeridas": str(n % 9 + 1),
                    "cubiertas": str(n % 7),
                },
            )
        for n in range(self.cuantas(300, 5)):
            self.ficha(
                f"incidencias/incidencia-{n:04}",
                {
                    "folio": str(n + 1),
                    "tipo": "incidencia",
                    "detectada": f"{self.dia()} 10:30",
                    "descripcion": f"Se interrumpió el enlace del centro {n}",
                    "acciones": ["Se cambió al de respaldo"],
                    "estado": "abierta" if n % 30 == 0 else "resuelta",
                },
            )
        for n in range(self.cuantas(400, 6)):
            self.ficha(
                f"notas/nota-{n:04}",
                {"seccion": SECCIONES[n % len(SECCIONES)], "mes": self.dia()[:7], "texto": TEMAS[n % len(TEMAS)] + "."},
            )


def escribe(carpeta, oficios=5000, hoy=None):
    """La carpeta entera; la elección es en 70 días, para que haya plazos vencidos, por vencer y por venir."""
    hoy = hoy or date.today()
    Archivo(carpeta, oficios, hoy + timedelta(days=70), hoy).escribe()
    return carpeta


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        sys.exit(64)
    escribe(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 5000)
