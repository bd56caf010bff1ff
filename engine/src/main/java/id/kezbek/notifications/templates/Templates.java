package id.kezbek.notifications.templates;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import id.kezbek.approvals.audit.Actors;
import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.TemplateName;
import id.kezbek.shared.Language;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The templates of e-mails, cached in memory: the engine's built-in versions and the versions that staff wrote.
 * Mustache limits a template to values of the model and sections, so a template cannot run code.
 */
@Component
public class Templates {

    private static final String SETTINGS = "templates";

    private record Key(TemplateName name, Language language) {}

    record Compiled(Template subject, Template html, Template text) {

        /** @throws com.samskivert.mustache.MustacheException if the text is not valid Mustache */
        static Compiled of(TemplateText source) {
            // A model from an earlier engine may lack a variable. An e-mail with an empty value is better than no
            // e-mail.
            Mustache.Compiler html = Mustache.compiler().defaultValue("").emptyStringIsFalse(true);
            Mustache.Compiler plain = html.escapeHTML(false);
            return new Compiled(
                    plain.compile(source.subject()), html.compile(source.html()), plain.compile(source.text()));
        }

        TemplateText fill(Map<String, Object> model) {
            return new TemplateText(subject.execute(model), html.execute(model), text.execute(model));
        }
    }

    private record InForce(TemplateVersion version, Compiled compiled) {

        static InForce of(TemplateVersion version) {
            return new InForce(version, Compiled.of(version.text()));
        }
    }

    private final JdbcClient jdbc;
    private final Actors actors;
    private final DataVersions versions;
    private final Snapshot<Map<Key, InForce>> snapshot;

    Templates(Actors actors, JdbcClient jdbc, DataVersions versions) {
        this.jdbc = jdbc;
        this.actors = actors;
        this.versions = versions;
        this.snapshot = new Snapshot<>(SETTINGS, versions, this::load);
    }

    public TemplateVersion inForce(TemplateName name, Language language) {
        return entry(name, language).version();
    }

    /** Like {@link #inForce}, but includes the latest change by another process. */
    public TemplateVersion newest(TemplateName name, Language language) {
        return history(name, language, Integer.MAX_VALUE, 1).getFirst();
    }

    /**
     * The versions of a template, the newest first.
     *
     * @param before the number of the last version of the previous page; {@link Integer#MAX_VALUE} for the first page
     */
    public List<TemplateVersion> history(TemplateName name, Language language, int before, int limit) {
        List<TemplateVersion> history =
                new ArrayList<>(jdbc
                        .sql("""
                        select code, language, version, subject, html, text, at, proposed_by, approved_by, reason
                        from notifications.template where code = ? and language = ? and version < ?
                        order by version desc limit ?""")
                        .params(name.name(), language.code(), before, limit)
                        .query((row, n) -> version(row))
                        .list()
                        .stream()
                        .map(this::named)
                        .toList());
        if (history.size() < limit && before > TemplateVersion.BROUGHT_ALONG) {
            history.add(broughtAlong(name, language));
        }
        return history;
    }

    /**
     * Puts a version into use, in the caller's transaction. The version's number is one higher than the number of the
     * last version.
     */
    void add(TemplateVersion version, TemplateVersion.Change change) {
        jdbc.sql("""
                        insert into notifications.template
                          (code, language, version, subject, html, text, at, proposed_by, approved_by, reason)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        version.name().name(),
                        version.language().code(),
                        version.number(),
                        version.text().subject(),
                        version.text().html(),
                        version.text().text(),
                        Timestamp.from(change.at()),
                        actors.mentioned(change.proposedBy()),
                        actors.mentioned(change.approvedBy()),
                        change.reason())
                .update();
        versions.raise(SETTINGS);
    }

    public MailSender.Mail render(String code, String languageCode, String to, Map<String, Object> model) {
        TemplateName name =
                TemplateName.of(code).orElseThrow(() -> new IllegalStateException("Unknown template " + code));
        Language language = Language.ofCode(languageCode)
                .orElseThrow(() -> new IllegalStateException("Unknown language of templates: " + languageCode));
        TemplateText filled = entry(name, language).compiled().fill(model);
        return new MailSender.Mail(to, filled.subject(), filled.html(), filled.text());
    }

    private InForce entry(TemplateName name, Language language) {
        InForce found = snapshot.current().get(new Key(name, language));
        if (found == null) {
            throw new IllegalStateException("Missing template " + name + " in " + language);
        }
        return found;
    }

    private Map<Key, InForce> load() {
        Map<Key, InForce> all = new HashMap<>();
        for (TemplateName name : TemplateName.values()) {
            for (Language language : Language.values()) {
                all.put(new Key(name, language), InForce.of(broughtAlong(name, language)));
            }
        }
        jdbc.sql("""
                        select distinct on (code, language)
                          code, language, version, subject, html, text, at, proposed_by, approved_by, reason
                        from notifications.template where code = any (?) order by code, language, version desc""")
                .param(names())
                .query((row, n) -> version(row))
                .list()
                .forEach(version -> all.put(new Key(version.name(), version.language()), InForce.of(version)));
        return Map.copyOf(all);
    }

    /** The templates that this version of the engine knows. */
    private static String[] names() {
        return java.util.Arrays.stream(TemplateName.values()).map(Enum::name).toArray(String[]::new);
    }

    private static TemplateVersion broughtAlong(TemplateName name, Language language) {
        return new TemplateVersion(
                name, language, TemplateVersion.BROUGHT_ALONG, TemplateText.broughtAlong(name, language), null);
    }

    private TemplateVersion named(TemplateVersion kept) {
        TemplateVersion.Change change = kept.change();
        return change == null
                ? kept
                : new TemplateVersion(
                        kept.name(),
                        kept.language(),
                        kept.number(),
                        kept.text(),
                        new TemplateVersion.Change(
                                change.at(),
                                actors.named(change.proposedBy()),
                                actors.named(change.approvedBy()),
                                change.reason()));
    }

    private static TemplateVersion version(ResultSet row) throws SQLException {
        return new TemplateVersion(
                TemplateName.valueOf(row.getString("code")),
                Language.ofCode(row.getString("language")).orElseThrow(),
                row.getInt("version"),
                new TemplateText(row.getString("subject"), row.getString("html"), row.getString("text")),
                new TemplateVersion.Change(
                        row.getTimestamp("at").toInstant(),
                        row.getString("proposed_by"),
                        row.getString("approved_by"),
                        row.getString("reason")));
    }
}
