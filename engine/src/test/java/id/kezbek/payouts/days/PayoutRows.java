package id.kezbek.payouts.days;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Ids;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A partner's payouts and attempts, written and changed as the engine does. */
final class PayoutRows {

    private final JdbcClient jdbc;
    private final Ids ids;
    private final long partner;

    PayoutRows(JdbcClient jdbc, Ids ids, long partner) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.partner = partner;
    }

    UUID paid(Instant created, Instant ended, int rupiah) {
        UUID id = payout(created, ended, "PAID", rupiah);
        attempt(id, 1, "SUCCEEDED", ended, rupiah);
        return id;
    }

    UUID payout(Instant created, @Nullable Instant ended, String state, int rupiah) {
        UUID id = ids.next();
        jdbc.sql("""
                        insert into payouts.payout (id, partner, msisdn, wallet, amount, state, due_at, created_at, ended_at)
                        values (:id, :partner, '628118779999', 'LSAJA', :amount, :state, :created, :created, :ended)""")
                .param("id", id)
                .param("partner", partner)
                .param("amount", rupiah)
                .param("state", state)
                .param("created", Timestamp.from(created))
                .param("ended", ended == null ? null : Timestamp.from(ended), Types.TIMESTAMP)
                .update();
        return id;
    }

    private void attempt(UUID payout, int number, String state, Instant ended, int rupiah) {
        jdbc.sql("""
                        insert into payouts.attempt (id, payout, number, provider, partner, msisdn, wallet, amount, fee, direct_fee, state,
                          lease_until, quotes, started_at, ended_at)
                        values (:id, :payout, :number, :provider, :partner, '628118779999', 'LSAJA', :amount, 2, :direct, :state, :at, '[]', :at,
                          :at)""")
                .param("id", ids.next())
                .param("payout", payout)
                .param("number", number)
                .param("provider", rupiah % 4 == 1 ? "MTRANS" : "XENIT")
                .param("partner", partner)
                .param("amount", rupiah)
                .param("direct", rupiah % 4 == 1 ? null : 3, Types.NUMERIC)
                .param("state", state)
                .param("at", Timestamp.from(ended))
                .update();
    }

    /** As a reversal by the provider does. */
    void comesBack(UUID payout) {
        assertThat(jdbc.sql(
                                "update payouts.payout set state = 'PENDING', ended_at = null where id = ? and state = 'PAID'")
                        .param(payout)
                        .update())
                .isOne();
        assertThat(jdbc.sql("update payouts.attempt set state = 'REVERSED' where payout = ? and state = 'SUCCEEDED'")
                        .param(payout)
                        .update())
                .isOne();
    }

    /** As a payment that is recorded late. */
    void ends(UUID payout, int number, Instant at) {
        int rupiah = jdbc.sql("update payouts.payout set state = 'PAID', ended_at = ? where id = ? returning amount")
                .params(Timestamp.from(at), payout)
                .query(Integer.class)
                .single();
        attempt(payout, number, "SUCCEEDED", at, rupiah);
    }
}
