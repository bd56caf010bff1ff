package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.loyalty.stays.ExpireStays;
import id.kezbek.loyalty.stays.RemindCustomers;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Mail;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The e-mails that a customer gets from the first purchase to a lower tier, in both languages. */
@EngineTest
class LoyaltyEmailsTest {

    private static int customers;

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final HttpCalls mailView;
    private final Mail mail;
    private final String msisdn = "62874" + (1_000_000 + ++customers);
    private final String email = "ladder." + msisdn + "@example.com";

    LoyaltyEmailsTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
        this.mailView = new HttpCalls(engine.world().mailUrl().toString());
        this.mail = new Mail(mailView);
    }

    @BeforeEach
    void settle() {
        engine.settle();
    }

    @AfterEach
    void resetTheClock() {
        engine.clock().reset();
        mailView.close();
        staff.close();
    }

    @Test
    void inIndonesian() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(10_000_000));

        live(partner);

        assertThat(subjects())
                .containsExactlyInAnyOrder(
                        "Hadiah Rp1.000 untuk Anda dari PT. " + partner.code(),
                        "Hadiah Rp2.500 untuk Anda dari PT. " + partner.code(),
                        "Selamat, Anda naik ke SILVER di PT. " + partner.code(),
                        "Tingkat SILVER Anda di PT. " + partner.code() + " berakhir dalam 14 hari",
                        "Tingkat SILVER Anda di PT. " + partner.code() + " berakhir dalam 3 hari",
                        "Tingkat Anda di PT. " + partner.code() + " sekarang BRONZE");
        assertThat(message("berakhir dalam 3 hari").text())
                .contains("berakhir pada awal " + day(Locale.of("id", "ID")))
                .contains("Setelah itu tingkat Anda BRONZE.")
                .doesNotContain(msisdn);
    }

    @Test
    void inEnglish() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(10_000_000));
        engine.get(TransactionTemplate.class).executeWithoutResult(status -> {
            engine.get(JdbcClient.class)
                    .sql("update partners.partner set language = 'en' where id = ?")
                    .param(partner.id().value())
                    .update();
            engine.get(DataVersions.class).raise("partners");
        });

        live(partner);

        assertThat(subjects())
                .containsExactlyInAnyOrder(
                        "A reward of Rp1.000 for you from PT. " + partner.code(),
                        "A reward of Rp2.500 for you from PT. " + partner.code(),
                        "Congratulations, you are SILVER at PT. " + partner.code() + " now",
                        "Your tier SILVER at PT. " + partner.code() + " ends in 14 days",
                        "Your tier SILVER at PT. " + partner.code() + " ends in 3 days",
                        "Your tier at PT. " + partner.code() + " is BRONZE now");
        assertThat(message("ends in 14 days").html())
                .contains(day(Locale.ENGLISH))
                .contains("BRONZE");
        assertThat(message("is BRONZE now").text())
                .contains("Your time as SILVER at PT. " + partner.code() + " is over");
    }

    @Test
    void customerWithoutAddressGetsNoEmail() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(10_000_000));
        for (int i = 0; i < 5; i++) {
            report(partner, "null");
        }
        engine.awaitPaid(partner.id());
        engine.clock().advance(Duration.ofDays(88));
        engine.get(RemindCustomers.class).run();

        report(PartnerSystem.onboarded(engine, Money.rupiah(1_000_000)), "\"" + email + "\"");
        Eventually.holds("a later e-mail is there", () -> !mail.to(email).isEmpty());

        assertThat(partner.emails()).isZero();
    }

    /**
     * Five purchases, of which only the first has an address; then both reminders and the end of the tier period.
     * Each job runs more often than necessary.
     */
    private void live(PartnerSystem partner) {
        report(partner, "\"" + email + "\"");
        for (int i = 0; i < 4; i++) {
            report(partner, "null");
        }
        engine.awaitPaid(partner.id());
        awaitMails(partner, 3);
        for (int days : List.of(76, 80, 87, 88, 90)) {
            engine.clock().turnTo(Jakarta.dayOf(Instant.now()).plusDays(days));
            for (int run = 0; run < 2; run++) {
                engine.get(RemindCustomers.class).run();
                engine.get(ExpireStays.class).run();
            }
        }
        Eventually.holds(
                "both reminders and the fall are told", () -> subjects().size() == 6);
        JsonNode customer = staff.get("/api/v2/customers/" + msisdn + "?partner=" + partner.code(), Role.AUDITOR)
                .body();
        assertThat(customer.get("tier").asString()).isEqualTo("BRONZE");
        JsonNode newest = staff.get(
                        "/api/v2/customers/" + msisdn + "/journey?limit=1&partner=" + partner.code(), Role.AUDITOR)
                .body()
                .at("/items/0");
        assertThat(newest.get("cause").asString()).isEqualTo("EXPIRED");
        assertThat(newest.has("transaction")).isFalse();
    }

    private void awaitMails(PartnerSystem partner, int count) {
        try {
            Eventually.holds(
                    count + " e-mails beside the invoice", () -> subjects().size() == count);
        } catch (AssertionError never) {
            throw new AssertionError(never.getMessage() + "; came " + subjects() + " of " + kept(partner), never);
        }
    }

    private List<String> kept(PartnerSystem partner) {
        return engine.database()
                .sql("select concat_ws(' ', template, language, state, tries) from notifications.email"
                        + " where model ->> 'company' = 'PT. ' || ?")
                .param(partner.code())
                .query(String.class)
                .list();
    }

    private void report(PartnerSystem partner, String address) {
        PurchaseBody body =
                PurchaseBody.good().with("msisdn", "\"" + msisdn + "\"").with("email", address);
        assertThat(partner.report(body.json()).status()).isEqualTo(200);
    }

    /** All e-mails except invoices, which other tests cover. */
    private List<String> subjects() {
        return mail.to(email).stream()
                .map(Mail.Message::subject)
                .filter(subject -> !subject.startsWith("Cashback") && !subject.contains("cashback from"))
                .toList();
    }

    private Mail.Message message(String subject) {
        return mail.to(email).stream()
                .filter(one -> one.subject().contains(subject))
                .findFirst()
                .orElseThrow();
    }

    /** The end of the tier period in the format of the language. */
    private static String day(Locale locale) {
        LocalDate end = Jakarta.dayOf(Instant.now()).plusDays(90);
        return DateTimeFormatter.ofPattern("d MMMM yyyy", locale).format(end);
    }
}
