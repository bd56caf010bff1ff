package id.kezbek.notifications.queue;

import id.kezbek.notifications.EmailArchive;
import id.kezbek.notifications.TemplateName;
import id.kezbek.shared.Jakarta;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Limits the e-mails to one address on one calendar day in Jakarta. E-mails above the limit are stored as SUPPRESSED
 * and never sent. The partner supplies the address with each purchase. Without the limit, a partner could make the
 * engine send many e-mails to a stranger.
 */
@Component
public class KeepEmails {

    static final String TOO_MANY = "TOO_MANY_THAT_DAY";

    private final NewEmails emails;
    private final Clock clock;
    private final int most;
    private final Counter suppressedCount;

    KeepEmails(
            NewEmails emails,
            Clock clock,
            MeterRegistry meters,
            @Value("${cezbek.notifications.max-per-address-and-day:10}") int most) {
        if (most < 0) {
            throw new IllegalArgumentException(
                    "cezbek.notifications.max-per-address-and-day must be 0 (no limit) or at least 1, for example 10");
        }
        this.emails = emails;
        this.clock = clock;
        this.most = most;
        this.suppressedCount = Counter.builder("cezbek.emails.suppressed")
                .description("E-mails to customers that were not sent because of the daily limit per address")
                .register(meters);
    }

    /**
     * Stores e-mails to customers in the given order.
     *
     * @param state the state of the e-mails within the limit
     * @return the e-mails within the limit that were not stored before
     */
    public List<Emails.Email> keep(List<Emails.Email> due, EmailArchive.State state) {
        if (most == 0) {
            return emails.add(due, state);
        }
        Instant today =
                Jakarta.dayOf(clock.instant()).atStartOfDay(Jakarta.ZONE).toInstant();
        Collection<String> addresses = due.stream().map(KeepEmails::address).collect(Collectors.toSet());
        Map<String, Integer> counts = emails.countSince(today, addresses, TemplateName.toCustomers(), most);
        List<Emails.Email> kept = new ArrayList<>();
        List<Emails.Email> suppressed = new ArrayList<>();
        for (Emails.Email email : due) {
            boolean fits = counts.merge(address(email), 1, Integer::sum) <= most;
            (fits ? kept : suppressed).add(email);
        }
        emails.suppress(suppressed, TOO_MANY);
        suppressedCount.increment(suppressed.size());
        return emails.add(kept, state);
    }

    private static String address(Emails.Email email) {
        return email.recipient().toLowerCase(Locale.ROOT);
    }
}
