package id.kezbek.cashback.history;

import id.kezbek.cashback.accept.PurchaseRecord;
import id.kezbek.cashback.accept.PurchaseRecords;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.rules.RuleBook;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads accepted purchases. */
@Component
public class PurchaseArchive {

    /**
     * The position of a purchase in a list that is ordered by time. Purchases of one batch have the same time and
     * differ only by id.
     */
    public record Place(Instant acceptedAt, UUID id) {

        public static Place of(PurchaseRecord purchase) {
            return new Place(purchase.acceptedAt(), purchase.id());
        }
    }

    /**
     * The selection of a partner's purchases, newest first; null means any.
     *
     * @param from accepted at this time or later
     * @param to accepted before this time
     * @param after the last purchase that the previous page read
     * @param limit the maximum number
     */
    public record Page(
            PartnerId partner,
            @Nullable Msisdn msisdn,
            @Nullable String wallet,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Place after,
            int limit) {

        /** The same page with at least this number of purchases. */
        public Page ofAtLeast(int number) {
            return new Page(partner, msisdn, wallet, from, to, after, Math.max(limit, number));
        }
    }

    /**
     * A page of purchases.
     *
     * @param next the position of the last purchase, if more may follow; null on the last page
     */
    public record Found(
            List<PurchaseRecord> purchases, @Nullable Place next) {}

    /**
     * The maximum number of purchases that the engine reads for one page of a customer's or wallet's purchases. The
     * only usable index orders a partner's purchases by time. Without a maximum, a search for an unknown phone number
     * would read years of purchases. A page that reaches this maximum may have few or no items, although a next page
     * exists.
     */
    static final int MAX_LOOKED_AT = 10_000;

    private record Looked(PurchaseRecord purchase, boolean fits, int place) {}

    private static final String COLUMNS = """
            id, partner, reference, msisdn, email, wallet, quantity, amount, cashback, reward, rule, rule_version,
            tier_before, tier, recurring, trace, accepted_at""";

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.shared();

    PurchaseArchive(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<PurchaseRecord> find(UUID id) {
        return Optional.ofNullable(findAll(List.of(id)).get(id));
    }

    public Map<UUID, PurchaseRecord> findAll(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select " + COLUMNS + " from cashback.purchase where id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, n) -> purchase(row))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(PurchaseRecord::id, Function.identity()));
    }

    /**
     * The purchases of these partners with this reference, newest first; each partner has at most one such purchase.
     */
    public List<PurchaseRecord> find(List<PartnerId> partners, String reference) {
        List<UUID> ids = jdbc.sql("select purchase from cashback.reference where partner = any(?) and reference = ?")
                .params(partners.stream().map(PartnerId::value).toArray(Long[]::new), reference)
                .query(UUID.class)
                .list();
        return ids.stream()
                .sorted(Comparator.reverseOrder())
                .flatMap(id -> find(id).stream())
                .toList();
    }

    public Found page(Page page) {
        // The query contains only the requested conditions, so that PostgreSQL plans each combination of conditions
        // separately.
        StringBuilder looked = new StringBuilder("select " + COLUMNS
                + ", row_number() over (order by accepted_at desc, id desc) as place"
                + " from cashback.purchase where partner = :partner");
        StringBuilder fits = new StringBuilder("true");
        if (page.from() != null) {
            looked.append(" and accepted_at >= :from");
        }
        if (page.to() != null) {
            looked.append(" and accepted_at < :to");
        }
        if (page.after() != null) {
            looked.append(" and (accepted_at, id) < (:afterTime, :afterId)");
        }
        if (page.msisdn() != null) {
            fits.append(" and msisdn = any(:msisdn)");
        }
        if (page.wallet() != null) {
            fits.append(" and wallet = :wallet");
        }
        List<Looked> found = jdbc.sql("select *, " + fits + " as fits from (" + looked
                        + " order by accepted_at desc, id desc limit :lookedAt) as looked where (" + fits
                        + ") or place = :lookedAt order by accepted_at desc, id desc limit :oneMore")
                .param("partner", page.partner().value())
                .param("from", timestamp(page.from()))
                .param("to", timestamp(page.to()))
                .param(
                        "afterTime",
                        page.after() == null ? null : timestamp(page.after().acceptedAt()))
                .param("afterId", page.after() == null ? null : page.after().id())
                .param(
                        "msisdn",
                        page.msisdn() == null ? null : page.msisdn().spellings().toArray(String[]::new))
                .param("wallet", page.wallet())
                .param("lookedAt", MAX_LOOKED_AT)
                .param("oneMore", page.limit() + 1)
                .query((row, n) -> new Looked(purchase(row), row.getBoolean("fits"), row.getInt("place")))
                .list();
        return found(found, page.limit());
    }

    private static Found found(List<Looked> found, int limit) {
        List<PurchaseRecord> fitting = found.stream()
                .filter(Looked::fits)
                .map(Looked::purchase)
                .limit(limit)
                .toList();
        PurchaseRecord last = null;
        if (found.size() > limit) {
            last = fitting.getLast();
        } else if (!found.isEmpty() && found.getLast().place() == MAX_LOOKED_AT) {
            last = found.getLast().purchase();
        }
        return new Found(fitting, last == null ? null : Place.of(last));
    }

    private PurchaseRecord purchase(ResultSet row) throws SQLException {
        return new PurchaseRecord(
                row.getObject("id", UUID.class),
                new Purchase(
                        new PartnerId(row.getLong("partner")),
                        row.getString("reference"),
                        Msisdn.ofKept(row.getString("msisdn")),
                        row.getString("email"),
                        row.getString("wallet"),
                        row.getInt("quantity"),
                        Money.rupiah(row.getBigDecimal("amount"))),
                row.getTimestamp("accepted_at").toInstant(),
                Money.rupiah(row.getBigDecimal("cashback")),
                Money.rupiah(row.getBigDecimal("reward")),
                trace(row),
                row.getString("tier_before"),
                row.getString("tier"),
                row.getInt("recurring"));
    }

    private PurchaseRecord.Trace trace(ResultSet row) throws SQLException {
        PurchaseRecords.Trace kept = json.readValue(row.getString("trace"), PurchaseRecords.Trace.class);
        BigDecimal cap = kept.cap();
        return new PurchaseRecord.Trace(
                row.getLong("rule"),
                row.getInt("rule_version"),
                kept.percent(),
                Money.rupiah(kept.uncapped()),
                cap == null ? null : Money.rupiah(cap),
                trims(kept.trims()),
                kept.rounding());
    }

    private static List<RuleBook.Trim> trims(@Nullable List<PurchaseRecords.Trim> kept) {
        return kept == null
                ? List.of()
                : kept.stream()
                        .map(trim -> new RuleBook.Trim(trim.by(), Money.rupiah(trim.to())))
                        .toList();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
