package id.kezbek.payouts;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.payouts.floats.BalanceSettings;
import id.kezbek.payouts.pricing.Tariff;
import id.kezbek.payouts.pricing.Tariffs;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.OldestUnknown;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The current state of each provider, for staff. */
@Component
public class ProviderBoard {

    /**
     * The state of one provider.
     *
     * @param configured whether this process has the provider's base URL
     * @param pause null if the provider is not paused
     * @param sending the number of attempts that are being sent to the provider
     * @param unknown the number of attempts with an unknown result
     * @param oldestUnknownAge the age of the oldest unknown attempt; zero if there is none. An order that the provider
     *     accepted is included only after the provider's usual time
     * @param told the balance that the provider reported; null if the provider was never asked
     * @param fees the fees in force, by wallet
     */
    public record Standing(
            String code,
            String name,
            boolean configured,
            @Nullable Pause pause,
            Breakers breakers,
            FloatMoney money,
            long sending,
            long unknown,
            Duration oldestUnknownAge,
            @Nullable Told told,
            List<Fee> fees) {

        private Standing naming(Actors actors) {
            return pause == null
                    ? this
                    : new Standing(
                            code,
                            name,
                            configured,
                            new Pause(pause.reason(), actors.named(pause.by()), pause.at()),
                            breakers,
                            money,
                            sending,
                            unknown,
                            oldestUnknownAge,
                            told,
                            fees);
        }
    }

    public record Pause(String reason, String by, Instant at) {}

    /** How many sending processes have a closed circuit breaker for the provider, and how many have an open one. */
    public record Breakers(int closed, int open) {}

    /**
     * Kezbek's money at the provider.
     *
     * @param available the balance of the provider's ledger account minus the maximum cost of open attempts
     * @param checked whether routing skips the provider if {@code available} does not cover a payout
     * @param lowMark below this amount, the float is reported as low
     * @param isHeldBack whether the provider gets no orders now, because it recently refused an order for lack of float
     */
    public record FloatMoney(Money available, boolean checked, Money lowMark, boolean isHeldBack) {

        public boolean isLow() {
            return isHeldBack || checked && available.below(lowMark);
        }
    }

    /**
     * The provider's last answer about the balance, and the balance in the books at that time.
     *
     * @param amount the balance; null if the provider has not reported a balance yet
     * @param open the maximum cost of open attempts, which may still reduce the balance in the books
     * @param difference the provider's balance minus the balance in the books, without the part that open attempts
     *     explain
     * @param lasts whether the difference has lasted so long that staff are alerted
     * @param problem why the provider did not report its balance at the last request
     */
    public record Told(
            @Nullable Money amount,
            Money books,
            Money open,
            Money difference,
            @Nullable Instant differsSince,
            boolean lasts,
            Instant askedAt,
            @Nullable String problem) {}

    public record Fee(
            String wallet,
            Money fee,
            Money minimum,
            Money maximum,
            boolean direct,
            boolean enabled,
            Instant effectiveFrom) {}

    private record Open(long sending, long unknown) {
        static final Open NONE = new Open(0, 0);
    }

    /** A process with an older last report is treated as ended. */
    private static final Duration HEALTH_FRESH = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Actors actors;
    private final Tariffs tariffs;
    private final ConfiguredProviders providers;
    private final OldestUnknown oldestUnknown;
    private final BalanceSettings balanceSettings;
    private final DataVersions versions;
    private final Clock clock;

    ProviderBoard(
            Actors actors,
            JdbcClient jdbc,
            Tariffs tariffs,
            ConfiguredProviders providers,
            OldestUnknown oldestUnknown,
            BalanceSettings balanceSettings,
            DataVersions versions,
            Clock clock) {
        this.jdbc = jdbc;
        this.actors = actors;
        this.tariffs = tariffs;
        this.providers = providers;
        this.oldestUnknown = oldestUnknown;
        this.balanceSettings = balanceSettings;
        this.versions = versions;
        this.clock = clock;
    }

    /** All providers, ordered by code. */
    public List<Standing> all() {
        versions.refresh();
        Instant now = clock.instant();
        Map<String, Open> open = open();
        Map<String, Duration> ages = oldestUnknown.ages(now);
        Map<String, Breakers> breakers = breakers(now);
        Map<String, List<Fee>> fees = tariffs.inForce(now).stream()
                .collect(Collectors.groupingBy(
                        inForce -> inForce.tariff().provider(),
                        Collectors.mapping(ProviderBoard::fee, Collectors.toList())));
        return jdbc
                .sql("""
                        select p.code, p.name, p.paused, p.paused_reason, p.paused_by, p.paused_at,
                          f.available, f.checked, f.low_mark, f.short_until,
                          b.told, b.books, b.open, b.difference, b.differs_since, b.asked_at, b.problem
                        from payouts.provider p join payouts.provider_float f on f.provider = p.code
                        left join payouts.provider_balance b on b.provider = p.code order by p.code""")
                .query((row, n) -> {
                    String code = row.getString("code");
                    Open attempts = open.getOrDefault(code, Open.NONE);
                    return new Standing(
                            code,
                            row.getString("name"),
                            providers.find(code).isPresent(),
                            pause(row),
                            breakers.getOrDefault(code, new Breakers(0, 0)),
                            money(row, now),
                            attempts.sending(),
                            attempts.unknown(),
                            ages.getOrDefault(code, Duration.ZERO),
                            told(row, now),
                            fees.getOrDefault(code, List.of()));
                })
                .list()
                .stream()
                .map(standing -> standing.naming(actors))
                .toList();
    }

    /** @throws Refusal NOT_FOUND if the provider does not exist */
    public Standing require(String code) {
        return all().stream()
                .filter(standing -> standing.code().equals(code))
                .findFirst()
                .orElseThrow(() -> absent(code));
    }

    public static Refusal absent(String code) {
        return new Refusal(ErrorCode.NOT_FOUND, "no provider has this code");
    }

    private Map<String, Open> open() {
        return jdbc
                .sql("""
                        select provider, count(*) filter (where state = 'SENDING') as sending,
                          count(*) filter (where state = 'UNKNOWN') as unknown
                        from payouts.attempt where state in ('SENDING', 'UNKNOWN') group by provider""")
                .query((row, n) ->
                        Map.entry(row.getString("provider"), new Open(row.getLong("sending"), row.getLong("unknown"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<String, Breakers> breakers(Instant now) {
        return jdbc
                .sql("""
                        select provider, count(*) filter (where healthy) as closed, count(*) filter (where not healthy) as open
                        from payouts.provider_health where seen_at > ? group by provider""")
                .param(Timestamp.from(now.minus(HEALTH_FRESH)))
                .query((row, n) ->
                        Map.entry(row.getString("provider"), new Breakers(row.getInt("closed"), row.getInt("open"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Fee fee(Tariffs.InForce inForce) {
        Tariff tariff = inForce.tariff();
        return new Fee(
                tariff.wallet(),
                tariff.fee(),
                tariff.minimum(),
                tariff.maximum(),
                tariff.direct(),
                tariff.enabled(),
                inForce.since());
    }

    private static @Nullable Pause pause(ResultSet row) throws SQLException {
        Instant at = instant(row, "paused_at");
        return row.getBoolean("paused")
                ? new Pause(
                        orEmpty(row.getString("paused_reason")),
                        orEmpty(row.getString("paused_by")),
                        at == null ? Instant.EPOCH : at)
                : null;
    }

    private static FloatMoney money(ResultSet row, Instant now) throws SQLException {
        Instant shortUntil = instant(row, "short_until");
        return new FloatMoney(
                Money.rupiah(row.getBigDecimal("available")),
                row.getBoolean("checked"),
                Money.rupiah(row.getBigDecimal("low_mark")),
                shortUntil != null && shortUntil.isAfter(now));
    }

    private @Nullable Told told(ResultSet row, Instant now) throws SQLException {
        Instant askedAt = instant(row, "asked_at");
        if (askedAt == null) {
            return null;
        }
        BigDecimal amount = row.getBigDecimal("told");
        Instant since = instant(row, "differs_since");
        return new Told(
                amount == null ? null : Money.rupiah(amount),
                Money.rupiah(row.getBigDecimal("books")),
                Money.rupiah(row.getBigDecimal("open")),
                Money.rupiah(row.getBigDecimal("difference")),
                since,
                since != null && !now.isBefore(since.plus(balanceSettings.alertAfter())),
                askedAt,
                row.getString("problem"));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
