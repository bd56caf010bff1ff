package id.kezbek.notifications.templates;

import id.kezbek.notifications.TemplateName;
import id.kezbek.shared.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;

/**
 * A template's text in Mustache.
 *
 * @param subject one line
 * @param html the HTML part
 * @param text the plain-text part
 */
public record TemplateText(String subject, String html, String text) {

    private static final String SUBJECT = "Subject: ";
    private static final String HEAD_END = "\n\n";

    /** Reads the engine's built-in text. The subject is the first line of the plain-text file. */
    static TemplateText broughtAlong(TemplateName name, Language language) {
        String file = "templates/" + name + "." + language.code();
        String mail = read(file + ".txt");
        int end = mail.indexOf(HEAD_END);
        if (!mail.startsWith(SUBJECT) || end < 0) {
            throw new IllegalStateException(file + ".txt must begin with a line " + SUBJECT + "… and an empty line");
        }
        return new TemplateText(
                mail.substring(SUBJECT.length(), end), read(file + ".html"), mail.substring(end + HEAD_END.length()));
    }

    private static String read(String path) {
        try (InputStream in = new ClassPathResource(path).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new IllegalStateException("The engine does not contain " + path, missing);
        }
    }
}
