package id.kezbek.reconciliation.bridge;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.AccountTotals;
import id.kezbek.ledger.MovementKind;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Explains how a provider's closing balance of a day results from the opening balance. A day is incomplete if the parts
 * do not add up to the closing balance, or if the day has open differences. The bridge then lists the reasons.
 */
@Component
public class FloatBridge {

    /**
     * The total of one kind of movement, according to statement and books. Money that leaves the provider account is
     * negative.
     */
    public record Part(Name name, Money statement, Money books) {}

    /** The kinds of movements. */
    public enum Name {
        TOP_UPS,
        PAYMENTS,
        FEES,
        REVERSALS,
        OTHER
    }

    /**
     * The bridge of one day.
     *
     * @param opening the opening balance of the statement; null if the statement has no opening balance
     * @param residual the closing balance minus the opening balance and all movements; null without balances
     * @param missing the reasons why the day is incomplete; empty for a complete day
     */
    public record Day(
            String provider,
            LocalDate day,
            @Nullable Money opening,
            List<Part> parts,
            @Nullable Money closing,
            @Nullable Money residual,
            List<String> missing) {

        public boolean isComplete() {
            return missing.isEmpty();
        }
    }

    private record File(
            UUID id,
            boolean isComplete,
            boolean isOfWholeDays,
            LocalDate from,
            LocalDate to,
            @Nullable Money opening,
            @Nullable Money closing) {}

    private final JdbcClient jdbc;
    private final ProviderBoard board;
    private final AccountTotals totals;

    FloatBridge(JdbcClient jdbc, ProviderBoard board, AccountTotals totals) {
        this.jdbc = jdbc;
        this.board = board;
        this.totals = totals;
    }

    /** @throws id.kezbek.shared.Refusal NOT_FOUND if the provider does not exist */
    public Day read(String provider, LocalDate day) {
        String code = board.require(provider).code();
        Optional<File> file = file(code, day);
        Map<Name, Money> stated = file.map(one -> stated(one.id())).orElse(Map.of());
        Map<Name, Money> booked = booked(code, day);
        List<Part> parts = new ArrayList<>();
        for (Name name : Name.values()) {
            parts.add(new Part(name, stated.getOrDefault(name, Money.ZERO), booked.getOrDefault(name, Money.ZERO)));
        }
        Money moved = parts.stream().map(Part::statement).reduce(Money.ZERO, Money::plus);
        Money opening = file.map(File::opening).orElse(null);
        Money closing = file.map(File::closing).orElse(null);
        Money residual = opening == null || closing == null
                ? null
                : closing.minus(opening).minus(moved);
        return new Day(code, day, opening, parts, closing, residual, missing(code, day, file, residual));
    }

    private List<String> missing(String provider, LocalDate day, Optional<File> file, @Nullable Money residual) {
        List<String> missing = new ArrayList<>();
        if (file.isEmpty()) {
            return List.of("no statement of this day is imported");
        }
        if (!file.get().isComplete()) {
            missing.add("the statement does not prove that it is complete");
        }
        if (!file.get().isOfWholeDays()) {
            missing.add("the statement came before the end of the day; download it again after the day."
                    + " If the bytes are the same, send it with downloaded_again=true");
        }
        if (!file.get().from().equals(file.get().to())) {
            missing.add("the statement covers several days");
        }
        if (residual == null) {
            missing.add("the statement has no balances");
        } else if (residual.hundredths() != 0) {
            missing.add("the statement's opening balance and movements differ from its closing balance by " + residual);
        }
        Money before = file(provider, day.minusDays(1)).map(File::closing).orElse(null);
        Money opening = file.get().opening();
        if (before != null && opening != null && !before.equals(opening)) {
            missing.add("the opening balance differs from the closing balance of the previous day: " + before);
        }
        long open = jdbc.sql("""
                        select count(*) from reconciliation.break
                        where provider = ? and day = ? and state in ('OPEN', 'EXPLAINED') and kind <> 'PENDING'""").params(provider, day).query(Long.class).single();
        if (open > 0) {
            missing.add(open + " differences of this day are open");
        }
        return missing;
    }

    private Optional<File> file(String provider, LocalDate day) {
        return jdbc.sql("""
                        select id, complete, reconciliation.is_of_whole_days(to_day, received_at) as is_of_whole_days, from_day,
                          to_day, opening, closing
                        from reconciliation.file
                        where provider = ? and state = 'LOADED' and ? between from_day and to_day
                        order by to_day - from_day, id desc limit 1""")
                .params(provider, day)
                .query((row, n) -> new File(
                        row.getObject("id", UUID.class),
                        row.getBoolean("complete"),
                        row.getBoolean("is_of_whole_days"),
                        row.getObject("from_day", LocalDate.class),
                        row.getObject("to_day", LocalDate.class),
                        money(row.getBigDecimal("opening")),
                        money(row.getBigDecimal("closing"))))
                .optional();
    }

    private Map<Name, Money> stated(UUID file) {
        Map<Name, Money> sums = new HashMap<>();
        jdbc.sql("select kind, sum(amount) from reconciliation.line where file = ? group by kind")
                .param(file)
                .query(row -> {
                    Name name = switch (row.getString(1)) {
                        case "PAYMENT" -> Name.PAYMENTS;
                        case "FEE", "VAT" -> Name.FEES;
                        case "REVERSAL" -> Name.REVERSALS;
                        case "TOP_UP" -> Name.TOP_UPS;
                        default -> Name.OTHER;
                    };
                    sums.merge(name, Money.rupiah(row.getBigDecimal(2)), Money::plus);
                });
        return sums;
    }

    private Map<Name, Money> booked(String provider, LocalDate day) {
        Instant from = day.atStartOfDay(Jakarta.ZONE).toInstant();
        Instant to = day.plusDays(1).atStartOfDay(Jakarta.ZONE).toInstant();
        Map<Name, Money> sums = new HashMap<>();
        totals.of(Account.ofProvider(AccountKind.FLOAT, provider), from, to)
                .forEach((kind, amount) -> sums.merge(name(kind), amount, Money::plus));
        return sums;
    }

    private static Name name(MovementKind kind) {
        return switch (kind) {
            case FLOAT_TOP_UP, TRANSFER_REVERSAL -> Name.TOP_UPS;
            case SETTLE, PAID_TWICE -> Name.PAYMENTS;
            case PROVIDER_FEE, PROVIDER_TAX -> Name.FEES;
            case REVERSAL -> Name.REVERSALS;
            default -> Name.OTHER;
        };
    }

    private static @Nullable Money money(@Nullable BigDecimal amount) {
        return amount == null ? null : Money.rupiah(amount);
    }
}
