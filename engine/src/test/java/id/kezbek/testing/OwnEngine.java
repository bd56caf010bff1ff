package id.kezbek.testing;

import id.kezbek.CezbekApplication;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/**
 * An engine for one test, with external systems or settings that the shared engine does not have, and with its own
 * clock.
 */
public final class OwnEngine implements AutoCloseable {

    /** The last AWS client that closes waits two seconds for the threads that all clients share. This one never closes. */
    private static final SdkAsyncHttpClient KEEPS_THREADS = NettyNioAsyncHttpClient.create();

    private final ConfigurableApplicationContext context;
    private final EngineUnderTest engine;

    private OwnEngine(ConfigurableApplicationContext context, TestClock clock) {
        this.context = context;
        this.engine = new EngineUnderTest(context, clock);
    }

    /** Starts an engine on a free port. */
    public static OwnEngine start(Map<String, Object> properties) {
        return start(properties, new TestClock());
    }

    /** As {@link #start(Map)}, with a clock that the test's other systems use too. */
    public static OwnEngine start(Map<String, Object> properties, TestClock clock) {
        SpringApplication application = new SpringApplication(CezbekApplication.class);
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("clock", clock));
        String[] arguments = properties.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        return new OwnEngine(application.run(arguments), clock);
    }

    public EngineUnderTest engine() {
        return engine;
    }

    @Override
    public void close() {
        context.close();
    }
}
