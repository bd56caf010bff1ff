package id.kezbek.cashback.accept;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kezbek.cashback.PurchaseAccepted;
import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.rules.RuleBook;
import id.kezbek.facts.Fact;
import id.kezbek.ledger.AccountKind;
import id.kezbek.loyalty.Move;
import id.kezbek.loyalty.Standing;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Ids;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores accepted purchases and their events. */
@Component
public class PurchaseRecords {

    /**
     * A purchase with its partner at the time of the decision, its result, and the customer's tier changes (usually
     * none).
     */
    record Recorded(Purchase purchase, Partner partner, Accepted accepted, List<Move> moves) {}

    /** The explanation of the cashback. The JSON omits the rule, because the purchase's row contains the rule's id. */
    public record Trace(
            BigDecimal percent,
            BigDecimal uncapped,
            @Nullable BigDecimal cap,
            String rounding,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Trim> trims) {}

    public record Trim(RuleBook.Limit by, BigDecimal to) {}

    private final JsonMapper json = JsonMapper.shared();

    void write(Pipeline pipeline, List<Recorded> recorded) {
        pipeline.write(
                """
                insert into cashback.purchase (id, partner, reference, msisdn, email, wallet, quantity, amount, cashback,
                  reward, rule, rule_version, tier_before, tier, recurring, entry, trace, accepted_at)
                select unnest(?::uuid[]), unnest(?::bigint[]), unnest(?::text[]), unnest(?::text[]),
                  unnest(?::text[]), unnest(?::text[]), unnest(?::int[]), unnest(?::numeric[]),
                  unnest(?::numeric[]), unnest(?::numeric[]), unnest(?::bigint[]), unnest(?::int[]),
                  unnest(?::text[]), unnest(?::text[]), unnest(?::int[]), unnest(?::int[]), unnest(?::jsonb[]),
                  unnest(?::timestamptz[])""",
                Columns.of(recorded)
                        .uuid(row -> row.accepted().id())
                        .bigint(row -> row.purchase().partner().value())
                        .text(row -> row.purchase().reference())
                        .text(row -> row.purchase().msisdn().digits())
                        .text(row -> row.purchase().email())
                        .text(row -> row.purchase().wallet())
                        .integer(row -> row.purchase().quantity())
                        .money(row -> row.purchase().amount())
                        .money(row -> row.accepted().decision().cashback())
                        .money(row -> row.accepted().reward())
                        .bigint(row -> row.accepted().decision().rule().id())
                        .integer(row -> row.accepted().decision().rule().version())
                        .text(row -> tier(row.accepted().before()))
                        .text(row -> row.accepted().after().tier())
                        .integer(row -> row.accepted().after().recurring())
                        .integer(row -> row.accepted().after().entry())
                        .jsonb(row -> trace(row.accepted()))
                        .timestamp(row -> row.accepted().at()));
    }

    Fact fact(Recorded recorded) {
        Purchase purchase = recorded.purchase();
        Partner partner = recorded.partner();
        Accepted accepted = recorded.accepted();
        List<PurchaseAccepted.Moved> moves = recorded.moves().stream()
                .map(move -> new PurchaseAccepted.Moved(
                        move.cause().name(), move.from(), move.to(), move.entry(), move.expiresOn()))
                .toList();
        PurchaseAccepted event = new PurchaseAccepted(
                Ids.text(accepted.id()),
                partner.id(),
                partner.code(),
                partner.company(),
                purchase.reference(),
                purchase.msisdn().digits(),
                purchase.email(),
                purchase.wallet(),
                purchase.quantity(),
                purchase.amount(),
                accepted.decision().cashback(),
                accepted.reward(),
                accepted.decision().rule().id(),
                accepted.decision().rule().version(),
                accepted.payout() != null && accepted.isFunded() ? charged(partner) : null,
                tier(accepted.before()),
                accepted.after().tier(),
                accepted.after().recurring(),
                moves);
        return Fact.of(event, accepted.id(), accepted.at());
    }

    /** The ledger account that pays the cashback for a partner's purchases. */
    static AccountKind charged(Partner partner) {
        return switch (partner.fundingMode()) {
            case PREPAID -> AccountKind.FUNDING;
            case POSTPAID -> AccountKind.RECEIVABLE;
        };
    }

    private String trace(Accepted accepted) {
        RuleBook.Granted decision = accepted.decision();
        return json.writeValueAsString(new Trace(
                decision.rule().percent(),
                decision.uncapped().decimal(),
                decision.rule().cap() == null ? null : decision.rule().cap().decimal(),
                PurchaseRecord.ROUNDING,
                trims(decision.trims())));
    }

    /**
     * The limits that reduced the cashback; null if there are none, so that nothing is stored for a usual purchase.
     */
    private static @Nullable List<Trim> trims(List<RuleBook.Trim> trims) {
        return trims.isEmpty()
                ? null
                : trims.stream()
                        .map(trim -> new Trim(trim.by(), trim.to().decimal()))
                        .toList();
    }

    private static @Nullable String tier(@Nullable Standing standing) {
        return standing == null ? null : standing.tier();
    }
}
