package id.kezbek.approvals.audit;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Personal texts of audit entries. These texts are stored outside the chain, so that the engine can delete them. */
@Component
class PersonalDetails {

    static final String PREFIX = "personal:";

    private static final String FORGOTTEN = "forgotten";
    private static final String ALTERED = "altered: this is not the text that was logged";
    private static final Pattern ID = Pattern.compile(PREFIX + "([0-9a-f]{32})");

    private final JdbcClient jdbc;
    private final ActorSeals seals;
    private final SecureRandom random = new SecureRandom();

    PersonalDetails(JdbcClient jdbc, ActorSeals seals) {
        this.jdbc = jdbc;
        this.seals = seals;
    }

    /** Stores a text and returns the text's id, a hash that proves the text. */
    String add(String text, Instant at) {
        byte[] salt = new byte[AuditActor.SALT_BYTES];
        random.nextBytes(salt);
        String id = AuditActor.of(salt, text).id();
        boolean isClear = seals.areClear();
        jdbc.sql("""
                        insert into approvals.personal_detail (id, salt, content, sealed_content, written_at)
                        values (?, ?, ?, ?, ?)""")
                .param(id)
                .param(salt)
                .param(isClear ? text : "")
                .param(isClear ? null : seals.seal(text, ActorSeals.ofDetail(id)))
                .param(Timestamp.from(at))
                .update();
        return id;
    }

    /** Replaces the ids of personal texts in details by the texts. */
    UnaryOperator<String> intoThese(List<String> details) {
        TreeSet<String> ids = new TreeSet<>();
        details.forEach(detail -> ID.matcher(detail).results().forEach(found -> ids.add(found.group(1))));
        Map<String, String> texts = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql(
                            "select id, salt, content, sealed_content from approvals.personal_detail where id = any(?) and content is not null")
                    .param(ids.toArray(String[]::new))
                    .query((java.sql.ResultSet row) -> {
                        String id = row.getString(1);
                        String content = row.getString(3);
                        AuditActor commitment = new AuditActor(
                                id,
                                row.getBytes(2),
                                content.isEmpty()
                                        ? seals.open(row.getBytes(4), ActorSeals.ofDetail(id), content)
                                        : content);
                        texts.put(commitment.id(), commitment.isTrue() ? commitment.subject() : ALTERED);
                    });
        }
        return detail -> ID.matcher(detail)
                .replaceAll(found -> Matcher.quoteReplacement(inJson(texts.getOrDefault(found.group(1), FORGOTTEN))));
    }

    int forgetBefore(Instant written, int limit) {
        return jdbc.sql("""
                        update approvals.personal_detail set salt = null, content = null, sealed_content = null
                        where id in (select id from approvals.personal_detail where content is not null and written_at < ?
                          order by written_at limit ? for update skip locked)""").params(Timestamp.from(written), limit).update();
    }

    /** The text escaped for a JSON string, without the quotes. */
    private static String inJson(String text) {
        String quoted = JsonMapper.shared().writeValueAsString(text);
        return quoted.substring(1, quoted.length() - 1);
    }
}
