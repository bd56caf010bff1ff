package id.kezbek.notifications.queue;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.notifications.EmailArchive;
import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.OrderEmail;
import id.kezbek.notifications.SendEmails;
import id.kezbek.notifications.templates.Templates;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.batch.GiveWay;
import id.kezbek.shared.batch.PayoutBacklog;
import id.kezbek.shared.batch.WaitingCallers;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.traces.Traces;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class SendEmailsTest {

    /** The mail library rejects it and quotes it in its message. */
    private static final String BROKEN_ADDRESS = "some..body@nowhere.test";

    private static final String ADDRESS = "somebody@customers.example";
    private static final String BUSY = "busy@customers.example";
    private static final int MANY = 1_000;
    private static final int NO_TIME = 0;

    @Autowired
    SendEmails sendEmails;

    @Autowired
    EmailHandovers handovers;

    @Autowired
    Emails emails;

    @Autowired
    NewEmails newEmails;

    @Autowired
    Templates templates;

    @Autowired
    Attachments attachments;

    @Autowired
    FileStore files;

    @Autowired
    EngineUnderTest engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void rejectedEmailFailsAtOnce() {
        UUID id = kept(BROKEN_ADDRESS);

        sendEmails.send(List.of(id));

        assertThat(state(id)).isEqualTo("FAILED 1");
    }

    @Test
    void failedTryDelaysNoOtherEmail() {
        UUID first = kept(ADDRESS);
        UUID busy = kept(BUSY);
        UUID last = kept(ADDRESS);
        List<String> taken = new ArrayList<>();

        sending(mail -> {
                    if (mail.to().equals(BUSY)) {
                        return new MailSender.Outcome.NotNow("SMTP 450");
                    }
                    taken.add(mail.to());
                    return new MailSender.Outcome.Taken();
                })
                .send(List.of(first, busy, last));

        assertThat(taken).containsExactly(ADDRESS, ADDRESS);
        assertThat(List.of(state(first), state(busy), state(last))).containsExactly("SENT 1", "QUEUED 1", "SENT 1");
        emails.wakeRested(MANY);
        assertThat(state(busy)).as("its rest is not over").isEqualTo("QUEUED 1");
        engine.clock().advance(Duration.ofSeconds(31));
        try {
            emails.wakeRested(MANY);
            // From here on, the engine queues and sends it by itself.
            Eventually.holds("it was sent", () -> state(busy).equals("SENT 2"));
        } finally {
            engine.clock().reset();
        }
    }

    @Test
    void unreadableEmailDelaysNoOtherEmail() {
        UUID closed = kept(ADDRESS);
        UUID open = kept(ADDRESS);
        engine.database()
                .sql("update notifications.email set sealed_recipient = 'no seal' where id = ?")
                .param(closed)
                .update();

        List<Optional<Emails.Email>> handedOver =
                emails.handOver(List.of(new Emails.Handover(null, closed), new Emails.Handover(null, open)));

        assertThat(handedOver.getFirst()).isEmpty();
        assertThat(handedOver.getLast()).map(Emails.Email::id).contains(open);
        assertThat(List.of(state(closed), state(open))).containsExactly("QUEUED 1", "SENDING 1");
        assertThat(database(closed, "due_at > changed_at", Boolean.class)).isTrue();
        List<EmailArchive.Line> listed =
                engine.get(EmailArchive.class).page(new EmailArchive.Page(null, null, null, null, 200));
        assertThat(listed)
                .filteredOn(line -> line.id().equals(closed))
                .extracting(EmailArchive.Line::recipient)
                .containsExactly("");
        // Otherwise other tests would find them.
        engine.administration().sql("""
                        update notifications.email set state = 'SENT', sealed_recipient = null, recipient_hash = null
                        where id in (?, ?)""").params(closed, open).update();
    }

    @Test
    void restsTwiceAsLongAfterEachTryAndIsGivenUpAfterTen() {
        UUID id = kept(BUSY);
        SendEmails busy = sending(mail -> new MailSender.Outcome.NotNow("SMTP 450"));
        List<Long> rests = new ArrayList<>();

        for (int n = 0; n < 9; n++) {
            busy.send(List.of(id));
            rests.add(database(id, "extract(epoch from due_at - changed_at)::bigint", Long.class));
        }
        busy.send(List.of(id));

        assertThat(rests).containsExactly(30L, 60L, 120L, 240L, 480L, 900L, 900L, 900L, 900L);
        assertThat(state(id)).isEqualTo("FAILED 10");
        assertThat(database(id, "due_at is null", Boolean.class)).isTrue();
        // Otherwise another test's redrive would find it.
        engine.database()
                .sql("update notifications.email set state = 'SENT' where id = ?")
                .param(id)
                .update();
    }

    @Test
    void duplicateMessageSendsEachEmailOnce() throws InterruptedException {
        List<UUID> ids = IntStream.range(0, 40).mapToObj(n -> kept(ADDRESS)).toList();
        AtomicInteger taken = new AtomicInteger();
        SendEmails sending = sending(mail -> {
            taken.incrementAndGet();
            return new MailSender.Outcome.Taken();
        });

        List<Thread> senders = IntStream.range(0, 4)
                .mapToObj(n -> Thread.startVirtualThread(() -> sending.send(n % 2 == 0 ? ids : ids.reversed())))
                .toList();
        for (Thread sender : senders) {
            sender.join();
        }

        assertThat(taken).hasValue(ids.size());
        assertThat(ids).allSatisfy(id -> assertThat(state(id)).isEqualTo("SENT 1"));
    }

    @Test
    void outageCostsNoTryAndOpensCircuitBreaker() {
        UUID first = kept(ADDRESS);
        UUID second = kept(ADDRESS);
        AtomicInteger asked = new AtomicInteger();

        sending(mail -> {
                    asked.incrementAndGet();
                    return new MailSender.Outcome.Away("ConnectException");
                })
                .send(List.of(first, second));

        assertThat(asked).as("the second was not tried").hasValue(1);
        Eventually.holds(
                "both waited and were sent",
                () -> state(first).equals("SENT 1") && state(second).equals("SENT 1"));
    }

    @Test
    void remainingEmailsWaitInDatabase() {
        UUID first = kept(ADDRESS);
        UUID second = kept(ADDRESS);
        AtomicInteger asked = new AtomicInteger();

        new SendEmails(
                        emails,
                        handovers,
                        templates,
                        attachments,
                        mail -> {
                            asked.incrementAndGet();
                            return new MailSender.Outcome.Taken();
                        },
                        MailBreaker.mailCircuit(Duration.ofHours(1)),
                        giveWay(),
                        Traces.OFF,
                        Duration.ZERO,
                        NO_TIME)
                .send(List.of(first, second));

        assertThat(asked).hasValue(0);
        Eventually.holds(
                "both waited and were sent",
                () -> state(first).equals("SENT 1") && state(second).equals("SENT 1"));
    }

    @Test
    void fileOfAnEmailIsReadWhenItIsSentAndAnEmailWithoutItWaits() {
        byte[] bytes = "%PDF a document".getBytes(StandardCharsets.UTF_8);
        String key = "invoices/attached-" + UUID.randomUUID() + ".pdf";
        UUID id = keptWith(key);
        List<MailSender.Mail> taken = new ArrayList<>();
        MailSender mailSender = mail -> {
            taken.add(mail);
            return new MailSender.Outcome.Taken();
        };

        sending(mailSender).send(List.of(id));
        assertThat(taken).as("not sent without its file").isEmpty();
        assertThat(state(id)).isEqualTo("QUEUED 1");

        files.put(key, bytes, "application/pdf");
        sending(mailSender).send(List.of(id));
        assertThat(state(id)).isEqualTo("SENT 2");
        assertThat(taken)
                .singleElement()
                .satisfies(mail -> assertThat(mail.attachment()).hasValueSatisfying(file -> {
                    assertThat(file.name()).isEqualTo("INV-2026-000042.pdf");
                    assertThat(file.contentType()).isEqualTo("application/pdf");
                    assertThat(file.bytes()).isEqualTo(bytes);
                }));
    }

    @Test
    void tooLongFileIsNotSent() {
        String key = "invoices/attached-" + UUID.randomUUID() + ".pdf";
        files.put(key, new byte[5 * 1024 * 1024 + 1], "application/pdf");
        UUID id = keptWith(key);

        sending(mail -> new MailSender.Outcome.Taken()).send(List.of(id));

        assertThat(state(id)).isEqualTo("QUEUED 1");
    }

    /** An e-mail with an attachment, which only this test sends. */
    private UUID keptWith(String key) {
        UUID id = UUID.randomUUID();
        Map<String, Object> model = Map.of("company", "Company", "number", "INV/2026/000042");
        transactions.executeWithoutResult(status -> {
            newEmails.add(
                    new Emails.Email(
                            id,
                            "INVOICE_ISSUED",
                            "en",
                            ADDRESS,
                            model,
                            null,
                            new OrderEmail.Attachment(key, "INV-2026-000042.pdf", "application/pdf")),
                    Map.of(),
                    engine.clock().instant().plus(Duration.ofDays(1)));
            jdbc.sql("update notifications.email set state = 'QUEUED' where id = ?")
                    .param(id)
                    .update();
        });
        return id;
    }

    private SendEmails sending(MailSender mailSender) {
        return new SendEmails(
                emails,
                handovers,
                templates,
                attachments,
                mailSender,
                MailBreaker.mailCircuit(Duration.ofHours(1)),
                giveWay(),
                Traces.OFF,
                Duration.ZERO,
                30);
    }

    private static GiveWay giveWay() {
        return new GiveWay(new WaitingCallers(), new PayoutBacklog());
    }

    private <T> T database(UUID id, String what, Class<T> type) {
        return engine.database()
                .sql("select " + what + " from notifications.email where id = ?")
                .param(id)
                .query(type)
                .single();
    }

    private UUID kept(String address) {
        UUID id = UUID.randomUUID();
        // Stored as queued but without a message, so only this test sends it.
        transactions.executeWithoutResult(status -> {
            // A template of every installation; its content does not matter here.
            newEmails.add(
                    List.of(new Emails.Email(id, "TRANSACTION_INVOICE", "id", address, model(), null)),
                    EmailArchive.State.QUEUED);
        });
        return id;
    }

    private String state(UUID id) {
        return engine.database()
                .sql("select state || ' ' || tries from notifications.email where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private static Map<String, Object> model() {
        return Map.ofEntries(
                Map.entry("company", "Company"),
                Map.entry("transaction_id", "t"),
                Map.entry("reference", "r"),
                Map.entry("date", "d"),
                Map.entry("msisdn", "62*****510"),
                Map.entry("wallet", "LSAJA"),
                Map.entry("quantity", 1),
                Map.entry("amount", "Rp1"),
                Map.entry("cashback", "Rp1"),
                Map.entry("has_reward", false),
                Map.entry("reward", "Rp0"),
                Map.entry("total", "Rp1"),
                Map.entry("tier", "BRONZE"),
                Map.entry("recurring", 1));
    }
}
