package id.kezbek.adapters.aws;

import id.kezbek.notifications.EmailQueue;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.systems.SideSystem;
import id.kezbek.shared.systems.SystemBreaker;
import io.awspring.cloud.sqs.listener.MessageListenerContainer;
import io.awspring.cloud.sqs.listener.MessageListenerContainerRegistry;
import io.awspring.cloud.sqs.listener.SqsMessageListenerContainer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Starts and stops the consumers of the e-mail queue. A consumer cannot start while the queue is unavailable. So the
 * engine starts consumers only when the queue responds, and stops them while it is unavailable. A stop also ends work
 * that never completes, for example an acknowledgement without a response.
 */
@Component
@ConditionalOnRole(ProcessRole.JOB)
class QueueConsumers implements SideSystem {

    private static final Logger log = LoggerFactory.getLogger(QueueConsumers.class);

    /** The maximum time to stop the consumers. This time must be shorter than a phase of the shutdown. */
    private static final Duration STOP_MAX = Duration.ofSeconds(7);

    /**
     * If messages wait in the queue, but this process receives none for this time, the engine restarts the consumers.
     */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

    private final MessageListenerContainerRegistry consumers;
    private final EmailQueue queue;
    private final Deliveries deliveries;
    private final CircuitBreaker breaker;

    QueueConsumers(
            MessageListenerContainerRegistry consumers,
            EmailQueue queue,
            Deliveries deliveries,
            @Value("${cezbek.notifications.rest:5s}") Duration rest) {
        this.consumers = consumers;
        this.queue = queue;
        this.deliveries = deliveries;
        this.breaker = SystemBreaker.of(
                "queue-consumers",
                rest,
                log,
                "The e-mail queue is unavailable; e-mails wait in the database until it responds",
                "The e-mail queue is available again; the engine receives its messages");
    }

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String withoutIt() {
        return "log-in codes and retried e-mails wait in the database";
    }

    @Override
    public void ask() {
        EmailQueue.Depth depth = queue.depth();
        if (depth.waiting() == 0) {
            deliveries.note();
        } else if (deliveries.noneFor(STALLED_AFTER)) {
            log.warn("{} queue messages wait but this process got none; restarting the consumers", depth.waiting());
            wentAway();
        }
    }

    @Override
    public synchronized void wentAway() {
        consumers.getListenerContainers().forEach(MessageListenerContainer::stop);
        deliveries.note();
    }

    @Scheduled(fixedDelayString = "${cezbek.notifications.interval:PT0.5S}")
    synchronized void startThoseThatStand() {
        if (breaker.getState() == CircuitBreaker.State.OPEN
                || consumers.getListenerContainers().stream().allMatch(MessageListenerContainer::isRunning)) {
            return;
        }
        try {
            // Queries the queue first, because a consumer that failed to start would be reported as running.
            EmailQueue.Depth unused = queue.depth();
            consumers.getListenerContainers().forEach(QueueConsumers::start);
            SystemBreaker.served(breaker);
        } catch (RuntimeException away) {
            SystemBreaker.failed(breaker, away.getClass().getSimpleName());
            consumers.getListenerContainers().forEach(MessageListenerContainer::stop);
        }
    }

    private static void start(MessageListenerContainer<?> consumer) {
        if (consumer.isRunning()) {
            return;
        }
        if (consumer instanceof SqsMessageListenerContainer<?> sqs) {
            sqs.configure(
                    options -> options.listenerShutdownTimeout(STOP_MAX).acknowledgementShutdownTimeout(STOP_MAX));
        }
        consumer.start();
    }
}
