package id.kezbek.sandbox.demo.visits;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LogoTest {

    @Test
    void isValidImage() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Logo.png()));
        assertThat(image.getWidth()).isEqualTo(96);
        assertThat(image.getRGB(0, 0)).isNotEqualTo(image.getRGB(48, 5));
    }
}
