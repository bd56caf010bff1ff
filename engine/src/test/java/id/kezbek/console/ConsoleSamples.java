package id.kezbek.console;

import id.kezbek.cashback.backtest.RunBacktests;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A partner's data for every page: the values for the variables of its path. */
final class ConsoleSamples {

    private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final AtomicInteger CUSTOMERS = new AtomicInteger(70_000);
    /** Credentials, passkeys, staff and refunds; their forms do not read them. */
    private static final Pattern UNREAD = Pattern.compile("/console/(?:partners|passkeys|staff|refunds)/");

    private static final String ABSENT_ID = "00000000000000000000000000";

    private final PartnerSystem partner;
    private final String customer;
    private final String transaction;
    private final String payout;
    private final String proposal;
    private final String backtest;
    private final FinanceSamples finance;
    private final WebhookSamples webhooks;
    private final PeopleSamples people;

    private ConsoleSamples(
            PartnerSystem partner,
            Answer purchase,
            String proposal,
            String backtest,
            FinanceSamples finance,
            WebhookSamples webhooks,
            PeopleSamples people) {
        this.partner = partner;
        this.customer = purchase.body().get("msisdn").asString();
        this.transaction = purchase.body().get("id").asString();
        this.payout = purchase.body().at("/payout/id").asString();
        this.proposal = proposal;
        this.backtest = backtest;
        this.finance = finance;
        this.webhooks = webhooks;
        this.people = people;
    }

    /** A partner with a paid purchase and an open proposal. */
    static ConsoleSamples of(EngineUnderTest engine) {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(20_000_000));
        String reference = "\"SAMPLE/" + partner.code() + "\"";
        Answer accepted = partner.transact(PurchaseBody.goodV2()
                .with("reference", reference)
                .with("msisdn", "\"6281187" + CUSTOMERS.incrementAndGet() + "\"")
                .json());
        engine.awaitPaid(partner.id());
        try (StaffCalls staff = new StaffCalls(engine)) {
            Answer proposed = staff.post(
                    "/api/v2/partners/" + partner.code() + "/funding/top-ups",
                    Role.FINANCE,
                    "{\"amount\":{\"value\":\"250000.00\",\"currency\":\"IDR\"},\"bank_reference\":\"SAMPLE-"
                            + partner.code() + "\",\"reason\":\"transfer of today\"}");
            Answer simulated = staff.post(
                    "/api/v2/rule-backtests",
                    Role.OPERATIONS,
                    "{\"partner\":\"" + partner.code() + "\",\"quantity_from\":1,\"percent\":\"3\"}");
            engine.get(RunBacktests.class).run();
            return new ConsoleSamples(
                    partner,
                    accepted,
                    proposed.body().get("id").asString(),
                    simulated.body().get("id").asString(),
                    FinanceSamples.of(engine, partner),
                    WebhookSamples.of(partner),
                    PeopleSamples.of(engine, partner));
        }
    }

    WebhookSamples webhooks() {
        return webhooks;
    }

    PartnerSystem partner() {
        return partner;
    }

    String customer() {
        return customer;
    }

    /** The page's address with values for its variables. */
    String address(String path) {
        return VARIABLE.matcher(path).replaceAll(found -> value(path, found.group(1))) + query(path);
    }

    /** The names of the variables in a path. */
    static List<String> variables(String path) {
        return VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
    }

    /** The address in which these variables have the values of another partner, and the others have this partner's. */
    String foreign(String path, ConsoleSamples other, List<String> variables) {
        return VARIABLE.matcher(path)
                .replaceAll(found -> (variables.contains(found.group(1)) ? other : this).value(path, found.group(1)));
    }

    /** The address of an object that does not exist. */
    String absent(String path) {
        return absent(path, variables(path));
    }

    /** The address in which these variables have the values of no object. */
    String absent(String path, List<String> variables) {
        return VARIABLE.matcher(path)
                .replaceAll(found ->
                        variables.contains(found.group(1)) ? absentValue(found.group(1)) : value(path, found.group(1)));
    }

    private static String absentValue(String variable) {
        return switch (variable) {
            case "code" -> "NOSUCH";
            case "msisdn" -> "628999000000";
            default -> ABSENT_ID;
        };
    }

    /** The value of a variable. A new variable must be added here. */
    private String value(String path, String variable) {
        if (path.startsWith("/console/transactions/")) {
            return transaction;
        }
        if (path.startsWith("/console/approvals/")) {
            return proposal;
        }
        if (path.startsWith("/console/payouts/")) {
            return payout;
        }
        if (path.startsWith("/console/customers/")) {
            return customer;
        }
        if (path.startsWith("/console/jobs/")) {
            return "redrive-emails";
        }
        if (variable.equals("code") && path.startsWith("/console/providers/")) {
            return "MTRANS";
        }
        if (variable.equals("code") && path.startsWith("/console/partners/")) {
            return partner.code();
        }
        Optional<String> person = people.value(path);
        if (person.isPresent()) {
            return person.get();
        }
        if (UNREAD.matcher(path).lookingAt()) {
            return ABSENT_ID;
        }
        if (path.startsWith("/console/rules/backtests/")) {
            return backtest;
        }
        if (path.startsWith("/console/statement-profiles/")) {
            return "MTRANS";
        }
        if (path.startsWith("/console/rules/")) {
            return "1";
        }
        if (path.startsWith("/console/wallets/")) {
            return "LSAJA";
        }
        if (path.startsWith("/console/webhooks/")) {
            return webhooks.endpoint();
        }
        if (path.startsWith("/console/webhook-deliveries/")) {
            return webhooks.delivery();
        }
        if (path.startsWith("/console/templates/")) {
            return variable.equals("language") ? "id" : "TRANSACTION_INVOICE";
        }
        return finance.value(path, variable)
                .orElseThrow(() -> new AssertionError("Say here what {" + variable + "} is in " + path));
    }

    /** Filters that find data of the partner. */
    private String query(String path) {
        boolean isOfPartner = path.equals("/console/transactions")
                || path.startsWith("/console/customers/")
                || path.equals("/console/webhooks")
                || path.equals("/console/webhook-deliveries");
        return isOfPartner ? "?partner=" + partner.code() : finance.query(path);
    }
}
