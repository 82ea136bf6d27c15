#include <zlib.h>

// Macros of zlib that Swift does not see: deflate inside a gzip envelope, without name nor hour, and back.
static inline int prep_gzip_iniciar(z_streamp flujo, int nivel) {
    return deflateInit2(flujo, nivel, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
}

static inline int prep_gunzip_iniciar(z_streamp flujo) { return inflateInit2(flujo, 15 + 16); }
