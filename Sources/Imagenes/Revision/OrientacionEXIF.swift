import CExif
import CTurboJPEG

/// How a camera was held, from the EXIF block.
enum OrientacionEXIF {
    /// Transformation that turns the picture upright; none when the block says nothing or nonsense.
    static func transformacion(_ exif: ArraySlice<UInt8>) -> TJXOP {
        let datos = exif.withUnsafeBufferPointer { exif_data_new_from_data($0.baseAddress, UInt32($0.count)) }
        guard let datos else { return TJXOP_NONE }
        defer { exif_data_unref(datos) }
        guard let entrada = exif_content_get_entry(datos.pointee.ifd.0, EXIF_TAG_ORIENTATION),
            entrada.pointee.format == EXIF_FORMAT_SHORT, entrada.pointee.size >= 2, let valor = entrada.pointee.data
        else { return TJXOP_NONE }
        switch exif_get_short(valor, exif_data_get_byte_order(datos)) {
        case 2: return TJXOP_HFLIP
        case 3: return TJXOP_ROT180
        case 4: return TJXOP_VFLIP
        case 5: return TJXOP_TRANSPOSE
        case 6: return TJXOP_ROT90
        case 7: return TJXOP_TRANSVERSE
        case 8: return TJXOP_ROT270
        default: return TJXOP_NONE
        }
    }
}
