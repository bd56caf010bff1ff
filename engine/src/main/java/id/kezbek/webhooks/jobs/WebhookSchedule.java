package id.kezbek.webhooks.jobs;

import id.kezbek.shared.batch.GiveWay;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.webhooks.delivery.QueueDeliveries;
import id.kezbek.webhooks.delivery.SendDeliveries;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reads events and sends deliveries. Any number of processes may run this schedule at the same time. */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class WebhookSchedule {

    private static final Logger log = LoggerFactory.getLogger(WebhookSchedule.class);

    /** The maximum number of batches per run, so that a long backlog does not delay the stop of the process. */
    private static final int BATCHES_MAX = 50;

    /** The maximum pause between two batches while purchases or payouts wait. */
    private static final Duration LONGEST_YIELD = Duration.ofMillis(50);

    private final QueueDeliveries queueDeliveries;
    private final SendDeliveries sendDeliveries;
    private final GiveWay giveWay;

    WebhookSchedule(QueueDeliveries queueDeliveries, SendDeliveries sendDeliveries, GiveWay giveWay) {
        this.queueDeliveries = queueDeliveries;
        this.sendDeliveries = sendDeliveries;
        this.giveWay = giveWay;
    }

    @Scheduled(fixedDelayString = "${cezbek.webhooks.interval:PT0.5S}")
    void queue() {
        for (int batch = 0; batch < BATCHES_MAX && queueDeliveries.readFacts(); batch++) {
            giveWay.await(LONGEST_YIELD);
        }
    }

    /** Sends deliveries in a separate schedule, so that sending does not wait for reading. */
    @Scheduled(fixedDelayString = "${cezbek.webhooks.interval:PT0.5S}")
    void send() {
        try {
            sendDeliveries.run();
        } catch (RuntimeException failed) {
            log.error("Webhooks could not be sent; retrying", failed);
        }
    }
}
