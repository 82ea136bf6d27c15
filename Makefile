SHELL := /bin/bash
.DEFAULT_GOAL := ayuda
.NOTPARALLEL:
.PHONY: ayuda preparar compilar demo test barras verificar formato benchmark simulacro pantallas limpiar

PYTHON := /usr/bin/python3 -B
PREP := .build/release/prep
# Testable imports change the flags of every module, so demo and tests would each rebuild the other's work (and measure
# a slower program). Tests reach internals through `package` access instead.
SWIFT_TEST := swift test -c release --disable-testable-imports --disable-xctest

ayuda:
	@echo 'make preparar      instala lo que falte para compilar y probar (Debian 12, root o sudo)'
	@echo 'make compilar      compila prep en .build/release/prep'
	@echo 'make demo          noche electoral simulada en http://127.0.0.1:8080 (SALIR=1: termina al cierre)'
	@echo 'make test          todas las pruebas y las barras abreviadas'
	@echo 'make barras        todas las barras a tamaño completo, una línea cada una (CAPACIDAD=corte: sólo ésas)'
	@echo 'make verificar     formato, importaciones, ligas de los documentos, glosario y códigos de error'
	@echo 'make formato       da formato al código Swift'
	@echo 'make benchmark     tiempos y memoria de prep repetir y prep auditar'
	@echo 'make simulacro     un simulacro entero: 1,000 actas, diez personas por función por HTTPS, y publicado = verdad'
	@echo 'make pantallas     vuelve a retratar las consolas y el sitio en docs/pantallas'
	@echo 'make limpiar       borra lo compilado, las herramientas descargadas y la demostración'

preparar:
	@scripts/preparar

compilar:
	swift build -c release

demo: preparar compilar
	$(PREP) demo $(if $(SALIR),--salir)

test: preparar
	scripts/probar $(SWIFT_TEST)
	$(PYTHON) barras/barras.py --corta

barras: preparar compilar
	$(PYTHON) barras/barras.py $(if $(CAPACIDAD),--capacidad $(CAPACIDAD))

verificar:
	@estado=0; \
	swift format lint --strict --parallel -r Sources Tests Package.swift || estado=1; \
	$(PYTHON) scripts/prueba_verificadores.py || estado=1; \
	$(PYTHON) scripts/verificar_importaciones.py || estado=1; \
	$(PYTHON) scripts/verificar_documentos.py || estado=1; \
	exit $$estado

formato:
	swift format --in-place --parallel -r Sources Tests Package.swift

benchmark: preparar compilar
	$(PYTHON) barras/barras.py --solo velocidad

simulacro: preparar compilar
	$(PYTHON) barras/barras.py --solo simulacro

pantallas: preparar compilar
	$(PYTHON) barras/consolas_navegador.py docs/pantallas
	$(PYTHON) barras/sitio_navegador.py docs/pantallas/sitio

limpiar:
	rm -rf .build .herramientas demo
