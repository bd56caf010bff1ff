package id.kezbek.payouts.pricing;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes a provider's fee or limits for a wallet, or enables or disables the provider for the wallet. A second person
 * must approve the change. Omitted fields keep the values of the previous fee.
 */
@Component
public class ScheduleFeeAct extends NamedAct<ScheduleFeeAct.Arguments> {

    /**
     * A proposed fee.
     *
     * @param effectiveFrom null for the time of approval
     * @param follows the start of the fee that the new fee replaces; null if there is none
     */
    public record Arguments(
            String provider,
            String wallet,
            @Nullable BigDecimal fee,
            @Nullable BigDecimal minimum,
            @Nullable BigDecimal maximum,
            @Nullable Boolean direct,
            @Nullable Boolean enabled,
            @Nullable Instant effectiveFrom,
            @Nullable Instant follows,
            @Nullable String name,
            @Nullable String description) {}

    private final ScheduleFee scheduleFee;
    private final FeeHistory history;
    private final RoutingSettings settings;
    private final TariffReview review;
    private final DataVersions versions;
    private final Clock clock;

    ScheduleFeeAct(
            ScheduleFee scheduleFee,
            FeeHistory history,
            RoutingSettings settings,
            TariffReview review,
            DataVersions versions,
            Clock clock) {
        super("SCHEDULE_FEE", Arguments.class, Role.ADMIN, Role.OPERATIONS, Role.FINANCE);
        this.scheduleFee = scheduleFee;
        this.history = history;
        this.settings = settings;
        this.review = review;
        this.versions = versions;
        this.clock = clock;
    }

    /** The same arguments, together with the start of the fee that the change would replace now. */
    public Arguments following(Arguments asked) {
        Instant follows =
                before(asked, now()).map(RoutingSettings.Fee::effectiveFrom).orElse(null);
        return new Arguments(
                asked.provider(),
                asked.wallet(),
                asked.fee(),
                asked.minimum(),
                asked.maximum(),
                asked.direct(),
                asked.enabled(),
                asked.effectiveFrom(),
                follows,
                asked.name(),
                asked.description());
    }

    @Override
    public String subject(Arguments arguments) {
        return "fee of " + arguments.provider() + " for " + arguments.wallet();
    }

    @Override
    public String words(Arguments arguments) {
        Instant now = now();
        RoutingSettings.Fee before = before(arguments, now).orElse(null);
        RoutingSettings.Fee after = fee(arguments, now);
        ChangedFields changed = new ChangedFields();
        changed.tell("fee", before == null ? null : before.fee(), after.fee());
        changed.tell("minimum", before == null ? null : before.minimum(), after.minimum());
        changed.tell("maximum", before == null ? null : before.maximum(), after.maximum());
        changed.tell("direct", before == null ? null : before.direct(), after.direct());
        changed.tell("enabled", before == null ? null : before.enabled(), after.enabled());
        changed.tell("name", before == null ? null : before.name(), after.name());
        changed.tell("description", before == null ? null : before.description(), after.description());
        return subject(arguments)
                + (arguments.effectiveFrom() == null
                        ? " from the approval on: "
                        : " from " + after.effectiveFrom() + " on: ")
                + changed.orElse("no changes");
    }

    @Override
    public List<String> warnings(Arguments arguments) {
        versions.refresh();
        Instant now = now();
        RoutingSettings.Fee after = fee(arguments, now);
        List<String> warnings = new ArrayList<>();
        before(arguments, now)
                .map(RoutingSettings.Fee::fee)
                .filter(before -> after.fee().compareTo(before.plus(before)) > 0)
                .ifPresent(before -> warnings.add(
                        "the fee " + after.fee().inWords() + " is more than twice the previous " + before.inWords()));
        warnings.addAll(review.of(after));
        return warnings;
    }

    /** The result omits the same fields as the proposal, because omitted fields do not change. */
    @Override
    public Optional<Arguments> before(Arguments arguments) {
        return before(arguments, now())
                .map(fee -> new Arguments(
                        arguments.provider(),
                        arguments.wallet(),
                        arguments.fee() == null ? null : fee.fee().decimal(),
                        arguments.minimum() == null ? null : fee.minimum().decimal(),
                        arguments.maximum() == null ? null : fee.maximum().decimal(),
                        arguments.direct() == null ? null : fee.direct(),
                        arguments.enabled() == null ? null : fee.enabled(),
                        arguments.effectiveFrom() == null ? null : fee.effectiveFrom(),
                        arguments.follows(),
                        arguments.name() == null ? null : fee.name(),
                        arguments.description() == null ? null : fee.description()));
    }

    @Override
    public void check(Arguments arguments) {
        // Another process may have approved the wallet immediately before this check.
        versions.refresh();
        Instant now = now();
        scheduleFee.refuseUnknown(arguments.provider(), arguments.wallet());
        if (before(arguments, now).isEmpty()) {
            requireWhole(arguments);
        }
        RoutingSettings.Fee fee = fee(arguments, now);
        // If the change starts at the approval, the checks use a time that is certainly in the future.
        scheduleFee.refuseWhereAtFault(
                arguments.effectiveFrom() == null ? from(fee, now.plus(1, ChronoUnit.DAYS)) : fee);
        requireGround(arguments, now);
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        settings.lock();
        Instant now = now();
        Instant from = arguments.effectiveFrom();
        if (from != null && !from.isAfter(now)) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the proposed time, " + from + ", has passed; make a new proposal with a later time");
        }
        requireGround(arguments, now);
        scheduleFee.insert(fee(arguments, now), from == null, decision.approval());
    }

    private void requireGround(Arguments arguments, Instant now) {
        Instant follows =
                before(arguments, now).map(RoutingSettings.Fee::effectiveFrom).orElse(null);
        if (!Objects.equals(follows, arguments.follows())) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the previous fee has changed since the proposal; make a new proposal based on the"
                            + " current fees");
        }
    }

    private static void requireWhole(Arguments arguments) {
        List<FieldError> errors = new ArrayList<>();
        if (arguments.fee() == null) {
            errors.add(new FieldError("fee", "is required because the provider has no fee for this wallet yet"));
        }
        if (arguments.minimum() == null) {
            errors.add(new FieldError("minimum", "is required because the provider has no fee for this wallet yet"));
        }
        if (arguments.maximum() == null) {
            errors.add(new FieldError("maximum", "is required because the provider has no fee for this wallet yet"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.badFields(errors);
        }
    }

    /** The complete fee of a proposal. */
    public RoutingSettings.Fee fee(Arguments arguments) {
        return fee(arguments, now());
    }

    private Optional<RoutingSettings.Fee> before(Arguments arguments, Instant now) {
        Instant from = arguments.effectiveFrom();
        Instant last = from == null ? now : from.minus(1, ChronoUnit.MICROS);
        return history.at(arguments.provider(), arguments.wallet(), last).map(FeeHistory.Dated::fee);
    }

    private RoutingSettings.Fee fee(Arguments arguments, Instant now) {
        Optional<RoutingSettings.Fee> before = before(arguments, now);
        Boolean direct = arguments.direct();
        Boolean enabled = arguments.enabled();
        return new RoutingSettings.Fee(
                arguments.provider(),
                arguments.wallet(),
                Objects.requireNonNullElse(arguments.effectiveFrom(), now),
                money(arguments.fee(), before.map(RoutingSettings.Fee::fee)),
                money(arguments.minimum(), before.map(RoutingSettings.Fee::minimum)),
                money(arguments.maximum(), before.map(RoutingSettings.Fee::maximum)),
                direct == null ? before.map(RoutingSettings.Fee::direct).orElse(false) : direct,
                enabled == null ? before.map(RoutingSettings.Fee::enabled).orElse(true) : enabled,
                text(arguments.name(), before.map(RoutingSettings.Fee::name)),
                text(arguments.description(), before.map(RoutingSettings.Fee::description)));
    }

    private static RoutingSettings.Fee from(RoutingSettings.Fee fee, Instant from) {
        return new RoutingSettings.Fee(
                fee.provider(),
                fee.wallet(),
                from,
                fee.fee(),
                fee.minimum(),
                fee.maximum(),
                fee.direct(),
                fee.enabled(),
                fee.name(),
                fee.description());
    }

    private static Money money(@Nullable BigDecimal given, Optional<Money> before) {
        return given == null ? before.orElse(Money.ZERO) : Money.rupiah(given);
    }

    private static @Nullable String text(@Nullable String given, Optional<String> before) {
        return given == null ? before.orElse(null) : given;
    }

    /** The current time, truncated to microseconds as in the database. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
