#ifndef CLECTORQR_H
#define CLECTORQR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Receives one payload as UTF-8 bytes; `bytes` is valid only during the call. `grados` is how far the code is turned
/// clockwise, from -180 to 180.
typedef void (*lector_qr_recibe)(void *contexto, const uint8_t *bytes, size_t cuenta, int grados);

/// Looks for QR codes in a gray image and hands over each payload once.
///
/// `grises`: `alto` rows of `ancho` bytes that start every `paso` bytes, 0 is black.
/// Returns how many codes were handed over, or -1 when the reader failed.
int lector_qr_leer(
    const uint8_t *grises, int ancho, int alto, int paso, int maximo, lector_qr_recibe recibe, void *contexto);

#ifdef __cplusplus
}
#endif

#endif
