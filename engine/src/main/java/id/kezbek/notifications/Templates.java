package id.kezbek.notifications;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The templates of e-mails, in memory. They are Mustache: people who edit them can show and repeat what the model holds
 * and nothing else.
 */
@Component
public class Templates {

    private static final String SETTINGS = "templates";

    private record Key(String code, String language) {}

    /** A template as it is kept. */
    public record Source(String code, String language, String subject, String html, String text) {}

    private record Compiled(Key key, Template subject, Template html, Template text) {}

    private final JdbcClient jdbc;
    private final DataVersions versions;
    private final Snapshot<Map<Key, Compiled>> snapshot;

    Templates(JdbcClient jdbc, DataVersions versions) {
        this.jdbc = jdbc;
        this.versions = versions;
        this.snapshot = new Snapshot<>(SETTINGS, versions, this::load);
    }

    public void add(Source source) {
        jdbc.sql("insert into notifications.template (code, language, subject, html, text) values (?, ?, ?, ?, ?)")
                .params(source.code(), source.language(), source.subject(), source.html(), source.text())
                .update();
        versions.raise(SETTINGS);
    }

    MailSender.Mail render(String code, String language, String to, Map<String, Object> model) {
        Compiled template = snapshot.current().get(new Key(code, language));
        if (template == null) {
            throw new IllegalStateException("There is no template " + code + " in " + language);
        }
        return new MailSender.Mail(
                to,
                template.subject().execute(model),
                template.html().execute(model),
                template.text().execute(model));
    }

    private Map<Key, Compiled> load() {
        return jdbc
                .sql("select code, language, subject, html, text from notifications.template")
                .query((row, n) -> compile(new Source(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Compiled::key, Function.identity()));
    }

    private static Compiled compile(Source source) {
        Mustache.Compiler plain = Mustache.compiler().escapeHTML(false);
        return new Compiled(
                new Key(source.code(), source.language()),
                plain.compile(source.subject()),
                Mustache.compiler().compile(source.html()),
                plain.compile(source.text()));
    }
}
