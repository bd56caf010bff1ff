package id.kezbek.sandbox.parts;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.elasticmq.persistence.DeadLettersQueue;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.util.Either;

/**
 * An SQS-compatible queue server. It stores messages only in memory, so e-mails in the queue are lost when the sandbox
 * stops. The library's persistent storage is one database per process, which several servers in a test would share.
 */
public final class Queues implements Part {

    public static final String EMAILS = "cezbek-emails";
    public static final String EMAILS_DEAD = "cezbek-emails-dlq";

    private static final int RECEIVES_MAX = 5;
    private static final long VISIBILITY_SECONDS = 30;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
    private static final Duration STOP_MAX = Duration.ofSeconds(4);

    private final int port = FreePort.choose();
    private @Nullable ActorSystem actors;

    @Override
    public String name() {
        return "queues";
    }

    @Override
    public void start() throws Exception {
        ActorSystem system = ActorSystem.create("elasticmq", configuration());
        actors = system;
        ActorRef queues = system.actorOf(Props.create(
                QueueManagerActor.class, () -> new QueueManagerActor(new NowProvider(), limits(), Option.empty())));
        // Creates the queues before the server accepts connections. A client creates a missing queue itself, but
        // without a dead-letter queue.
        create(queues, queue(EMAILS_DEAD, Option.empty()));
        create(queues, queue(EMAILS, Option.apply(new DeadLettersQueue(EMAILS_DEAD, RECEIVES_MAX))));
        SQSRestServerBuilder.withActorSystem(system)
                .withQueueManagerActor(queues)
                .withInterface("127.0.0.1")
                .withPort(port)
                .withAWSRegion(ObjectStore.REGION)
                .start()
                .waitUntilStarted();
    }

    private static Config configuration() {
        return ConfigFactory.parseString("""
                        pekko.loglevel = WARNING
                        pekko.daemonic = on
                        # The sandbox stops its parts after the engine; the JVM would stop this one at once.
                        pekko.jvm-shutdown-hooks = off
                        pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
                        """).withFallback(ConfigFactory.load());
    }

    private static StrictSQSLimits$ limits() {
        return StrictSQSLimits$.MODULE$;
    }

    private static CreateQueueMetadata queue(String name, Option<DeadLettersQueue> dead) {
        return CreateQueueMetadata.apply(
                name,
                Option.apply(VISIBILITY_SECONDS),
                Option.empty(),
                Option.empty(),
                CreateQueueMetadata.apply$default$5(),
                CreateQueueMetadata.apply$default$6(),
                dead,
                false,
                false,
                Option.empty(),
                Option.empty(),
                CreateQueueMetadata.apply$default$12());
    }

    private static void create(ActorRef queues, CreateQueueMetadata queue) throws Exception {
        Object answer = Patterns.ask(queues, new CreateQueue(queue.toCreateQueueData()), ANSWER_MAX)
                .toCompletableFuture()
                .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        if (answer instanceof Either<?, ?> either && either.isLeft()) {
            throw new IllegalStateException("queue " + queue.name() + " was refused: " + either);
        }
    }

    @Override
    public Map<String, String> engineProperties() {
        return Map.of("spring.cloud.aws.sqs.endpoint", "http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        if (actors == null) {
            return;
        }
        // The server's own stop method is not used, because it waits up to 20 seconds for clients' long polls.
        actors.terminate();
        try {
            actors.getWhenTerminated().toCompletableFuture().get(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // The server's threads are daemon threads, so they end with the process.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        actors = null;
    }
}
