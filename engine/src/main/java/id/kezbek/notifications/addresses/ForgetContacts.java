package id.kezbek.notifications.addresses;

import id.kezbek.shared.Jakarta;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Deletes e-mail addresses that no purchase has used for a long time. */
@Component
public class ForgetContacts {

    private static final int CHUNK = 1_000;
    private static final int MAX_CHUNKS = 10_000;

    private final Contacts contacts;
    private final Clock clock;
    private final Period keptFor;

    ForgetContacts(
            Contacts contacts, Clock clock, @Value("${cezbek.notifications.contacts-kept-for:P2Y}") String keptFor) {
        this.contacts = contacts;
        this.clock = clock;
        this.keptFor = Period.parse(keptFor);
        if (this.keptFor.isZero() || this.keptFor.isNegative()) {
            throw new IllegalArgumentException(
                    "cezbek.notifications.contacts-kept-for must be above zero, for example P2Y or P90D");
        }
    }

    /** @return the number of deleted addresses */
    public int run() {
        LocalDate oldest = Jakarta.dayOf(clock.instant()).minus(keptFor);
        int forgotten = 0;
        for (int chunk = 0; chunk < MAX_CHUNKS; chunk++) {
            int now = contacts.forgetBefore(oldest, CHUNK);
            forgotten += now;
            if (now < CHUNK) {
                break;
            }
        }
        return forgotten;
    }
}
