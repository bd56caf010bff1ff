package id.kezbek.reporting.jobs;

import id.kezbek.reporting.rollup.RollUps;
import id.kezbek.shared.batch.GiveWay;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Adds new events to the roll-ups. Any number of processes may run this schedule. */
@Component
@ConditionalOnRole(ProcessRole.ANALYTICS)
class RollUpSchedule {

    private static final Logger log = LoggerFactory.getLogger(RollUpSchedule.class);

    /** The maximum number of batches per run, so that a long backlog does not delay a stop. */
    private static final int MAX_BATCHES = 50;

    /** The maximum pause between two batches while purchases or payouts wait. */
    private static final Duration LONGEST_YIELD = Duration.ofMillis(50);

    private final RollUps rollUps;
    private final GiveWay giveWay;

    RollUpSchedule(RollUps rollUps, GiveWay giveWay) {
        this.rollUps = rollUps;
        this.giveWay = giveWay;
    }

    @Scheduled(fixedDelayString = "${cezbek.reporting.interval:PT1S}")
    void moveOn() {
        try {
            for (int batch = 0; batch < MAX_BATCHES && rollUps.read(); batch++) {
                giveWay.await(LONGEST_YIELD);
            }
        } catch (RuntimeException failed) {
            log.error("Events could not be read for roll-ups; retrying", failed);
        }
    }
}
