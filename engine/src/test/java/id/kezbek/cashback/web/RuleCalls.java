package id.kezbek.cashback.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests about the rules of the test's own partner: OPERATIONS proposes, an administrator approves. */
final class RuleCalls implements AutoCloseable {

    static final String PATH = "/api/v2/rules";
    private static final AtomicInteger REFERENCE = new AtomicInteger();

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final Partner partner;

    RuleCalls(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
        this.partner = engine.get(PartnerDirectory.class)
                .find(engine.get(TestPartners.class).prepaid(Money.rupiah(1_000_000_000)))
                .orElseThrow();
    }

    StaffCalls staff() {
        return staff;
    }

    Partner partner() {
        return partner;
    }

    /** A purchase of 100,000 by one of the partner's customers. */
    Accepted report(int customer) {
        Purchase purchase = new Purchase(
                partner.id(),
                "R" + REFERENCE.incrementAndGet(),
                new Msisdn("62873%05d%03d".formatted(partner.id().value(), customer)),
                null,
                "LSAJA",
                1,
                Money.rupiah(100_000));
        return (Accepted) engine.get(Purchases.class).accept(List.of(purchase)).getFirst();
    }

    Answer propose(String path, String body) {
        return staff.post(path, Role.OPERATIONS, body);
    }

    Answer approve(Answer proposed, Role role) {
        return staff.post("/api/v2/approvals/" + proposed.body().get("id").asString() + "/approve", role, "");
    }

    Answer twoPeople(String path, String body) {
        Answer proposed = propose(path, body);
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        return approve(proposed, Role.ADMIN);
    }

    /** Creates a rule of the partner with these terms, in force or planned; returns its id. */
    long made(String fields) {
        Answer proposed = propose(PATH, terms(fields));
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        assertThat(approve(proposed, Role.ADMIN).status()).isEqualTo(200);
        return rule(proposed);
    }

    void changed(long rule, int base, String fields) {
        assertThat(twoPeople(PATH + "/" + rule + "/versions", version(base, fields))
                        .status())
                .isEqualTo(200);
    }

    String terms(String fields) {
        String body = "{\"partner\":\"" + partner.code() + "\"," + fields;
        body += fields.contains("quantity_from") ? "" : ",\"quantity_from\":1";
        return body + ",\"amount_from\":" + amount(50_000) + ",\"reason\":\"a campaign\"}";
    }

    static String version(int base, String fields) {
        return "{\"base_version\":" + base + "," + fields + ",\"quantity_from\":1,\"amount_from\":" + amount(50_000)
                + ",\"reason\":\"a campaign\"}";
    }

    static String amount(long rupiah) {
        return "{\"value\":\"" + rupiah + ".00\",\"currency\":\"IDR\"}";
    }

    /** The rule of a proposal. */
    static long rule(Answer proposed) {
        return proposed.body().at("/arguments/rule").asLong();
    }

    /** Closes the proposal, so that another one for the same rule is possible, as with another kind of proposal. */
    void setAside(Answer proposed) {
        UUID id = Ids.parse(proposed.body().get("id").asString());
        engine.database()
                .sql("update approvals.approval set subject = ? where id = ?")
                .params("set aside " + id, id)
                .update();
    }

    @Override
    public void close() {
        staff.close();
        engine.clock().reset();
    }
}
