package id.kezbek.approvals.records;

import id.kezbek.approvals.audit.ActorSeals;
import id.kezbek.approvals.audit.AuditRows;
import id.kezbek.people.Mentions;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Seals personal data that earlier versions stored unsealed: actors, arguments of proposals, and details of audit
 * entries.
 */
@Component
class SealActors implements Mentions {

    private record Text(String id, String text) {

        @Override
        public String toString() {
            return "Text[" + id + "]";
        }
    }

    private record Arguments(UUID approval, String text) {

        @Override
        public String toString() {
            return "Arguments[" + approval + "]";
        }
    }

    private final JdbcClient jdbc;
    private final ActorSeals seals;
    private final AuditRows rows;

    SealActors(JdbcClient jdbc, ActorSeals seals, AuditRows rows) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.rows = rows;
    }

    @Override
    public int sealSome(int most) {
        return mentions() + actors() + arguments(most) + details(most);
    }

    /** Creates the actor's row before the mention, because the mention refers to this row. */
    private int mentions() {
        List<String> addresses = jdbc.sql("select address from people.mentioned_in_clear()")
                .query(String.class)
                .list();
        if (!addresses.isEmpty()) {
            rows.lockChain();
        }
        int changed = 0;
        for (String address : addresses) {
            rows.actorId(address);
            changed += Math.toIntExact(jdbc.sql("select people.mention(?, ?)")
                    .params(address, seals.mention(address))
                    .query(Long.class)
                    .single());
        }
        return changed;
    }

    private int actors() {
        List<Text> inClear = jdbc.sql("select id, subject from approvals.actor where subject like '%@%' order by id")
                .query((row, n) -> new Text(row.getString(1), row.getString(2)))
                .list();
        for (Text actor : inClear) {
            jdbc.sql("select approvals.seal_actor(?, ?, ?)")
                    .params(
                            actor.id(),
                            seals.seal(actor.text(), ActorSeals.ofActor(actor.id())),
                            seals.hash(actor.text()))
                    .query(Long.class)
                    .single();
        }
        return inClear.size();
    }

    private int arguments(int most) {
        List<Arguments> inClear = jdbc.sql("""
                        select id, arguments::text from approvals.approval where sealed_arguments is null
                        order by id limit ? for update skip locked""")
                .param(most)
                .query((row, n) -> new Arguments(row.getObject(1, UUID.class), row.getString(2)))
                .list();
        for (Arguments some : inClear) {
            jdbc.sql("update approvals.approval set sealed_arguments = ?, arguments = ?::jsonb where id = ?")
                    .params(
                            seals.seal(some.text(), ActorSeals.ofArguments(some.approval())),
                            Acts.partnerAlone(some.text()),
                            some.approval())
                    .update();
        }
        return inClear.size();
    }

    private int details(int most) {
        List<Text> inClear = jdbc.sql("""
                        select id, content from approvals.personal_detail where content <> ''
                        order by id limit ? for update skip locked""")
                .param(most)
                .query((row, n) -> new Text(row.getString(1), row.getString(2)))
                .list();
        for (Text detail : inClear) {
            jdbc.sql("update approvals.personal_detail set sealed_content = ?, content = '' where id = ?")
                    .params(seals.seal(detail.text(), ActorSeals.ofDetail(detail.id())), detail.id())
                    .update();
        }
        return inClear.size();
    }
}
