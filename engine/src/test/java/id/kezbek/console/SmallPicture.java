package id.kezbek.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A picture of a page at half its size, so that the pictures of all pages together stay small. */
final class SmallPicture {

    private SmallPicture() {}

    static void write(Page page, ColorScheme colours, Path file) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        try {
            BufferedImage whole = ImageIO.read(new ByteArrayInputStream(page.screenshot()));
            BufferedImage half =
                    new BufferedImage(whole.getWidth() / 2, whole.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
            Graphics2D drawing = half.createGraphics();
            drawing.drawImage(
                    whole.getScaledInstance(half.getWidth(), half.getHeight(), Image.SCALE_AREA_AVERAGING), 0, 0, null);
            drawing.dispose();
            ImageIO.write(half, "jpg", file.toFile());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
