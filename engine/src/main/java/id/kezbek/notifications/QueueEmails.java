package id.kezbek.notifications;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.crash.CrashPoint;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads facts, keeps the e-mails that follow from them, and hands those to the queue. */
@Component
public class QueueEmails {

    private static final String CONSUMER = "notifications";
    private static final String PURCHASE_ACCEPTED = "PURCHASE_ACCEPTED";
    private static final String INVOICE = "TRANSACTION_INVOICE";
    private static final int FACTS_AT_ONCE = 500;

    /** The most messages that a queue takes in one call. */
    private static final int MESSAGES_AT_ONCE = 10;

    private static final CrashPoint TAKEN =
            CrashPoint.named("notifications.emails-taken", "e-mails stand as queued, the queue has none of them");
    private static final CrashPoint QUEUED = CrashPoint.named(
            "notifications.emails-queued",
            "the queue has answered for e-mails, those that it refused are not given back");

    private static final Locale INDONESIA = Locale.of("id", "ID");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'WIB'", INDONESIA).withZone(Jakarta.ZONE);

    private final Facts facts;
    private final Emails emails;
    private final EmailQueue queue;
    private final String language;
    private final JsonMapper json = JsonMapper.shared();

    QueueEmails(
            Facts facts,
            Emails emails,
            EmailQueue queue,
            @Value("${cezbek.notifications.language:id}") String language) {
        this.facts = facts;
        this.emails = emails;
        this.queue = queue;
        this.language = language;
    }

    /**
     * Reads the next facts.
     *
     * @return whether there may be more at once
     */
    public boolean readFacts() {
        int read = facts.read(CONSUMER, FACTS_AT_ONCE, next -> {
            List<Emails.Email> due =
                    next.stream().map(this::invoice).flatMap(Optional::stream).toList();
            if (!due.isEmpty()) {
                emails.add(due);
            }
        });
        return read == FACTS_AT_ONCE;
    }

    /**
     * Hands the next waiting e-mails to the queue.
     *
     * @return whether there may be more at once
     */
    public boolean queueWaiting() {
        List<UUID> taken = emails.takeWaiting(MESSAGES_AT_ONCE);
        if (taken.isEmpty()) {
            return false;
        }
        TAKEN.reached();
        List<UUID> refused;
        try {
            refused = queue.send(taken);
        } catch (RuntimeException unreachable) {
            emails.giveBack(taken);
            throw unreachable;
        }
        QUEUED.reached();
        emails.giveBack(refused);
        return refused.isEmpty() && taken.size() == MESSAGES_AT_ONCE;
    }

    /** Queues again what the queue or a stopped sender lost. */
    public int recoverLost() {
        return emails.recoverLost();
    }

    private Optional<Emails.Email> invoice(Fact fact) {
        if (!fact.kind().equals(PURCHASE_ACCEPTED)) {
            return Optional.empty();
        }
        JsonNode told = json.readTree(fact.body());
        String recipient = told.path("email").stringValue("");
        if (recipient.isEmpty()) {
            return Optional.empty();
        }
        // The same purchase makes the same e-mail, so reading a fact twice sends nothing twice.
        UUID id = UUID.nameUUIDFromBytes((INVOICE + fact.subject()).getBytes(StandardCharsets.UTF_8));
        return Optional.of(new Emails.Email(id, INVOICE, language, recipient, model(told, fact.at())));
    }

    private static Map<String, Object> model(JsonNode told, Instant at) {
        BigDecimal cashback = told.path("cashback").decimalValue();
        BigDecimal reward = told.path("reward").decimalValue();
        return Map.ofEntries(
                Map.entry("company", told.path("company").stringValue()),
                Map.entry("transaction_id", told.path("transactionId").stringValue()),
                Map.entry("reference", told.path("reference").stringValue()),
                Map.entry("date", MOMENT.format(at)),
                Map.entry("msisdn", new Msisdn(told.path("msisdn").stringValue()).masked()),
                Map.entry("wallet", told.path("wallet").stringValue()),
                Map.entry("quantity", told.path("quantity").intValue()),
                Map.entry("amount", rupiah(told.path("amount").decimalValue())),
                Map.entry("cashback", rupiah(cashback)),
                Map.entry("has_reward", reward.signum() > 0),
                Map.entry("reward", rupiah(reward)),
                Map.entry("total", rupiah(cashback.add(reward))),
                Map.entry("tier", told.path("tier").stringValue()),
                Map.entry("recurring", told.path("recurring").intValue()));
    }

    /** Rp750.000, with decimals only where there are some. */
    private static String rupiah(BigDecimal amount) {
        NumberFormat format = NumberFormat.getNumberInstance(INDONESIA);
        boolean whole = amount.stripTrailingZeros().scale() <= 0;
        format.setMinimumFractionDigits(whole ? 0 : 2);
        return "Rp" + format.format(amount);
    }
}
