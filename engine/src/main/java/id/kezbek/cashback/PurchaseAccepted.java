package id.kezbek.cashback;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.facts.EventKind;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.ledger.MovementKind;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The event of an accepted purchase. {@code toString} hides the customer.
 *
 * @param reference the partner's reference; null after the log deleted personal data
 * @param msisdn null after the log deleted personal data
 * @param rule the id of the deciding rule; null in events of older engines
 * @param ruleVersion the rule's version; null in events of older engines
 * @param charged the partner's account that paid the cashback; null if nothing was booked yet, or in events of older engines
 * @param tierBefore null if the customer was new
 * @param moves the customer's tier changes; usually null or empty
 */
@EventKind("PURCHASE_ACCEPTED")
public record PurchaseAccepted(
        String transactionId,
        PartnerId partnerId,
        String partnerCode,
        String company,
        @Nullable String reference,
        @Nullable String msisdn,
        @Nullable String email,
        String wallet,
        int quantity,
        Money amount,
        Money cashback,
        Money reward,
        @Nullable Long rule,
        @Nullable Integer ruleVersion,
        @Nullable AccountKind charged,
        @Nullable String tierBefore,
        String tier,
        int recurring,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        List<Moved> moves)
        implements MoneyEvent {

    /** A tier change. */
    public record Moved(String cause, @Nullable String from, String to, int entry, LocalDate expiresOn) {}

    /** Engines of the previous version read the partner's code from this field. */
    @JsonProperty("partner")
    String partnerOfOlderEngines() {
        return partnerCode;
    }

    /** The amount to pay to the customer: cashback and reward. */
    public Money payable() {
        return cashback.plus(reward);
    }

    @Override
    public Optional<List<Posting>> postings() {
        if (rule == null) {
            return payable().isPositive() ? Optional.empty() : Optional.of(List.of());
        }
        return Optional.of(
                charged == null
                        ? List.of()
                        : List.of(new Posting(
                                MovementKind.ACCEPT,
                                Account.ofPartner(charged, partnerCode),
                                Account.own(AccountKind.CUSTOMER_PAYABLE),
                                payable())));
    }

    public List<Moved> movesOrNone() {
        return Objects.requireNonNullElse(moves, List.of());
    }

    @Override
    public String toString() {
        return "PurchaseAccepted[" + transactionId + "]";
    }
}
