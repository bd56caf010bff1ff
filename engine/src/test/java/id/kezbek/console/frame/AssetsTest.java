package id.kezbek.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The static files of the pages. */
class AssetsTest {

    private static final int SCRIPT_BYTES_MAX = 80_000;

    @Test
    void allScriptsTogetherAreSmall() throws IOException {
        int scripts = 0;
        int bytes = 0;
        for (Assets.File file : new Assets().all().values()) {
            if (file.type().getSubtype().equals("javascript")) {
                scripts++;
                bytes += compressed(file.bytes());
            }
        }
        assertThat(scripts).isPositive();
        assertThat(bytes).as("bytes of %d scripts, compressed", scripts).isLessThan(SCRIPT_BYTES_MAX);
    }

    private static int compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(all)) {
            zip.write(bytes);
        }
        return all.size();
    }
}
