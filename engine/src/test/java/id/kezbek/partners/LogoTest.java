package id.kezbek.partners;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.partners.records.PartnerSamples;
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
    void refusesInvalidImage() {
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
    void refusesMorePixelsThanALogoNeeds() {
        assertThat(reason(PartnerSamples.image("png", 4096, 1025))).contains("4194304 pixels");
    }

    @Test
    void refusesAJpegOfAThousandScansBeforeDecoding() {
        byte[] jpeg = PartnerSamples.image("jpeg", 512, 512);
        byte[] scans = new byte[2_000];
        for (int i = 0; i < scans.length; i += 2) {
            scans[i] = (byte) 0xFF;
            scans[i + 1] = (byte) 0xDA;
        }
        byte[] crafted = Arrays.copyOf(jpeg, jpeg.length + scans.length);
        System.arraycopy(scans, 0, crafted, jpeg.length, scans.length);
        assertThat(reason(crafted)).contains("at most 20 scans");
    }

    @Test
    void reencodesWithoutHiddenContent() {
        byte[] script = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        byte[] png = PartnerSamples.image("png", 64, 64);
        byte[] withScript = Arrays.copyOf(png, png.length + script.length);
        System.arraycopy(script, 0, withScript, png.length, script.length);

        byte[] kept = accepted(withScript).bytes();

        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("script");
        assertThat(accepted(kept).bytes()).as("it is an image again").isEqualTo(kept);
    }

    @Test
    void refusesMoreThanOneMegabyte() {
        assertThat(reason(new byte[Logo.BYTES_MAX + 1])).contains("1 MB");
    }

    /** A small file whose header claims 2 billion by 2 billion pixels. */
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
