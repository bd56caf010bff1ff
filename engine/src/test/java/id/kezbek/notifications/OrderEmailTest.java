package id.kezbek.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Mail;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** E-mails with secrets in their models. */
@EngineTest
class OrderEmailTest {

    private static final String SECRET = "481516";

    private final EngineUnderTest engine;
    private final OrderEmail orderEmail;

    OrderEmailTest(EngineUnderTest engine, OrderEmail orderEmail) {
        this.engine = engine;
        this.orderEmail = orderEmail;
    }

    @Test
    void sendsSecretAndStoresItNowhere() {
        UUID id = order("en", Duration.ofMinutes(10));
        assertThat(at(id, "encode(coalesce(sealed_model, ''), 'escape') || model::text"))
                .doesNotContain(SECRET);

        Eventually.holds("it is sent", () -> at(id, "state").equals("SENT"));

        try (HttpCalls sink = new HttpCalls(engine.world().mailUrl().toString())) {
            assertThat(new Mail(sink).to(recipient(id))).singleElement().satisfies(mail -> {
                assertThat(mail.text()).contains(SECRET).contains("10 minutes");
                assertThat(mail.html()).contains(SECRET);
                assertThat(mail.subject()).contains(SECRET);
            });
        }
        assertThat(at(id, "sealed_model is null")).isEqualTo("true");
    }

    @Test
    void dropsExpiredEmail() {
        UUID id = order("id", Duration.ofSeconds(-1));

        Eventually.holds("it is given up", () -> at(id, "state").equals("FAILED"));

        assertThat(at(id, "sealed_model is null")).isEqualTo("true");
        try (HttpCalls sink = new HttpCalls(engine.world().mailUrl().toString())) {
            assertThat(new Mail(sink).to(recipient(id))).isEmpty();
        }
    }

    private UUID order(String language, Duration usefulFor) {
        UUID id = UUID.randomUUID();
        orderEmail.order(new OrderEmail.Order(
                id,
                TemplateName.OTP.name(),
                language,
                recipient(id),
                Map.of("minutes", 10),
                Map.of("otp", SECRET),
                engine.clock().instant().plus(usefulFor)));
        return id;
    }

    private static String recipient(UUID id) {
        return id + "@example.com";
    }

    private String at(UUID id, String column) {
        return engine.database()
                .sql("select (" + column + ")::text from notifications.email where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }
}
