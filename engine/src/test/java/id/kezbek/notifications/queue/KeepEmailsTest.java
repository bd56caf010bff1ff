package id.kezbek.notifications.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.notifications.EmailArchive;
import id.kezbek.notifications.addresses.SealedAddresses;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The maximum number of e-mails to one address per day. */
@EngineTest
class KeepEmailsTest {

    private static final int MOST = 3;

    private final EngineUnderTest engine;
    private final NewEmails emails;
    private final KeepEmails keepEmails;
    private final String stranger = "stranger-" + UUID.randomUUID() + "@example.com";

    KeepEmailsTest(EngineUnderTest engine, NewEmails emails) {
        this.engine = engine;
        this.emails = emails;
        this.keepEmails = upTo(MOST);
    }

    @AfterEach
    void resetTheClock() {
        engine.clock().reset();
    }

    @Test
    void storesEmailsAboveDailyLimitWithoutSending() {
        keepEmails.keep(invoices(2, stranger), EmailArchive.State.WAITING);
        keepEmails.keep(invoices(28, stranger.toUpperCase(java.util.Locale.ROOT)), EmailArchive.State.WAITING);

        assertThat(count("state <> 'SUPPRESSED'")).isEqualTo(MOST);
        assertThat(count("state = 'SUPPRESSED' and reason = 'TOO_MANY_THAT_DAY'"))
                .isEqualTo(30 - MOST);
        List<EmailArchive.Line> listed = engine.get(EmailArchive.class)
                .page(new EmailArchive.Page(EmailArchive.State.SUPPRESSED, null, stranger, null, 50));
        assertThat(listed).hasSize(30 - MOST).allMatch(line -> KeepEmails.TOO_MANY.equals(line.reason()));
    }

    @Test
    void redrivingDoesNotSendThem() {
        keepEmails.keep(invoices(5, stranger), EmailArchive.State.WAITING);

        engine.get(RedriveEmails.class).run();

        assertThat(count("state = 'SUPPRESSED'")).isEqualTo(2);
    }

    @Test
    void othersAndTheNextDayAreNotTouched() {
        String other = "other-" + UUID.randomUUID() + "@example.com";
        keepEmails.keep(invoices(5, stranger), EmailArchive.State.WAITING);
        keepEmails.keep(invoices(1, other), EmailArchive.State.WAITING);
        assertThat(count(other, "state <> 'SUPPRESSED'")).isEqualTo(1);

        engine.clock().advance(Duration.ofDays(1));
        keepEmails.keep(invoices(5, stranger), EmailArchive.State.WAITING);

        assertThat(count("state <> 'SUPPRESSED'")).isEqualTo(2 * MOST);
    }

    @Test
    void zeroIsNoLimit() {
        upTo(0).keep(invoices(30, stranger), EmailArchive.State.WAITING);

        assertThat(count("state <> 'SUPPRESSED'")).isEqualTo(30);
    }

    @Test
    void refusesALimitBelowZero() {
        assertThatThrownBy(() -> upTo(-1))
                .hasMessageContaining("max-per-address-and-day must be 0 (no limit) or at least 1");
    }

    private KeepEmails upTo(int most) {
        return new KeepEmails(emails, engine.clock(), new SimpleMeterRegistry(), most);
    }

    private List<Emails.Email> invoices(int number, String recipient) {
        return IntStream.range(0, number)
                .mapToObj(n -> new Emails.Email(
                        UUID.randomUUID(),
                        "TRANSACTION_INVOICE",
                        "en",
                        recipient,
                        Map.of("company", "Tokomedia"),
                        null))
                .toList();
    }

    private long count(String which) {
        return count(stranger, which);
    }

    private long count(String recipient, String which) {
        String hash = HexFormat.of().formatHex(engine.get(SealedAddresses.class).hash(recipient));
        return engine.count("notifications.email where recipient_hash = '\\x" + hash + "' and " + which);
    }
}
