package id.kezbek.administration.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.notifications.EmailArchive;
import id.kezbek.notifications.EmailQueue;
import id.kezbek.sandbox.run.RedriveCommand;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;

/** E-mails with the real queue and the real mail sink. */
@EngineTest
class EmailsOverHttpTest {

    private static final String QUEUE = "cezbek-emails";
    private static final String DEAD = "cezbek-emails-dlq";
    /** More messages than a queue returns at once. */
    private static final int STRAYS = 12;

    private static final String MODEL = """
            {"company": "Company", "transaction_id": "%s", "reference": "r", "date": "d", "msisdn": "62*****510",
             "wallet": "LSAJA", "quantity": 1, "amount": "Rp1", "cashback": "Rp1", "has_reward": false,
             "reward": "Rp0", "total": "Rp1", "tier": "BRONZE", "recurring": 1}""";

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final SqsAsyncClient sqs;
    private final HttpClient client = HttpClient.newHttpClient();
    private final UUID id = UUID.randomUUID();
    private final String address = "mail-" + id + "@example.com";

    EmailsOverHttpTest(EngineUnderTest engine, SqsAsyncClient sqs) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
        this.sqs = sqs;
    }

    @AfterEach
    void close() {
        staff.close();
        client.close();
    }

    @Test
    void showsStateOfEmailWithoutAddress() {
        keep("WAITING", 0);
        Eventually.holds("it was sent", () -> state().equals("SENT"));

        Answer listed = staff.get("/api/v2/emails?state=SENT&to=" + address, Role.OPERATIONS);

        assertThat(listed.body().get("items")).hasSize(1);
        JsonNode email = listed.body().at("/items/0");
        assertThat(email.get("template").asString()).isEqualTo("TRANSACTION_INVOICE");
        assertThat(email.get("tries").asInt()).isEqualTo(1);
        assertThat(email.get("transaction_id").asString()).isEqualTo(id.toString());
        assertThat(listed.http().body()).doesNotContain(address);
        assertThat(received()).isEqualTo(1);
    }

    @Test
    void messagesThatTheQueueDoublesSendOneEmail() {
        keep("QUEUED", 0);
        for (int copy = 0; copy < 5; copy++) {
            put(QUEUE);
        }
        Eventually.holds("it was sent", () -> state().equals("SENT"));
        Eventually.holds("the queue is empty", () -> {
            EmailQueue.Depth depth = engine.get(EmailQueue.class).depth();
            return depth.waiting() + depth.inFlight() == 0;
        });
        assertThat(received()).isEqualTo(1);
    }

    @Test
    void redriveSendsFailedEmailsAndEmptiesDeadLetterQueue() {
        keep("FAILED", 10);
        put(DEAD);
        put(DEAD);

        Answer asked = staff.post("/api/v2/emails:redrive", Role.OPERATIONS, "");

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.body().get("job").asString()).isEqualTo("redrive-emails");
        Eventually.holds("it was sent", () -> state().equals("SENT"));
        Eventually.holds(
                "no dead letter is left",
                () -> engine.get(EmailQueue.class).depth().dead() == 0);
        assertThat(received()).isEqualTo(1);
        assertThat(engine.count("approvals.audit where act = 'EMAILS_REDRIVEN'"))
                .isPositive();
    }

    @Test
    void commandRedrivesAndPrintsResult(@TempDir Path folder) throws IOException {
        keep("FAILED", 10);
        Path sandboxFile = Files.writeString(
                folder.resolve("sandbox.json"), """
                {"base_url": "%s", "staff": [{"email": "o", "role": "OPERATIONS", "token": "%s"}], "partners": []}""".formatted(engine.uri(""), engine.staffToken(Role.OPERATIONS)));
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        assertThat(RedriveCommand.run(sandboxFile, new PrintStream(told, true, StandardCharsets.UTF_8)))
                .isZero();

        assertThat(told.toString(StandardCharsets.UTF_8)).contains("queued again");
        Eventually.holds("it was sent", () -> state().equals("SENT"));
    }

    @Test
    void sendsAllEmailsOfMessageAndRedrivesDeadOne() {
        keep("QUEUED", 0);
        UUID absent = UUID.randomUUID();
        put(DEAD, absent + " " + id);

        assertThat(staff.post("/api/v2/emails:redrive", Role.OPERATIONS, "").status())
                .isEqualTo(202);

        Eventually.holds("the dead letter's e-mail was sent", () -> state().equals("SENT"));
        Eventually.holds(
                "no dead letter is left",
                () -> engine.get(EmailQueue.class).depth().dead() == 0);
        assertThat(received()).isEqualTo(1);
    }

    @Test
    void redriveSkipsExpiredEmails() {
        keep("FAILED", 10);
        engine.database()
                .sql("update notifications.email set useful_until = now() + interval '1 hour' where id = ?")
                .param(id)
                .update();
        put(DEAD);
        assertThat(staff.post("/api/v2/emails:redrive", Role.ADMIN, "").status())
                .isEqualTo(202);
        Eventually.holds(
                "no dead letter is left",
                () -> engine.get(EmailQueue.class).depth().dead() == 0);
        assertThat(state()).isEqualTo("FAILED");
        assertThat(received()).isZero();
    }

    @Test
    void redriveSendsNothingTwice() {
        keep("SENT", 1);
        put(DEAD);
        assertThat(staff.post("/api/v2/emails:redrive", Role.ADMIN, "").status())
                .isEqualTo(202);
        Eventually.holds(
                "no dead letter is left",
                () -> engine.get(EmailQueue.class).depth().dead() == 0);
        assertThat(state()).isEqualTo("SENT");
        assertThat(received()).isZero();
    }

    @Test
    void keepsForeignDeadLetters() {
        keep("QUEUED", 0);
        for (int stray = 0; stray < STRAYS; stray++) {
            put(DEAD, "nobody's letter " + stray);
        }
        put(DEAD);
        try {
            assertThat(staff.post("/api/v2/emails:redrive", Role.ADMIN, "").status())
                    .isEqualTo(202);
            Eventually.holds("the e-mail behind them was sent", () -> state().equals("SENT"));
            Eventually.holds("its letter is gone, the others stay", () -> deadLetters() == STRAYS);
            assertThat(received()).isEqualTo(1);
        } finally {
            sqs.purgeQueue(purge -> purge.queueUrl(url(DEAD))).join();
        }
    }

    @Test
    void oldFailuresRaiseNoAlarm() {
        EmailArchive archive = engine.get(EmailArchive.class);
        long before = archive.open().getOrDefault(EmailArchive.State.FAILED, 0L);
        keep("FAILED", 10);
        assertThat(archive.open()).containsEntry(EmailArchive.State.FAILED, before + 1);
        engine.database()
                .sql("update notifications.email set changed_at = now() - interval '2 days' where id = ?")
                .param(id)
                .update();
        assertThat(archive.open().getOrDefault(EmailArchive.State.FAILED, 0L)).isEqualTo(before);
        engine.database()
                .sql("delete from notifications.email where id = ?")
                .param(id)
                .update();
    }

    @Test
    void permitsOperationsOnlyAndNamesInvalidParameters() {
        assertThat(staff.get("/api/v2/emails", Role.FINANCE).v2()).isEqualTo("403 forbidden");
        assertThat(staff.post("/api/v2/emails:redrive", Role.AUDITOR, "").v2()).isEqualTo("403 forbidden");
        assertThat(staff.get("/api/v2/emails?state=LOST&cursor=1&limit=x&sort=a", Role.OPERATIONS)
                        .fields())
                .containsExactlyInAnyOrder("state", "cursor", "limit", "sort");
    }

    @Test
    void pagesThroughEmails() {
        keep("SENT", 1);
        engine.database().sql("""
                        insert into notifications.email
                        select gen_random_uuid(), template, language, recipient, model, state, tries, created_at, changed_at
                        from notifications.email where id = ?""").param(id).update();
        Answer first = staff.get("/api/v2/emails?limit=1&to=" + address, Role.OPERATIONS);
        String cursor = first.body().get("next_cursor").asString();
        Answer second = staff.get("/api/v2/emails?limit=1&to=" + address + "&cursor=" + cursor, Role.OPERATIONS);
        assertThat(List.of(first.body().at("/items/0/id"), second.body().at("/items/0/id")))
                .doesNotHaveDuplicates();
        assertThat(second.body().get("next_cursor").isNull()).isTrue();
    }

    private void keep(String state, int tries) {
        engine.database()
                .sql("""
                        insert into notifications.email (id, template, language, recipient, model, state, tries, created_at, changed_at)
                        values (?, 'TRANSACTION_INVOICE', 'id', ?, ?::jsonb, ?, ?, now(), now())""")
                .params(id, address, MODEL.formatted(id), state, tries)
                .update();
    }

    private String state() {
        return engine.database()
                .sql("select state from notifications.email where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private void put(String queue) {
        put(queue, id.toString());
    }

    private void put(String queue, String body) {
        sqs.sendMessage(send -> send.queueUrl(url(queue)).messageBody(body)).join();
    }

    private String url(String queue) {
        return sqs.getQueueUrl(get -> get.queueName(queue)).join().queueUrl();
    }

    /** Also counts messages that were just received. */
    private int deadLetters() {
        return sqs
                .getQueueAttributes(get -> get.queueUrl(url(DEAD))
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .join()
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private int received() {
        return Call.to(URI.create(engine.world().mailUrl() + "/messages?to=" + address))
                .by(client)
                .body()
                .size();
    }
}
