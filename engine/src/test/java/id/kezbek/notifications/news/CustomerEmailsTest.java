package id.kezbek.notifications.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.facts.Fact;
import id.kezbek.notifications.addresses.ForgetContacts;
import id.kezbek.notifications.queue.Emails;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.records.SuspendPartner;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestPartners;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The e-mails that follow from events, and their recipients. */
@EngineTest
class CustomerEmailsTest {

    private static final String OLD = "old@example.com";
    private static final String NEW = "new@example.com";

    private final EngineUnderTest engine;
    private final CustomerEmails customerEmails;
    private final PartnerId id;
    private final Partner partner;

    CustomerEmailsTest(EngineUnderTest engine, TestPartners partners, CustomerEmails customerEmails) {
        this.engine = engine;
        this.customerEmails = customerEmails;
        this.id = partners.prepaid(Money.ZERO);
        this.partner = engine.get(PartnerDirectory.class).find(id).orElseThrow();
    }

    @AfterEach
    void resetTheClock() {
        engine.clock().reset();
    }

    @Test
    void remembersAddressOfLastPurchase() {
        emails(purchase(OLD, 0, ""));
        emails(purchase(NEW, 0, ""), purchase(null, 0, ""));

        assertThat(customerEmails.of(List.of(expired("GOLD", "SILVER", 4, true))))
                .singleElement()
                .satisfies(email -> {
                    assertThat(email.recipient()).isEqualTo(NEW);
                    assertThat(email.template()).isEqualTo("TIER_DOWN");
                    assertThat(email.model())
                            .containsEntry("tier_before", "GOLD")
                            .containsEntry("tier", "SILVER");
                });
    }

    /** The consumer checks erasures and then stores an address. An erasure in between would be missed. */
    @Test
    void noFactsAreReadWhileACustomerIsErased() {
        engine.get(TransactionTemplate.class).executeWithoutResult(status -> {
            boolean unused = engine.get(CustomersOfEmails.class).lock(new CustomerOf(id, new Msisdn("628118770510")));
            assertThat(engine.administration()
                            .sql("select name from facts.consumer where name = 'notifications' for update skip locked")
                            .query(String.class)
                            .list())
                    .isEmpty();
        });
    }

    @Test
    void purchaseWithoutRewardCausesOnlyInvoice() {
        assertThat(emails(purchase(OLD, 0, ""))).containsExactly("TRANSACTION_INVOICE");
        assertThat(emails(purchase(null, 0, ""))).isEmpty();
    }

    @Test
    void severalEndedPeriodsCauseOneEmail() {
        emails(purchase(OLD, 0, ""));

        assertThat(emails(expired("GOLD", "SILVER", 4, false), expired("GOLD", "BRONZE", 5, true)))
                .containsExactly("TIER_DOWN GOLD BRONZE");
        assertThat(emails(expired("BRONZE", "BRONZE", 6, true)))
                .as("nowhere is no move")
                .isEmpty();
    }

    @Test
    void purchaseAfterEndedPeriodCausesBothEmails() {
        String moves = """
                ,"moves":[{"cause":"EXPIRED","from":"GOLD","to":"SILVER","entry":4,"expiresOn":"2027-01-01"},
                {"cause":"EXPIRED","from":"SILVER","to":"BRONZE","entry":5,"expiresOn":"2027-04-01"},
                {"cause":"PROMOTED","from":"BRONZE","to":"SILVER","entry":6,"expiresOn":"2027-05-01"}]""";

        assertThat(emails(purchase(OLD, 1_000, moves)))
                .containsExactly("TRANSACTION_INVOICE", "REWARD", "TIER_DOWN GOLD BRONZE", "TIER_UP BRONZE SILVER");
        assertThat(emails(purchase(null, 0, moves)))
                .as("without an address of its own it has no invoice")
                .containsExactly("TIER_DOWN GOLD BRONZE", "TIER_UP BRONZE SILVER");
    }

    @Test
    void sameEventMakesSameEmails() {
        Fact purchase = purchase(OLD, 1_000, "");

        assertThat(customerEmails.of(List.of(purchase))).isEqualTo(customerEmails.of(List.of(purchase)));
    }

    @Test
    void suspendedPartnersCustomersGetNoTierEmails() {
        emails(purchase(OLD, 0, ""));
        engine.get(SuspendPartner.class).suspend(id, "test");
        engine.get(DataVersions.class).refresh();

        assertThat(emails(expired("GOLD", "SILVER", 4, true))).isEmpty();
    }

    @Test
    void deletesAddressAfterTwoYearsWithoutPurchase() {
        emails(purchase(OLD, 0, ""));
        engine.clock().advance(Duration.ofDays(700));
        engine.get(ForgetContacts.class).run();
        assertThat(known()).isEqualTo(1);

        engine.clock().advance(Duration.ofDays(40));
        assertThat(engine.get(ForgetContacts.class).run()).isPositive();

        assertThat(known()).isZero();
        assertThat(emails(expired("GOLD", "SILVER", 4, true))).isEmpty();
    }

    @Test
    void eventOfUnknownPartnerIsNotSkipped() {
        for (Fact fact : List.of(ofNobody("PURCHASE_ACCEPTED"), ofNobody("TIER_EXPIRED"), ofNobody("TIER_EXPIRING"))) {
            assertThatThrownBy(() -> emails(fact))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(fact.kind());
        }
    }

    @Test
    void becomesDeadLetterAndConsumerContinues() {
        Fact strange = ofNobody("TIER_EXPIRING");
        append(strange);
        try {
            Eventually.holds("it is set aside", () -> setAside(strange) == 1);
            String later = "later-" + UUID.randomUUID() + "@example.com";
            append(purchase(later, 0, ""));
            Eventually.holds(
                    "the facts behind it are read",
                    () -> List.of(later)
                            .equals(customerEmails.of(List.of(expired("GOLD", "SILVER", 4, true))).stream()
                                    .map(Emails.Email::recipient)
                                    .toList()));
        } finally {
            engine.database()
                    .sql("delete from facts.set_aside where id in (select id from facts.fact where subject = ?)")
                    .param(strange.subject())
                    .update();
        }
    }

    private long setAside(Fact fact) {
        return engine.count(
                "facts.set_aside s join facts.fact f on f.xid = s.xid and f.id = s.id where s.consumer = 'notifications'"
                        + " and f.subject = '" + fact.subject() + "'");
    }

    private void append(Fact fact) {
        engine.get(JdbcClient.class)
                .sql("insert into facts.fact (kind, subject, body, at) values (?, ?, ?::jsonb, ?)")
                .params(fact.kind(), fact.subject(), fact.body(), Timestamp.from(fact.at()))
                .update();
    }

    private Fact ofNobody(String kind) {
        Instant now = engine.clock().instant();
        String partner = kind.equals("PURCHASE_ACCEPTED") ? "\"NOBODY\"" : "987654321";
        return new Fact(kind, UUID.randomUUID(), """
                {"partner":%s,"msisdn":"628750000001","tier":"GOLD","to":"SILVER","tierBefore":"GOLD","isLast":true,
                "entry":2,"daysLeft":7,"expiresOn":"%s"}""".formatted(partner, Jakarta.dayOf(now)), now);
    }

    private long known() {
        return engine.count("notifications.contact where partner = " + id.value());
    }

    private List<String> emails(Fact... facts) {
        return customerEmails.of(List.of(facts)).stream()
                .map(email -> email.template().startsWith("TIER")
                        ? email.template() + " " + email.model().get("tier_before") + " "
                                + email.model().get("tier")
                        : email.template())
                .toList();
    }

    private Fact purchase(@Nullable String email, long reward, String more) {
        String body = """
                {"transactionId":"t","partner":"%s","company":"%s","reference":"r","msisdn":"628750000001",%s
                "wallet":"LSAJA","quantity":1,"amount":100000,"cashback":1000,"reward":%d,"tier":"SILVER","recurring":1%s}""".formatted(
                partner.code(), partner.company(), email == null ? "" : "\"email\":\"" + email + "\",", reward, more);
        return new Fact(
                "PURCHASE_ACCEPTED", UUID.randomUUID(), body, engine.clock().instant());
    }

    private Fact expired(String before, String to, int entry, boolean isLast) {
        Instant now = engine.clock().instant();
        String body = """
                {"partner":%d,"msisdn":"628750000001","from":"SILVER","to":"%s","entry":%d,"expiresOn":"%s",
                "tierBefore":"%s","isLast":%b}""".formatted(id.value(), to, entry, Jakarta.dayOf(now).plusDays(90), before, isLast);
        return new Fact("TIER_EXPIRED", UUID.randomUUID(), body, now);
    }
}
