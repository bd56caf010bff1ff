package id.kezbek.billing.documents;

import id.kezbek.shared.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.openpdf.text.pdf.BaseFont;

/**
 * The texts that invoices can print: Latin, Greek and Cyrillic letters with all their accents, digits and common signs.
 * Latin letters are enough for legal names, because Indonesian law requires them. Other scripts would need fonts of
 * many megabytes, joined letters or another writing direction.
 */
public final class PrintedText {

    /** The font is part of the engine, so that every machine generates the same document. */
    static final BaseFont REGULAR = font("NotoSans-Regular.ttf");

    static final BaseFont BOLD = font("NotoSans-Bold.ttf");

    private static final Set<UnicodeScript> SCRIPTS =
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.GREEK, UnicodeScript.CYRILLIC, UnicodeScript.COMMON);

    private PrintedText() {}

    /** The message that says why a text cannot be printed; empty if it can be printed. */
    public static Optional<String> fault(String text) {
        return Texts.composed(text)
                .codePoints()
                .filter(point -> !isPrintable(point))
                .mapToObj(Character::toString)
                .findFirst()
                .map(sign ->
                        "must have only Latin, Greek or Cyrillic letters, digits and common signs, because invoices"
                                + " cannot print " + sign);
    }

    private static boolean isPrintable(int point) {
        return SCRIPTS.contains(UnicodeScript.of(point)) && REGULAR.charExists(point) && BOLD.charExists(point);
    }

    private static BaseFont font(String name) {
        try (InputStream file = PrintedText.class.getResourceAsStream("/fonts/noto-sans/" + name)) {
            if (file == null) {
                throw new IllegalStateException("The engine's jar does not contain the font " + name);
            }
            return BaseFont.createFont(
                    name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, BaseFont.CACHED, file.readAllBytes(), null);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
