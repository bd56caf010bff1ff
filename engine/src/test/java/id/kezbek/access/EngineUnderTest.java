package id.kezbek.access;

import id.kezbek.CezbekApplication;
import id.kezbek.partners.OnboardPartner;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.PartnerSamples;
import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.shared.security.Role;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The whole engine on real parts, with a clock that tests turn; one for all tests of a run. */
public final class EngineUnderTest implements AutoCloseable {

    private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final OutsideWorld world;
    private final ConfigurableApplicationContext context;
    private final TurnedClock clock = new TurnedClock();

    private EngineUnderTest() {
        world = OutsideWorld.ephemeral();
        SpringApplication application = new SpringApplication(CezbekApplication.class);
        application.addInitializers(
                fresh -> ((GenericApplicationContext) fresh).registerBean("clock", Clock.class, () -> clock));
        context = application.run(arguments(world.engineProperties()));
    }

    /** Hands the one engine to tests and stops it after the last. */
    public static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
            return parameter.getParameter().getType() == EngineUnderTest.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
            return extension
                    .getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(EngineUnderTest.class, key -> new EngineUnderTest(), EngineUnderTest.class);
        }
    }

    public <T> T get(Class<T> bean) {
        return context.getBean(bean);
    }

    public TurnedClock clock() {
        return clock;
    }

    public OutsideWorld world() {
        return world;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** A caller at an address of its own, so that one test's failures do not slow another's. */
    public HttpClient clientAt(String loopbackAddress) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.getByName(loopbackAddress))
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** The database as its owner sees it. */
    public JdbcClient database() {
        return JdbcClient.create(new DriverManagerDataSource(world.jdbcUrl()));
    }

    /** The database as its server's administrator sees it, who may lock others out. */
    public JdbcClient administration() {
        return JdbcClient.create(
                new DriverManagerDataSource(world.jdbcUrl().replaceFirst("\\?.*", "?user=postgres&password=")));
    }

    public long count(String table) {
        return database().sql("select count(*) from " + table).query(Long.class).single();
    }

    public String staffToken(Role role) {
        String email = role.name().toLowerCase(java.util.Locale.ROOT) + "@staff.example";
        get(AddStaff.class).add(email, "Staff", role);
        return get(StaffTokens.class).issue(email, Duration.ofHours(1));
    }

    public Onboarded partner(String code) {
        return get(OnboardPartner.class).onboard(PartnerSamples.partner(code));
    }

    @Override
    public void close() {
        context.close();
        world.close();
    }

    private static String[] arguments(Map<String, String> parts) {
        return Stream.concat(
                        parts.entrySet().stream().map(part -> "--" + part.getKey() + "=" + part.getValue()),
                        Stream.of(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--cezbek.roles=api",
                                "--cezbek.test.faulty=true",
                                "--cezbek.security.master-key=" + MASTER_KEY,
                                "--spring.datasource.hikari.connection-timeout=1000"))
                .collect(Collectors.toList())
                .toArray(String[]::new);
    }
}
