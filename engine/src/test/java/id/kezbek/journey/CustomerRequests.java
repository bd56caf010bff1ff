package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The set-up of tests of a customer's requests: a customer with purchases, and the approval of a request. */
abstract class CustomerRequests {

    static int customers;

    final EngineUnderTest engine;
    final StaffCalls staff;
    final String msisdn = "62877" + (30_000_000 + ++customers);
    final String email = "data.subject." + msisdn.substring(5) + "@example.com";

    CustomerRequests(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @BeforeEach
    void settle() {
        engine.settle();
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        staff.close();
    }

    /** The numbers of purchases, payouts and customers with a phone number. */
    List<Long> standing(String number, PartnerSystem partner) {
        String where = " where " + number + " and partner = " + partner.id().value();
        return List.of(
                engine.count("cashback.purchase" + where),
                engine.count("payouts.payout" + where),
                engine.count("loyalty.member" + where));
    }

    PartnerSystem boughtWithAReferenceInTwoForms() {
        PartnerSystem partner = bought(1);
        // A reference as an older engine stored it, already processed by the job compose-references.
        engine.administration().sql("""
                        insert into cashback.reference (partner, reference, fingerprint, purchase)
                        select partner, ' ' || reference, fingerprint, purchase from cashback.reference where partner = ?""").param(partner.id().value()).update();
        engine.administration()
                .sql("update cashback.purchase set reference = ' ' || reference where partner = ?")
                .param(partner.id().value())
                .update();
        return partner;
    }

    List<String> fingerprints(PartnerSystem partner) {
        return engine.database()
                .sql("select encode(fingerprint, 'hex') from cashback.reference where partner = ?")
                .param(partner.id().value())
                .query(String.class)
                .list();
    }

    String path(PartnerSystem partner, String digits, String what) {
        return "/api/v2/customers/" + digits + "/" + what + "?partner=" + partner.code();
    }

    Answer approve(Answer proposed) {
        assertThat(proposed.status()).as(proposed.body().toString()).isEqualTo(202);
        return staff.approve(proposed, Role.ADMIN);
    }

    PartnerSystem bought(int purchases) {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(10_000_000));
        for (int i = 0; i < purchases; i++) {
            assertThat(partner.transact(purchase().json()).status()).isEqualTo(201);
        }
        engine.awaitPaid(partner.id());
        Eventually.holds("its e-mails are written", () -> partner.emails() >= purchases);
        return partner;
    }

    PurchaseBody purchase() {
        return purchaseOf(msisdn);
    }

    PurchaseBody purchaseOf(String msisdn) {
        PurchaseBody body = PurchaseBody.goodV2();
        return body.with("msisdn", "\"" + msisdn + "\"")
                .with("email", "\"" + email + "\"")
                .with("reference", "\"" + body.text("reference") + "-" + msisdn + "\"");
    }

    Money paid(PartnerSystem partner) {
        return Money.rupiah(engine.database()
                .sql("select coalesce(sum(amount), 0) from payouts.payout where partner = ? and state = 'PAID'")
                .param(partner.id().value())
                .query(BigDecimal.class)
                .single());
    }

    String path(PartnerSystem partner, String what) {
        return "/api/v2/customers/" + msisdn + "/" + what + "?partner=" + partner.code();
    }

    static String reason(String text) {
        return "{\"reason\":\"" + text + "\"}";
    }

    /** Every column that contains the text, with the number of rows, except partners' references. */
    Map<String, Long> whereverStands(String text) {
        Map<String, Long> found = new TreeMap<>();
        List<String[]> columns = engine.database()
                .sql("""
                        select c.table_schema || '.' || c.table_name, c.column_name from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema', 'public')
                          and (c.table_schema, c.table_name, c.column_name) <> ('cashback', 'reference', 'reference')
                          and c.data_type in ('text', 'jsonb', 'uuid', 'ARRAY', 'character varying')""")
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
                .list();
        for (String[] column : columns) {
            long rows = engine.count(column[0] + " where position('" + text + "' in " + column[1] + "::text) > 0");
            if (rows > 0) {
                found.put(column[0] + "." + column[1], rows);
            }
        }
        return found;
    }
}
