package id.kezbek.loyalty.ladder;

import id.kezbek.approvals.audit.Actors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All versions of the tier programme. */
@Component
public class LadderVersions {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Actors actors;

    LadderVersions(Actors actors, JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.actors = actors;
    }

    /**
     * The versions, newest first.
     *
     * @param before the number of the last version on the previous page; {@link Integer#MAX_VALUE} for the first page
     */
    public List<LadderVersion> page(int before, int limit) {
        return jdbc.sql("""
                        select number, tiers::text, at, proposed_by, approved_by, reason from loyalty.ladder_version
                        where number < ? order by number desc limit ?""").params(before, limit).query((row, n) -> version(row)).list().stream()
                .map(this::named)
                .toList();
    }

    /** The newest version number; 0 if there is no version. */
    public int newest() {
        return jdbc.sql("select coalesce(max(number), 0) from loyalty.ladder_version")
                .query(Integer.class)
                .single();
    }

    public void add(LadderVersion version) {
        LadderVersion.Change change = version.change();
        jdbc.sql("""
                        insert into loyalty.ladder_version (number, tiers, at, proposed_by, approved_by, reason)
                        values (:number, :tiers::jsonb, :at, :proposedBy, :approvedBy, :reason)""")
                .param("number", version.number())
                .param(
                        "tiers",
                        JSON.writeValueAsString(
                                version.tiers().stream().map(TierTerms::of).toList()))
                .param("at", Timestamp.from(version.at()))
                .param("proposedBy", change == null ? null : actors.mentioned(change.proposedBy()))
                .param("approvedBy", change == null ? null : actors.mentioned(change.approvedBy()))
                .param("reason", change == null ? null : change.reason())
                .update();
    }

    private LadderVersion named(LadderVersion kept) {
        LadderVersion.Change change = kept.change();
        return change == null
                ? kept
                : new LadderVersion(
                        kept.number(),
                        kept.tiers(),
                        kept.at(),
                        new LadderVersion.Change(
                                actors.named(change.proposedBy()), actors.named(change.approvedBy()), change.reason()));
    }

    private static LadderVersion version(ResultSet row) throws SQLException {
        List<TierTerms> tiers = JSON.readValue(row.getString("tiers"), new TypeReference<List<TierTerms>>() {});
        return new LadderVersion(
                row.getInt("number"),
                tiers.stream().map(TierTerms::tier).toList(),
                row.getTimestamp("at").toInstant(),
                change(row));
    }

    private static LadderVersion.@Nullable Change change(ResultSet row) throws SQLException {
        String proposedBy = row.getString("proposed_by");
        return proposedBy == null
                ? null
                : new LadderVersion.Change(proposedBy, row.getString("approved_by"), row.getString("reason"));
    }
}
