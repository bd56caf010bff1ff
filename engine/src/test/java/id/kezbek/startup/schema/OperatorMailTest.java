package id.kezbek.startup.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.notifications.MailSender;
import id.kezbek.notifications.MailSender.Mail;
import id.kezbek.notifications.MailSender.Outcome;
import id.kezbek.startup.schema.SchemaSettings.Migrate;
import id.kezbek.startup.schema.SchemaSettings.Operators;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** The recipients of an e-mail about a failed start, with mail systems that accept, reject or never answer. */
class OperatorMailTest {

    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final List<Mail> taken = new CopyOnWriteArrayList<>();

    @Test
    void sendsEachOperatorOneEmail() {
        OperatorMail mail = mail(this::take, PATIENT, "ops@example.id", "lead@example.id");
        mail.tell("the migration V1__a.sql was changed");
        mail.tell("the migration V1__a.sql was changed");
        assertThat(taken).extracting(Mail::to).containsExactly("ops@example.id", "lead@example.id");
        assertThat(taken.getFirst().text()).contains("does not start: the migration V1__a.sql was changed");
    }

    @Test
    void showsMigrationMessageAsText() {
        mail(this::take, PATIENT, "ops@example.id").tell("relation \"<b>\" does not exist");
        assertThat(taken.getFirst().html()).contains("&lt;b&gt;").doesNotContain("<b>");
    }

    @Test
    void refusedAddressDoesNotStopOthers() {
        MailSender choosy = mail -> {
            if (mail.to().startsWith("gone")) {
                return new Outcome.Refused("550");
            }
            if (mail.to().startsWith("broken")) {
                throw new IllegalStateException("broken");
            }
            return take(mail);
        };
        mail(choosy, PATIENT, "gone@example.id", "broken@example.id", "ops@example.id")
                .tell("it broke");
        assertThat(taken).extracting(Mail::to).containsExactly("ops@example.id");
    }

    @Test
    void waitsForMailSystemForLimitedTime() {
        CountDownLatch never = new CountDownLatch(1);
        MailSender silent = mail -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Outcome.Away("silent");
        };
        mail(silent, Duration.ofMillis(50), "ops@example.id").tell("it broke");
        never.countDown();
    }

    @Test
    void withoutAMailSystemOrOperatorsTheStartFailsAllTheSame() {
        new OperatorMail(settings("ops@example.id"), new DefaultListableBeanFactory().getBeanProvider(MailSender.class))
                .tell("it broke");
        mail(this::take, PATIENT).tell("it broke");
        assertThat(taken).isEmpty();
    }

    @Test
    void refusesInvalidAddressByPosition() {
        assertThatThrownBy(() -> settings("ops@example.id", "the boss"))
                .hasMessage("cezbek.operators.email: entry 2 is not an e-mail address; separate addresses by commas");
    }

    private Outcome take(Mail mail) {
        taken.add(mail);
        return new Outcome.Taken();
    }

    private static OperatorMail mail(MailSender sender, Duration tellingMax, String... operators) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("sender", sender);
        return new OperatorMail(settings(operators), beans.getBeanProvider(MailSender.class), tellingMax);
    }

    private static SchemaSettings settings(String... operators) {
        return new SchemaSettings(Migrate.START, new Operators(List.of(operators)));
    }
}
