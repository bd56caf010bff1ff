package id.kezbek.loyalty;

import id.kezbek.loyalty.ladder.LadderVersion;
import id.kezbek.loyalty.ladder.LadderVersions;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tier programme in force, in memory. */
@Component
public class Tiers {

    private static final String SETTINGS = "tiers";

    private final JdbcClient jdbc;
    private final LadderVersions ladderVersions;
    private final DataVersions versions;
    private final Clock clock;
    private final Snapshot<Optional<Ladder>> snapshot;

    Tiers(JdbcClient jdbc, LadderVersions ladderVersions, DataVersions versions, Clock clock) {
        this.jdbc = jdbc;
        this.ladderVersions = ladderVersions;
        this.versions = versions;
        this.clock = clock;
        this.snapshot = new Snapshot<>(SETTINGS, versions, this::load);
    }

    /** @throws Refusal OUT_OF_SERVICE if the engine has no tiers yet */
    public Ladder ladder() {
        return snapshot.current().orElseThrow(Tiers::noneYet);
    }

    /** The tiers by grade, the lowest first; empty if no tiers are loaded yet. */
    public List<Tier> inForce() {
        return snapshot.current().map(Ladder::tiers).orElse(List.of());
    }

    private static Refusal noneYet() {
        return new Refusal(
                ErrorCode.OUT_OF_SERVICE,
                "the engine has no tiers yet; its operators must load the settings; nothing was recorded");
    }

    /** The number of the version in force. */
    public int version() {
        return ladderVersions.newest();
    }

    /** Replaces all tiers in the caller's transaction; used at installation. */
    public void replace(List<Tier> tiers) {
        replace(tiers, null);
    }

    /** Like {@link #replace(List)}, after two people approved the change. */
    public void replace(List<Tier> tiers, LadderVersion.@Nullable Change change) {
        // This must be the first statement, because its lock allows only one change at a time.
        versions.raise(SETTINGS);
        jdbc.sql("delete from loyalty.reward").update();
        jdbc.sql("delete from loyalty.tier").update();
        for (Tier tier : tiers) {
            jdbc.sql("insert into loyalty.tier values (?, ?, ?, ?, ?, ?)")
                    .param(tier.code())
                    .param(tier.grade())
                    .param(tier.lastCount())
                    .param(tier.lastsDays())
                    .param(tier.name())
                    .param(tier.description())
                    .update();
            tier.rewards()
                    .forEach((count, amount) -> jdbc.sql("insert into loyalty.reward values (?, ?, ?)")
                            .params(tier.code(), count, amount.decimal())
                            .update());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ladderVersions.add(new LadderVersion(ladderVersions.newest() + 1, new Ladder(tiers).tiers(), now, change));
    }

    private Optional<Ladder> load() {
        Map<String, Tier> bare = new LinkedHashMap<>();
        Map<String, Map<Integer, Money>> rewards = new HashMap<>();
        jdbc.sql("""
                        select t.code, t.grade, t.last_count, t.lasts_days, r.count, r.amount, t.name, t.description
                        from loyalty.tier t left join loyalty.reward r on r.tier = t.code""").query(row -> {
            String code = row.getString(1);
            bare.put(
                    code,
                    new Tier(
                            code,
                            row.getInt(2),
                            row.getInt(3),
                            row.getInt(4),
                            Map.of(),
                            row.getString(7),
                            row.getString(8)));
            BigDecimal amount = row.getBigDecimal(6);
            if (amount != null) {
                rewards.computeIfAbsent(code, c -> new HashMap<>()).put(row.getInt(5), Money.rupiah(amount));
            }
        });
        List<Tier> tiers = new ArrayList<>();
        bare.values()
                .forEach(tier -> tiers.add(new Tier(
                        tier.code(),
                        tier.grade(),
                        tier.lastCount(),
                        tier.lastsDays(),
                        rewards.getOrDefault(tier.code(), Map.of()),
                        tier.name(),
                        tier.description())));
        return tiers.isEmpty() ? Optional.empty() : Optional.of(new Ladder(tiers));
    }
}
