package id.kezbek.approvals.audit;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Deletes names and addresses of people from old audit entries. The action and the actor's id stay in the entries. */
@Component
public class ForgetDetails {

    private static final int CHUNK = 1_000;
    private static final int CHUNKS_MAX = 1_000;

    private final PersonalDetails personalDetails;
    private final Clock clock;
    private final Duration keptFor;

    ForgetDetails(
            PersonalDetails personalDetails,
            Clock clock,
            @Value("${cezbek.approvals.personal-details-kept-for:P730D}") Duration keptFor) {
        if (!keptFor.isPositive()) {
            throw new IllegalArgumentException(
                    "cezbek.approvals.personal-details-kept-for must be above zero, for example P730D");
        }
        this.personalDetails = personalDetails;
        this.clock = clock;
        this.keptFor = keptFor;
    }

    /** Deletes at most a million texts and returns the number of deleted texts; the next run continues. */
    public int run() {
        int all = 0;
        for (int chunk = 0; chunk < CHUNKS_MAX; chunk++) {
            int forgotten = personalDetails.forgetBefore(clock.instant().minus(keptFor), CHUNK);
            all += forgotten;
            if (forgotten < CHUNK) {
                break;
            }
        }
        return all;
    }
}
