package id.kezbek.sandbox.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A client without knowledge of the sandbox uses each part with the engine's settings. */
class OutsideWorldTest {

    private static OutsideWorld world;
    private static Map<String, String> properties;

    @BeforeAll
    static void start() {
        world = OutsideWorld.ephemeral();
        properties = world.engineProperties();
    }

    @AfterAll
    static void stop() {
        world.close();
        assertThat(world.folder()).doesNotExist();
    }

    @Test
    void commitsDurably() throws SQLException {
        try (Connection owner = DriverManager.getConnection(world.jdbcUrl())) {
            assertThat(setting(owner, "server_version")).startsWith(Postgres.major() + ".");
            assertThat(setting(owner, "fsync")).isEqualTo("on");
            assertThat(setting(owner, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(owner, "shared_buffers")).isEqualTo("256MB");
            assertThat(setting(owner, "max_connections")).isEqualTo("200");
        }
    }

    @Test
    void separatesRightsOfOwnerAndApplication() throws SQLException {
        try (Connection owner = DriverManager.getConnection(world.jdbcUrl());
                Connection app = app(properties)) {
            owner.createStatement().execute("create schema granted_or_not");
            assertThatThrownBy(() -> app.createStatement().execute("create schema mine"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> app.createStatement().execute("create table granted_or_not.t (n int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> app.createStatement().execute("create table public.t (n int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void copiesDatabaseWithGrants() throws SQLException {
        try (Connection owner = DriverManager.getConnection(world.jdbcUrl())) {
            owner.createStatement().execute("create schema copied");
            owner.createStatement().execute("create table copied.t as select 7 as n");
            owner.createStatement().execute("grant usage on schema copied to cezbek_app");
            owner.createStatement().execute("grant select on copied.t to cezbek_app");
        }
        world.postgres().copyTo("cezbek_copy");
        try (Connection app = app(world.postgres().engineProperties("cezbek_copy"));
                Connection owner = DriverManager.getConnection(world.postgres().ownerUrl("cezbek_copy"));
                ResultSet row = app.createStatement().executeQuery("select n from copied.t")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(7);
            owner.createStatement().execute("create schema of_the_copy");
        }
    }

    @Test
    void answersAsRedis() throws IOException {
        try (RedisTalk redis = new RedisTalk(properties)) {
            assertThat(redis.ask("SET greeting hello")).isEqualTo("+OK");
            assertThat(redis.ask("STRLEN greeting")).isEqualTo(":5");
        }
    }

    @Test
    void keepsTheEmailQueueWithItsDeadLetterQueue() {
        try (SqsClient sqs = SqsClient.builder()
                .endpointOverride(URI.create(properties.get("spring.cloud.aws.sqs.endpoint")))
                .region(region())
                .credentialsProvider(credentials())
                .build()) {
            String url = sqs.getQueueUrl(request -> request.queueName("cezbek-emails"))
                    .queueUrl();
            var attributes = sqs.getQueueAttributes(request -> request.queueUrl(url)
                            .attributeNames(QueueAttributeName.REDRIVE_POLICY, QueueAttributeName.VISIBILITY_TIMEOUT))
                    .attributes();
            assertThat(attributes.get(QueueAttributeName.REDRIVE_POLICY))
                    .contains("cezbek-emails-dlq")
                    .contains("\"maxReceiveCount\":5");
            assertThat(attributes.get(QueueAttributeName.VISIBILITY_TIMEOUT)).isEqualTo("30");

            sqs.sendMessage(request -> request.queueUrl(url).messageBody("an invoice"));
            assertThat(sqs.receiveMessage(request -> request.queueUrl(url)).messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.body()).isEqualTo("an invoice"));
        }
    }

    @Test
    void storesFilesInTheBucketThatAwaitsThem() {
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(URI.create(properties.get("spring.cloud.aws.s3.endpoint")))
                .region(region())
                .forcePathStyle(Boolean.parseBoolean(properties.get("spring.cloud.aws.s3.path-style-access-enabled")))
                .credentialsProvider(credentials())
                .build()) {
            s3.putObject(
                    request ->
                            request.bucket("cezbek-files").key("logos/LAJADA").contentType("image/png"),
                    RequestBody.fromString("pixels"));
            var stored = s3.getObjectAsBytes(
                    request -> request.bucket("cezbek-files").key("logos/LAJADA"));
            assertThat(stored.asUtf8String()).isEqualTo("pixels");
            assertThat(stored.response().contentType()).isEqualTo("image/png");
        }
    }

    @Test
    void refusesASecondWorldOnItsFolder() {
        OutsideWorld second = OutsideWorld.prepare(world.folder());
        assertThatThrownBy(() -> second.open((_, _) -> {}))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(
                        "is in use by pid " + ProcessHandle.current().pid());
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                properties.get("spring.cloud.aws.credentials.access-key"),
                properties.get("spring.cloud.aws.credentials.secret-key")));
    }

    private static Region region() {
        return Region.of(properties.get("spring.cloud.aws.region.static"));
    }

    static Connection app(Map<String, String> properties) throws SQLException {
        return DriverManager.getConnection(
                properties.get("spring.datasource.url"),
                properties.get("spring.datasource.username"),
                properties.get("spring.datasource.password"));
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Redis's inline protocol over a plain socket. */
    static final class RedisTalk implements AutoCloseable {

        private final Socket socket;

        RedisTalk(Map<String, String> properties) throws IOException {
            socket = new Socket(
                    properties.get("spring.data.redis.host"),
                    Integer.parseInt(properties.get("spring.data.redis.port")));
            socket.setSoTimeout(5_000);
        }

        String ask(String command) throws IOException {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            StringBuilder line = new StringBuilder();
            for (int octet = socket.getInputStream().read(); octet != '\r' && octet >= 0; ) {
                line.append((char) octet);
                octet = socket.getInputStream().read();
            }
            socket.getInputStream().read();
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
