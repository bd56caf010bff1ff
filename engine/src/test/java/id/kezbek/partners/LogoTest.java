package id.kezbek.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class LogoTest {

    private static final int HEADER_END = 33;

    @Test
    void takesPngAndJpeg() {
        assertThat(accepted(PartnerSamples.image("png", 16, 16)).contentType()).isEqualTo("image/png");
        assertThat(accepted(PartnerSamples.image("jpeg", 4096, 16)).extension()).isEqualTo("jpg");
    }

    @Test
    void refusesWhatIsNoImage() {
        assertThat(reason(new byte[0])).isEqualTo("is required");
        assertThat(reason("<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8)))
                .contains("PNG or JPEG");
        assertThat(reason(PartnerSamples.image("gif", 64, 64))).contains("PNG or JPEG");
        assertThat(reason(PartnerSamples.image("bmp", 64, 64))).contains("PNG or JPEG");
    }

    @Test
    void refusesAnImageThatOnlyBegins() {
        byte[] png = PartnerSamples.image("png", 512, 512);
        assertThat(reason(Arrays.copyOf(png, HEADER_END))).contains("PNG or JPEG");
        assertThat(reason(Arrays.copyOf(png, 20))).contains("PNG or JPEG");
        assertThat(reason(Arrays.copyOf(PartnerSamples.image("jpeg", 512, 512), 30)))
                .contains("PNG or JPEG");
    }

    @Test
    void refusesSidesOutOfBoundsBeforeDecoding() {
        assertThat(reason(PartnerSamples.image("png", 15, 64))).contains("16 to 4096");
        assertThat(reason(PartnerSamples.image("png", 64, 4097))).contains("16 to 4096");
        assertThat(reason(bomb())).contains("16 to 4096");
    }

    @Test
    void refusesMoreThanOneMegabyte() {
        assertThat(reason(new byte[Logo.BYTES_MAX + 1])).contains("1 MB");
    }

    /** A small file whose header promises 2 billion pixels by 2 billion. */
    private static byte[] bomb() {
        byte[] png = PartnerSamples.image("png", 64, 64);
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, Integer.MAX_VALUE).putInt(20, Integer.MAX_VALUE);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        return png;
    }

    private static Logo accepted(byte[] bytes) {
        return ((Logo.Reading.Accepted) Logo.read(bytes)).logo();
    }

    private static String reason(byte[] bytes) {
        return ((Logo.Reading.Refused) Logo.read(bytes)).reason();
    }
}
