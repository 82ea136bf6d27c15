#include "CLectorQR.h"

// text() as UTF-8, which is what the next release gives by default.
#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <exception>
#include <string>
#include <unordered_set>

int lector_qr_leer(
    const uint8_t *grises, int ancho, int alto, int paso, int maximo, lector_qr_recibe recibe, void *contexto) {
    try {
        // Only matrix formats: Debian builds the library with assertions, and its readers of linear formats can abort.
        // QR is found in any rotation; the caller chooses the scales.
        auto opciones = ZXing::DecodeHints()
                            .setFormats(ZXing::BarcodeFormat::QRCode)
                            .setTryHarder(true)
                            .setTryRotate(false)
                            .setTryDownscale(false)
                            .setMaxNumberOfSymbols(static_cast<uint8_t>(maximo));
        auto imagen = ZXing::ImageView(grises, ancho, alto, ZXing::ImageFormat::Lum, paso);
        std::unordered_set<std::string> entregados;
        for (const auto &hallado : ZXing::ReadBarcodes(imagen, opciones)) {
            if (!hallado.isValid()) {
                continue;
            }
            auto texto = hallado.text();
            if (entregados.insert(texto).second) {
                recibe(contexto, reinterpret_cast<const uint8_t *>(texto.data()), texto.size(),
                        hallado.orientation());
            }
        }
        return static_cast<int>(entregados.size());
    } catch (...) {
        return -1;
    }
}
