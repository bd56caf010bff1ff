package id.kezbek.payouts.pricing;

import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.Wallets;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds a provider's future fee. From its start time on, the fee applies to every claim in every process. */
@Component
public class ScheduleFee {

    private final JdbcClient jdbc;
    private final RoutingSettings settings;
    private final Wallets wallets;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ScheduleFee(
            JdbcClient jdbc, RoutingSettings settings, Wallets wallets, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.wallets = wallets;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Adds the fee, in the caller's transaction or in a new one.
     *
     * @throws Refusal BAD_PAYLOAD with each wrong field; STATE_CONFLICT if another fee starts at the same time
     */
    public void add(RoutingSettings.Fee fee) {
        refuseWhereAtFault(fee);
        insert(fee, false, null);
    }

    /** @throws Refusal BAD_PAYLOAD if the provider or wallet does not exist */
    void refuseUnknown(String provider, String wallet) {
        List<FieldError> errors = unknown(provider, wallet);
        if (!errors.isEmpty()) {
            throw Refusal.badFields(errors);
        }
    }

    private List<FieldError> unknown(String provider, String wallet) {
        List<FieldError> errors = new ArrayList<>();
        if (!isProvider(provider)) {
            errors.add(new FieldError("provider", "must be the code of a provider"));
        }
        if (wallets.known(wallet).isEmpty()) {
            errors.add(new FieldError("wallet", "must be the code of a wallet"));
        }
        return errors;
    }

    /** @throws Refusal BAD_PAYLOAD with each wrong field */
    void refuseWhereAtFault(RoutingSettings.Fee fee) {
        List<FieldError> errors = unknown(fee.provider(), fee.wallet());
        if (fee.effectiveFrom().isBefore(clock.instant())) {
            // A fee that starts in the past would contradict the recorded decisions about past payouts.
            errors.add(new FieldError("effective_from", "must not be in the past"));
        }
        if (fee.fee().hundredths() < 0) {
            errors.add(new FieldError("fee", "must be 0 or more"));
        }
        if (!fee.minimum().isPositive()) {
            errors.add(new FieldError("minimum", "must be more than 0"));
        }
        if (!fee.minimum().isWhole()) {
            errors.add(new FieldError("minimum", "must be whole rupiah"));
        }
        if (!fee.maximum().isWhole()) {
            errors.add(new FieldError("maximum", "must be whole rupiah"));
        }
        if (fee.maximum().below(fee.minimum())) {
            errors.add(new FieldError("maximum", "must be equal to or greater than minimum"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.badFields(errors);
        }
    }

    /**
     * Adds the fee without checks.
     *
     * @param isAtOnce whether the fee takes effect at its approval
     * @param approval the approval of the fee; null if there is none
     */
    void insert(RoutingSettings.Fee fee, boolean isAtOnce, @Nullable UUID approval) {
        try {
            transactions.executeWithoutResult(status -> settings.addFee(fee, isAtOnce, approval));
        } catch (DuplicateKeyException taken) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "another fee of this provider for this wallet already begins at that time");
        }
    }

    private boolean isProvider(String code) {
        return jdbc.sql("select exists (select from payouts.provider where code = ?)")
                .param(code)
                .query(Boolean.class)
                .single();
    }
}
