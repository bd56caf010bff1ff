package id.kezbek.payouts.pricing;

import id.kezbek.payouts.RoutingSettings;
import id.kezbek.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Past, current and future fees of providers for each wallet, for staff. */
@Component
public class FeeHistory {

    public enum State {
        IN_FORCE,
        PLANNED,
        PAST
    }

    /**
     * A fee.
     *
     * @param until when the next fee replaces this fee; null if no next fee is known
     * @param approval null if the installation seeded the fee
     */
    public record Dated(
            RoutingSettings.Fee fee,
            State state,
            @Nullable Instant until,
            @Nullable UUID approval) {}

    /** A fee's position in a list of fees. */
    public record Place(String provider, String wallet, Instant effectiveFrom) {}

    /**
     * The filters of a list of fees: provider, wallet and state. A null filter selects all fees.
     *
     * @param after the last fee of the previous page
     */
    public record Page(
            @Nullable String provider,
            @Nullable String wallet,
            @Nullable State state,
            @Nullable Place after,
            int limit) {}

    private static final String DATED = """
            select *, case when effective_from > :now then 'PLANNED'
              when until <= :now then 'PAST' else 'IN_FORCE' end as state
            from (select provider, wallet, effective_from, fee, minimum, maximum, direct, enabled, approval, name, description,
              lead(effective_from) over (partition by provider, wallet order by effective_from) as until
              from payouts.fee) as dated""";

    private final JdbcClient jdbc;
    private final Clock clock;

    FeeHistory(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The fees of one page, and one further fee if another page follows. */
    public List<Dated> page(Page page) {
        Place after = page.after();
        return jdbc.sql("select * from (" + DATED + """
                        ) as fees where (:provider::text is null or provider = :provider)
                          and (:wallet::text is null or wallet = :wallet) and (:state::text is null or state = :state)
                          and (:afterProvider::text is null
                            or (provider, wallet, effective_from) > (:afterProvider, :afterWallet, :afterFrom))
                        order by provider, wallet, effective_from limit :limit""")
                .param("now", Timestamp.from(clock.instant()))
                .param("provider", page.provider(), Types.VARCHAR)
                .param("wallet", page.wallet(), Types.VARCHAR)
                .param("state", page.state() == null ? null : page.state().name(), Types.VARCHAR)
                .param("afterProvider", after == null ? null : after.provider(), Types.VARCHAR)
                .param("afterWallet", after == null ? null : after.wallet(), Types.VARCHAR)
                .param("afterFrom", after == null ? null : Timestamp.from(after.effectiveFrom()), Types.TIMESTAMP)
                .param("limit", page.limit() + 1)
                .query((row, n) -> dated(row))
                .list();
    }

    /** The fee in force at a given time; empty if none is in force. */
    Optional<Dated> at(String provider, String wallet, Instant at) {
        return jdbc.sql("select * from (" + DATED + """
                        ) as fees where provider = :provider and wallet = :wallet and effective_from <= :at
                        order by effective_from desc limit 1""")
                .param("now", Timestamp.from(clock.instant()))
                .param("provider", provider)
                .param("wallet", wallet)
                .param("at", Timestamp.from(at))
                .query((row, n) -> dated(row))
                .optional();
    }

    private static Dated dated(ResultSet row) throws SQLException {
        Timestamp until = row.getTimestamp("until");
        return new Dated(
                new RoutingSettings.Fee(
                        row.getString("provider"),
                        row.getString("wallet"),
                        row.getTimestamp("effective_from").toInstant(),
                        Money.rupiah(row.getBigDecimal("fee")),
                        Money.rupiah(row.getBigDecimal("minimum")),
                        Money.rupiah(row.getBigDecimal("maximum")),
                        row.getBoolean("direct"),
                        row.getBoolean("enabled"),
                        row.getString("name"),
                        row.getString("description")),
                State.valueOf(row.getString("state")),
                until == null ? null : until.toInstant(),
                row.getObject("approval", UUID.class));
    }
}
