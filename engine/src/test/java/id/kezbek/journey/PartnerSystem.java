package id.kezbek.journey;

import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.Partner;
import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.Signature;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A logged-in system of a partner, with the engine's records of the partner. */
public final class PartnerSystem {

    static final String CASHBACKS = "/api/v1/cashbacks";
    static final String TRANSACTIONS = "/api/v2/transactions";
    static final String SIGN_IN = "/api/v1/authorization/client";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static int partners;

    private static final String EMAILS = "notifications.email where model ->> 'company' = 'PT. ' || :code";

    /** The consequences of purchases, top-ups and tiers, each counted for one partner. */
    private static final List<String> COUNTS = List.of(
            "cashback.reference where partner = :id",
            "cashback.purchase where partner = :id",
            "loyalty.member where partner = :id",
            "loyalty.journey where partner = :id",
            "ledger.line l join ledger.account a on a.id = l.account where a.owner = :code",
            "ledger.funding_slot where partner = :id and available <> 0",
            "payouts.payout where partner = :id",
            "payouts.item i join payouts.payout p on p.id = i.payout where p.partner = :id",
            "payouts.attempt where partner = :id",
            "facts.fact where body ->> 'partner' in (:code, :id::text)",
            EMAILS);

    private final EngineUnderTest engine;
    private final Partner partner;
    private final String token;

    private PartnerSystem(EngineUnderTest engine, Partner partner, String token) {
        this.engine = engine;
        this.partner = partner;
        this.token = token;
    }

    /** A new partner with a balance, used by only one test. */
    public static PartnerSystem onboarded(EngineUnderTest engine, Money balance) {
        Onboarded onboarded = engine.partner("V1P" + ++partners);
        if (balance.isPositive()) {
            engine.get(RecordTopUp.class)
                    .record(new TopUp(
                            onboarded.partner(),
                            balance,
                            "first of " + onboarded.partner().code(),
                            "first",
                            "test"));
        }
        Credentials credentials = new Credentials(
                onboarded.partner().code(),
                onboarded.credential().apiKey(),
                onboarded.credential().apiSecret());
        String token = signIn(engine, credentials).data().get("token").asString();
        return new PartnerSystem(engine, onboarded.partner(), token);
    }

    static Answer signIn(EngineUnderTest engine, Credentials credentials) {
        long now = engine.clock().instant().getEpochSecond();
        return Call.to(engine.uri(SIGN_IN))
                .header("x-client-channel", "B2BCLIENT")
                .header("x-api-key", credentials.apiKey())
                .header("x-client-timestamp", Long.toString(now))
                .header("x-client-signature", Signature.of(credentials, "POST", now))
                .post("{\"code\":\"" + credentials.code() + "\"}")
                .by(CLIENT);
    }

    Answer report(String body) {
        return report(body.getBytes(StandardCharsets.UTF_8));
    }

    Answer report(byte[] body) {
        return call(CASHBACKS).post(body).by(CLIENT);
    }

    Answer standing(String msisdn) {
        return call(CASHBACKS + "/" + msisdn).by(CLIENT);
    }

    /** Reports a purchase over v2. */
    public Answer transact(String body, String... headers) {
        return post(TRANSACTIONS, body, headers);
    }

    /** Sends a POST over v2; header names and values alternate. */
    public Answer post(String path, String body, String... headers) {
        Call call = Call.to(engine.uri(path))
                .header("content-type", "application/json")
                .bearer(token);
        for (int i = 0; i < headers.length; i += 2) {
            call.header(headers[i], headers[i + 1]);
        }
        return call.post(body).by(CLIENT);
    }

    public Answer get(String path) {
        return Call.to(engine.uri(path)).bearer(token).by(CLIENT);
    }

    public PartnerId id() {
        return partner.id();
    }

    String token() {
        return token;
    }

    public String code() {
        return partner.code();
    }

    /** The number of the partner's rows by table. */
    Map<String, Long> recorded() {
        return counted(COUNTS);
    }

    /** As {@link #recorded()}, without later consequences of purchases. */
    Map<String, Long> recordedOfPurchases() {
        return counted(COUNTS.stream()
                .filter(from -> !from.startsWith("payouts.attempt")
                        && !from.startsWith("facts")
                        && !from.startsWith("notifications"))
                .toList());
    }

    /** The number of invoice e-mails, sent or not. */
    long emails() {
        return counted(List.of(EMAILS)).get(EMAILS);
    }

    private Map<String, Long> counted(List<String> rows) {
        String counts =
                rows.stream().map(from -> "(select count(*) from " + from + ")").collect(Collectors.joining(", "));
        return engine.database()
                .sql("select " + counts)
                .param("id", partner.id().value())
                .param("code", partner.code())
                .query((row, n) -> {
                    Map<String, Long> counted = new LinkedHashMap<>();
                    for (int i = 0; i < rows.size(); i++) {
                        counted.put(rows.get(i), row.getLong(i + 1));
                    }
                    return counted;
                })
                .single();
    }

    private Call call(String path) {
        return Call.to(engine.uri(path))
                .header("x-client-channel", "B2BCLIENT")
                .header("x-client-os", "linux")
                .header("content-type", "application/json")
                .bearer(token);
    }
}
