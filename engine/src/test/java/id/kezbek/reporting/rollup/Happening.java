package id.kezbek.reporting.rollup;

import id.kezbek.cashback.PurchaseAccepted;
import id.kezbek.cashback.PurchaseRefunded;
import id.kezbek.facts.Fact;
import id.kezbek.ledger.AccountKind;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the model, and its effect on the roll-ups, computed independently of the engine.
 *
 * @param minutes counted from an hour before midnight in Jakarta on the last day of a month
 */
record Happening(What what, long rupiah, int minutes, int rule) {

    private static final Instant MIDNIGHT = Instant.parse("2031-05-31T17:00:00Z");
    private static final Money FEE = Money.rupiah(3);

    enum What {
        BOUGHT,
        BOUGHT_ON_CREDIT,
        BOUGHT_HELD,
        BOUGHT_FIRST,
        PAID,
        PAID_TWICE,
        FAILED,
        REVERSED,
        REVERSED_SECOND,
        CANCELLED,
        CANCELLED_UNFUNDED,
        FUNDED,
        ROUNDED,
        REFUNDED,
        REFUNDED_IN_PART,
        REDUCED,
        CLAWED_BACK,
        NETTED,
        WRITTEN_OFF,
        ABSORBED,
        COLLECTED
    }

    Instant at() {
        return MIDNIGHT.plus(minutes - 60L, ChronoUnit.MINUTES);
    }

    Money amount() {
        return Money.rupiah(rupiah);
    }

    /** The event that the engine appends. */
    Fact fact(PartnerId partner, String code) {
        Money amount = amount();
        return Fact.of(
                switch (what) {
                    case BOUGHT -> bought(partner, code, AccountKind.FUNDING, "BRONZE");
                    case BOUGHT_ON_CREDIT -> bought(partner, code, AccountKind.RECEIVABLE, "BRONZE");
                    case BOUGHT_HELD -> bought(partner, code, null, "BRONZE");
                    case BOUGHT_FIRST -> bought(partner, code, AccountKind.FUNDING, null);
                    case PAID ->
                        new PayoutEvent.Paid("a", partner, code, "W", amount, FEE, Money.rupiah(10), Money.rupiah(2));
                    case PAID_TWICE -> new PayoutEvent.PaidTwice("a", partner, code, "W", amount, FEE, "PAID_TWICE");
                    case FAILED -> new PayoutEvent.Failed("a", partner, code, "W", amount, FEE, "NO");
                    case REVERSED -> new PayoutEvent.Reversed("a", partner, code, "W", amount, FEE, false, "BACK");
                    case REVERSED_SECOND ->
                        new PayoutEvent.Reversed("a", partner, code, "W", amount, FEE, true, "BACK");
                    case CANCELLED -> new PayoutEvent.Cancelled(partner, code, "W", amount, AccountKind.FUNDING);
                    case CANCELLED_UNFUNDED -> new PayoutEvent.Cancelled(partner, code, "W", amount, null);
                    case FUNDED -> new PayoutEvent.Funded(partner, code, "W", amount, AccountKind.FUNDING);
                    case ROUNDED -> new PayoutEvent.Rounded(partner, "W", amount, Money.rupiah(1));
                    case REFUNDED -> refunded(partner, code, true);
                    case REFUNDED_IN_PART -> refunded(partner, code, false);
                    case REDUCED -> new PayoutEvent.Reduced(partner, code, "W", amount, AccountKind.FUNDING);
                    case CLAWED_BACK -> new PayoutEvent.ClawedBack(partner, code, "W", amount, AccountKind.FUNDING);
                    case NETTED -> new PayoutEvent.Netted(partner, code, "W", amount, null);
                    case WRITTEN_OFF -> new PayoutEvent.RefundWrittenOff(partner, code, "W", amount);
                    case ABSORBED -> new PayoutEvent.RefundAbsorbed(partner, code, "W", amount, AccountKind.FUNDING);
                    case COLLECTED -> new PayoutEvent.Collected(partner, "another", "W", amount);
                },
                UUID.randomUUID(),
                at());
    }

    private PurchaseRefunded refunded(PartnerId partner, String code, boolean whole) {
        return new PurchaseRefunded(
                "r",
                "t",
                partner,
                code,
                "PT",
                "R",
                "628118770510",
                "W",
                2,
                whole,
                Money.rupiah(rupiah * 100),
                amount(),
                Money.rupiah(7),
                rule,
                1,
                "SILVER");
    }

    private PurchaseAccepted bought(
            PartnerId partner, String code, @Nullable AccountKind charged, @Nullable String tierBefore) {
        return new PurchaseAccepted(
                "t",
                partner,
                code,
                "PT",
                "R",
                "628118770510",
                null,
                "W",
                2,
                Money.rupiah(rupiah * 100),
                amount(),
                Money.rupiah(7),
                (long) rule,
                1,
                charged,
                tierBefore,
                "SILVER",
                1,
                List.of());
    }

    /** The expected effect of the event on the tables, computed independently of the engine. */
    void foretell(String code, Map<String, BigDecimal> figures) {
        String hour = at().truncatedTo(ChronoUnit.HOURS).toString();
        String day = at().atZone(Jakarta.ZONE).toLocalDate().toString();
        String month = day.substring(0, 8) + "01";
        long payable = rupiah + 7;
        switch (what) {
            case BOUGHT, BOUGHT_FIRST, BOUGHT_ON_CREDIT, BOUGHT_HELD -> {
                String key = "purchase " + hour + " rule " + rule;
                add(figures, key + " count", 1);
                add(figures, key + " amount", rupiah * 100);
                add(figures, key + " payable", payable);
                add(figures, key + " held", what == What.BOUGHT_HELD ? payable : 0);
                if (what == What.BOUGHT_FIRST) {
                    add(figures, "new " + month, 1);
                }
                if (what != What.BOUGHT_HELD) {
                    String account = what == What.BOUGHT_ON_CREDIT ? "RECEIVABLE" : "FUNDING";
                    add(figures, "account " + day + " " + account + " ACCEPT", payable);
                }
            }
            case PAID, PAID_TWICE -> {
                payout(figures, hour, what.name(), code, rupiah, 3);
                boolean isFirst = what == What.PAID;
                saved(figures, "payout " + hour + " " + what + " " + code, isFirst ? 7 : 0, isFirst ? -1 : 0);
                String kind = what == What.PAID ? "SETTLE" : "PAID_TWICE";
                add(figures, "account " + day + " FLOAT " + kind, -rupiah);
                add(figures, "account " + day + " FLOAT PROVIDER_FEE", -3);
                add(figures, "account " + day + " FEES PROVIDER_FEE", 3);
            }
            case FAILED -> payout(figures, hour, "FAILED", code, rupiah, 0);
            case REVERSED, REVERSED_SECOND -> {
                payout(figures, hour, "REVERSED", code, -rupiah, 0);
                add(figures, "account " + day + " FLOAT REVERSAL", rupiah);
            }
            case CANCELLED -> {
                payout(figures, hour, "CANCELLED", "", -rupiah, 0);
                add(figures, "account " + day + " FUNDING CANCEL", -rupiah);
            }
            case CANCELLED_UNFUNDED -> payout(figures, hour, "CANCELLED", "", -rupiah, 0);
            case FUNDED -> {
                payout(figures, hour, "FUNDED", "", rupiah, 0);
                add(figures, "account " + day + " FUNDING ACCEPT", rupiah);
            }
            case ROUNDED -> payout(figures, hour, "ROUNDED", "", 1, 0);
            case REFUNDED, REFUNDED_IN_PART -> {
                String key = "purchase " + hour + " rule " + rule;
                add(figures, key + " count", what == What.REFUNDED ? -1 : 0);
                add(figures, key + " amount", -rupiah * 100);
                add(figures, key + " payable", -payable);
                add(figures, key + " held", 0);
            }
            case REDUCED -> {
                payout(figures, hour, "REDUCED", "", -rupiah, 0);
                add(figures, "account " + day + " FUNDING REFUND", -rupiah);
            }
            case CLAWED_BACK -> {
                payout(figures, hour, "CLAWED_BACK", "", -rupiah, 0);
                add(figures, "account " + day + " FUNDING REFUND", -rupiah);
                add(figures, "account " + day + " CLAWBACK REFUND", rupiah);
            }
            case NETTED -> {
                payout(figures, hour, "NETTED", "", -rupiah, 0);
                add(figures, "account " + day + " CLAWBACK NETTING", -rupiah);
            }
            case ABSORBED -> {
                payout(figures, hour, "ABSORBED", "", rupiah, 0);
                add(figures, "account " + day + " FUNDING REFUND", -rupiah);
            }
            case COLLECTED -> payout(figures, hour, "COLLECTED", "", rupiah, 0);
            case WRITTEN_OFF -> {
                payout(figures, hour, "WRITTEN_OFF", "", -rupiah, 0);
                add(figures, "account " + day + " CLAWBACK WRITE_OFF", -rupiah);
            }
        }
    }

    private static void payout(
            Map<String, BigDecimal> figures, String hour, String outcome, String provider, long amount, long fee) {
        String key = "payout " + hour + " " + outcome + " " + provider;
        add(figures, key + " count", 1);
        add(figures, key + " amount", amount);
        add(figures, key + " fee", fee);
        saved(figures, key, 0, 0);
    }

    private static void saved(Map<String, BigDecimal> figures, String key, long onDirect, long onNext) {
        add(figures, key + " saved on direct", onDirect);
        add(figures, key + " saved on next", onNext);
    }

    private static void add(Map<String, BigDecimal> figures, String key, long amount) {
        figures.merge(key, BigDecimal.valueOf(amount).setScale(2), BigDecimal::add);
    }
}
