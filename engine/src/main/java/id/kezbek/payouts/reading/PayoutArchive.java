package id.kezbek.payouts.reading;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads payouts for staff and partners. */
@Component
public class PayoutArchive {

    /**
     * The states to filter by: the states of payouts, and UNKNOWN for payouts that have an attempt with an unknown
     * result.
     */
    public enum State {
        HELD,
        PENDING,
        IN_FLIGHT,
        PAID,
        ATTENTION,
        CANCELLED,
        UNKNOWN
    }

    /**
     * The filters of a page of payouts, the newest first. A null filter selects all payouts.
     *
     * @param reference only payouts with an attempt that has this id or this reference of the provider
     * @param openAt only payouts that were open at this time: ordered and not ended
     * @param from ordered at this time or later
     * @param to ordered before this time
     * @param after the last payout that the previous page read
     * @param limit the maximum number of payouts
     */
    public record Page(
            @Nullable PartnerId partner,
            @Nullable State state,
            @Nullable Msisdn msisdn,
            @Nullable String wallet,
            @Nullable String reference,
            @Nullable Instant openAt,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable UUID after,
            int limit) {}

    /**
     * A page of payouts.
     *
     * @param next the last payout that was read, if more may follow; null if no more payouts follow
     */
    public record Found(
            List<PayoutRecord> payouts, @Nullable UUID next) {}

    /**
     * The maximum number of payouts that are read to find the matches of one page. Not every filter has an index.
     * Without this limit, a search for a phone number without payouts would read the whole table. So a page may have
     * few or no payouts although another page follows.
     */
    public static final int MAX_LOOKED_AT = 10_000;

    /** The maximum difference between the time of a payout's order and the time in its id. Clocks may differ. */
    private static final Duration ID_AFTER_ORDER = Duration.ofMinutes(10);

    private static final String LOOK = "select " + PayoutRows.COLUMNS + " from payouts.payout where ";

    private static final String NEWEST = " order by id desc limit :lookedAt";

    /**
     * The condition for parts of split payouts that were ordered before a time. The id of a part contains the time of
     * the split, which may be days after the order. The id of any other payout contains the time of its order.
     */
    private static final String PARTS_OF_EARLIER_ORDERS = """
            and id >= :idsBefore and id = any(array(
              select part.payout from payouts.item moved
              join payouts.item part on part.purchase = moved.purchase and part.kind = 'SPLIT' and part.amount > 0
                and part.payout >= :idsBefore
              where moved.kind = 'SPLIT' and moved.payout < :idsBefore%s))""";

    private record Looked(PayoutRows.Bare payout, boolean fits, int place) {}

    private final JdbcClient jdbc;
    private final PayoutRows rows;

    PayoutArchive(JdbcClient jdbc, PayoutRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    public Found page(Page page) {
        // Contains only the requested conditions, so that each variant of the query gets its own plan. The state is a
        // literal, because PostgreSQL cannot use the partial indexes of open payouts with a parameter.
        StringBuilder looked = new StringBuilder("true");
        StringBuilder fits = new StringBuilder("true");
        if (page.partner() != null) {
            looked.append(" and partner = :partner");
        }
        if (page.state() == State.UNKNOWN) {
            looked.append(" and state = 'IN_FLIGHT' and exists (select from payouts.attempt a"
                    + " where a.payout = payout.id and a.state = 'UNKNOWN')");
        } else if (page.state() != null) {
            (isOpen(page.state()) ? looked : fits)
                    .append(" and state = '" + page.state().name() + "'");
        }
        if (page.msisdn() != null) {
            fits.append(" and msisdn = any(:msisdn)");
        }
        if (page.wallet() != null) {
            fits.append(" and wallet = :wallet");
        }
        if (page.reference() != null) {
            looked.append(" and id in (select a.payout from payouts.attempt a where a.provider_reference = :reference"
                    + " union all select a.payout from payouts.attempt a where a.id = :attempt)");
        }
        if (page.openAt() != null) {
            fits.append(" and created_at <= :openAt and (ended_at is null or ended_at > :openAt)");
        }
        if (page.from() != null) {
            looked.append(" and id >= :idsFrom");
            fits.append(" and created_at >= :from");
        }
        if (page.to() != null) {
            fits.append(" and created_at < :to");
        }
        if (page.after() != null) {
            looked.append(" and id < :after");
        }
        List<Looked> found = jdbc.sql("select *, " + fits
                        + " as fits from (select *, row_number() over (order by id desc) as place from ("
                        + rowsOf(page, looked.toString()) + ") as newest" + NEWEST + ") as looked where (" + fits
                        + ") or place = :lookedAt order by id desc limit :oneMore")
                .param("partner", page.partner() == null ? null : page.partner().value())
                .param(
                        "msisdn",
                        page.msisdn() == null ? null : page.msisdn().spellings().toArray(String[]::new))
                .param("wallet", page.wallet())
                .param("reference", page.reference())
                .param(
                        "attempt",
                        page.reference() == null
                                ? null
                                : Ids.find(page.reference()).orElse(null))
                .param("openAt", timestamp(page.openAt()))
                .param("from", timestamp(page.from()))
                .param(
                        "idsFrom",
                        page.from() == null ? null : firstId(page.from().minus(ID_AFTER_ORDER)))
                .param("to", timestamp(page.to()))
                .param("idsBefore", page.to() == null ? null : firstId(page.to().plus(ID_AFTER_ORDER)))
                .param("after", page.after())
                .param("lookedAt", MAX_LOOKED_AT)
                .param("oneMore", page.limit() + 1)
                .query((row, n) -> new Looked(PayoutRows.bare(row), row.getBoolean("fits"), row.getInt("place")))
                .list();
        return found(found, page.limit());
    }

    private Found found(List<Looked> found, int limit) {
        List<PayoutRows.Bare> fitting = found.stream()
                .filter(Looked::fits)
                .map(Looked::payout)
                .limit(limit)
                .toList();
        UUID next = null;
        if (found.size() > limit) {
            next = fitting.getLast().id();
        } else if (!found.isEmpty() && found.getLast().place() == MAX_LOOKED_AT) {
            next = found.getLast().payout().id();
        }
        return new Found(rows.complete(fitting), next);
    }

    /** The statement that reads the newest rows with these conditions; each part reads an index in its order. */
    private static String rowsOf(Page page, String conditions) {
        if (page.to() == null) {
            return LOOK + conditions + NEWEST;
        }
        String parts = PARTS_OF_EARLIER_ORDERS.formatted(page.from() == null ? "" : " and moved.payout >= :idsFrom");
        return "(" + LOOK + conditions + " and id < :idsBefore" + NEWEST + ") union all (" + LOOK + conditions + " "
                + parts + NEWEST + ")";
    }

    /** The smallest id of this time; ids cannot contain a time before 1970. */
    private static UUID firstId(Instant at) {
        return new UUID(Math.max(0, at.toEpochMilli()) << 16, 0);
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    /** Whether only few payouts have this state and an index finds them. */
    private static boolean isOpen(State state) {
        return switch (state) {
            case HELD, PENDING, IN_FLIGHT, ATTENTION, UNKNOWN -> true;
            case PAID, CANCELLED -> false;
        };
    }

    /**
     * Open payouts, with the reason why each waits.
     *
     * @param after the last payout of the previous page; null for the first page
     * @param createdBefore only payouts ordered before this time, or payouts of any age that wait for staff or a
     *     provider's answer
     */
    public record StuckPage(StuckFilter filter, @Nullable UUID after, Instant createdBefore, int limit) {

        /** The same page with one more payout, which shows whether another page follows. */
        public StuckPage oneMore() {
            return new StuckPage(filter, after, createdBefore, limit + 1);
        }
    }

    /** The reason why an open payout waits. */
    public enum WaitsFor {
        /** The payout is in ATTENTION. */
        PEOPLE,
        /** An attempt's result is unknown: inquiries continue, or two people must decide. */
        OUTCOME,
        /**
         * A callback differs from the recorded state, and no inquiry answer confirms the callback. Two people decide.
         */
        CALLBACK,
        FUNDING,
        /** The amount is below the wallet's minimum. */
        WALLET_MINIMUM,
        /** No provider is available, or no provider had a free slot. */
        PROVIDER
    }

    /** A payout that waits for staff or has been open for too long. */
    public record Stuck(PayoutRecord payout, WaitsFor waitsFor) {}

    /**
     * Two partial indexes contain the open payouts. Each index is read separately, and the rows are sorted only after
     * all are found.
     */
    private static final String STUCK = """
            with stuck as materialized (
              select *, case
                when state = 'ATTENTION' then 'PEOPLE'
                when state = 'IN_FLIGHT' then 'OUTCOME'
                when state = 'HELD' and reason = 'FUNDING_SHORT' then 'FUNDING'
                when state = 'HELD' and reason = 'BELOW_WALLET_MINIMUM' then 'WALLET_MINIMUM'
                else 'PROVIDER' end as waits_for
              from (
                select * from payouts.payout where state in ('HELD', 'IN_FLIGHT', 'ATTENTION')
                union all
                select * from payouts.payout where state = 'PENDING') p
              where state = 'ATTENTION' or created_at < :createdBefore
                or state = 'IN_FLIGHT' and exists (
                  select from payouts.attempt a where a.payout = p.id and a.state = 'UNKNOWN')
              union all
              select *, 'CALLBACK' from payouts.payout
              where state in ('PAID', 'CANCELLED', 'PENDING', 'HELD') and id in (
                select a.payout from payouts.callback c join payouts.attempt a on a.id = c.attempt
                where c.verdict in ('FOR_PEOPLE', 'CONTRADICTED') and a.state in ('SUCCEEDED', 'FAILED')))
            select %s, waits_for from stuck where true""".formatted(PayoutRows.COLUMNS);

    /** Payouts that wait for staff or have been open for too long, the oldest first. */
    public List<Stuck> stuck(StuckPage page) {
        return stuck(page, "");
    }

    /** Like {@link #stuck}, but only payouts that one bulk decision can cover: {@link StuckFilter#decidable}. */
    public List<Stuck> decidable(StuckPage page, boolean isAboutAttempts) {
        return stuck(page, StuckFilter.decidable(isAboutAttempts));
    }

    private List<Stuck> stuck(StuckPage page, String condition) {
        StuckFilter filter = page.filter();
        StringBuilder sql = new StringBuilder(STUCK).append(filter.conditions()).append(condition);
        if (page.after() != null) {
            sql.append(" and id > :after");
        }
        record Waiting(PayoutRows.Bare payout, WaitsFor waitsFor) {}
        List<Waiting> found = jdbc.sql(sql + " order by id limit :limit")
                .param("createdBefore", Timestamp.from(page.createdBefore()))
                .params(filter.parameters())
                .param("after", page.after())
                .param("limit", page.limit())
                .query((row, n) -> new Waiting(PayoutRows.bare(row), WaitsFor.valueOf(row.getString("waits_for"))))
                .list();
        List<PayoutRecord> complete =
                rows.complete(found.stream().map(Waiting::payout).toList());
        return IntStream.range(0, found.size())
                .mapToObj(i -> new Stuck(complete.get(i), found.get(i).waitsFor()))
                .toList();
    }

    public Optional<PayoutRecord> find(UUID id) {
        return rows
                .complete(jdbc.sql("select " + PayoutRows.COLUMNS + " from payouts.payout where id = ?")
                        .param(id)
                        .query((row, n) -> PayoutRows.bare(row))
                        .list())
                .stream()
                .findFirst();
    }
}
