package id.kezbek.platform.doctor;

import id.kezbek.platform.configuration.RemoteLayer;
import id.kezbek.platform.consul.ConsulLayer;
import id.kezbek.platform.vault.VaultLayer;
import id.kezbek.shared.process.OnRole;
import id.kezbek.shared.security.Sealing;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.GetAccountResponse;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** One look at each thing that an engine meets when it starts and runs. */
final class SystemChecks {

    private static final int JDK_OLDEST = 25;
    private static final long MEBIBYTE = 1024L * 1024L;
    private static final long FREE_MIN_MEBIBYTES = 512;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final List<String> PROVIDERS = List.of("linksaja", "gopaid", "josvo", "middletrans", "xenit");

    private final ConfigurableEnvironment environment;
    private final Libraries libraries;

    SystemChecks(ConfigurableEnvironment environment, Libraries libraries) {
        this.environment = environment;
        this.libraries = libraries;
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.needed("JDK", SystemChecks::jdk));
        checks.add(Check.needed("roles", this::roles));
        checks.add(Check.needed("master key", this::masterKey));
        checks.add(Check.useful("disk", SystemChecks::disk));
        checks.add(Check.needed("port", this::port));
        checks.addAll(new DatabaseCheck(environment).checks());
        checks.add(Check.useful("Redis", this::redis));
        checks.add(Check.useful("queue", this::queue));
        checks.add(Check.useful("files", this::files));
        checks.add(Check.useful("mail", this::mail));
        checks.add(Check.useful("identity", this::identity));
        PROVIDERS.forEach(name -> checks.add(Check.useful("provider " + name, () -> provider(name))));
        checks.add(Check.useful("Consul", () -> layer("Consul", ConsulLayer.NAME)));
        checks.add(Check.useful("Vault", () -> layer("Vault", VaultLayer.NAME)));
        return checks;
    }

    private static Finding jdk() {
        int version = Runtime.version().feature();
        return version >= JDK_OLDEST
                ? Finding.ok("JDK", version + " in " + System.getProperty("java.home"))
                : Finding.wrong("JDK", "it is " + version + "; install " + JDK_OLDEST + " and point JAVA_HOME to it");
    }

    private Finding roles() {
        try {
            return Finding.ok("roles", OnRole.active(environment).toString());
        } catch (IllegalArgumentException unknown) {
            return Finding.wrong("roles", String.valueOf(unknown.getMessage()));
        }
    }

    private Finding masterKey() {
        try {
            Sealing sealing = new Sealing(
                    environment.getProperty(Sealing.PROPERTY, ""),
                    environment.getProperty(Sealing.FORMER_PROPERTY, ""),
                    new SecureRandom());
            return new DatabaseCheck(environment).masterKey(sealing);
        } catch (IllegalStateException | IllegalArgumentException unusable) {
            return Finding.wrong("master key", String.valueOf(unusable.getMessage()));
        }
    }

    private static Finding disk() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        long free = Files.getFileStore(folder).getUsableSpace() / MEBIBYTE;
        return free >= FREE_MIN_MEBIBYTES
                ? Finding.ok("disk", free + " MB free at " + folder)
                : Finding.warning(
                        "disk", "only " + free + " MB are free at " + folder + ", where uploads are held; free some");
    }

    private Finding port() throws IOException, InterruptedException {
        int port = environment.getProperty("server.port", Integer.class, 0);
        String what = "port " + port;
        String bound = environment.getProperty("server.address", "");
        String host = bound.isBlank() || bound.equals("0.0.0.0") ? "127.0.0.1" : bound;
        if (!isTaken(host, port)) {
            return Finding.ok(what, "free");
        }
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            int status = client.send(
                            HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/readyz"))
                                    .timeout(CONNECT)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return switch (status) {
                case 200 -> Finding.ok(what, "an engine serves there and is ready");
                case 503 -> Finding.warning(what, "an engine runs there and is not ready; its log says why");
                default -> Finding.wrong(what, "another program has it; stop that, or choose another with CEZBEK_PORT");
            };
        } catch (IOException noHttp) {
            return Finding.wrong(what, "another program has it; stop that, or choose another with CEZBEK_PORT");
        }
    }

    private static boolean isTaken(String host, int port) throws IOException {
        if (port == 0) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
            return true;
        } catch (ConnectException refused) {
            return false;
        }
    }

    private Finding redis() {
        try (RedisConnection connection =
                libraries.get(RedisConnectionFactory.class).getConnection()) {
            String pong = String.valueOf(connection.ping());
            return Finding.ok("Redis", "answers " + pong);
        } catch (RuntimeException away) {
            return Finding.warning(
                    "Redis",
                    "it cannot be used (" + Causes.shortly(away)
                            + "); check spring.data.redis. Limits count by process until then");
        }
    }

    private Finding queue() throws InterruptedException {
        String name = environment.getProperty("cezbek.notifications.queue", "");
        try {
            libraries
                    .get(SqsAsyncClient.class)
                    .getQueueUrl(request -> request.queueName(name))
                    .get();
            return Finding.ok("queue", name + " is there");
        } catch (java.util.concurrent.ExecutionException | RuntimeException away) {
            return Finding.warning(
                    "queue",
                    name + " cannot be used (" + Causes.shortly(away)
                            + "); make it, check spring.cloud.aws. E-mails wait until then");
        }
    }

    private Finding files() {
        if (environment.getProperty("cezbek.files", "s3").equals("folder")) {
            return folder(environment.getProperty("cezbek.files.folder", ""));
        }
        String bucket = environment.getProperty("cezbek.files.bucket", "cezbek-files");
        try {
            libraries.get(S3Client.class).headBucket(request -> request.bucket(bucket));
            return Finding.ok("files", "bucket " + bucket + " is there");
        } catch (S3Exception refused) {
            return Finding.warning(
                    "files",
                    "bucket " + bucket + " answers with status " + refused.statusCode()
                            + "; make it, or give the engine the right to it");
        } catch (RuntimeException away) {
            return Finding.warning(
                    "files",
                    "bucket " + bucket + " cannot be reached (" + Causes.shortly(away)
                            + "); check spring.cloud.aws. Logos cannot be kept until then");
        }
    }

    private static Finding folder(String folder) {
        if (folder.isBlank() || !Path.of(folder).isAbsolute()) {
            return Finding.wrong("files", "cezbek.files.folder is no absolute path; set CEZBEK_FILES_FOLDER to one");
        }
        return Files.isWritable(Path.of(folder))
                ? Finding.ok("files", "in " + folder)
                : Finding.warning(
                        "files",
                        folder + " cannot be written; mount or make it, and give the engine's user the right to it."
                                + " Logos cannot be kept until then");
    }

    private Finding mail() {
        if (environment.getProperty("cezbek.mail", "smtp").equals("ses")) {
            return ses();
        }
        if (environment.getProperty("spring.mail.host", "").isBlank()) {
            return Finding.warning("mail", "spring.mail.host is not set; e-mails wait until it is");
        }
        try {
            libraries.get(JavaMailSenderImpl.class).testConnection();
            return Finding.ok("mail", environment.getProperty("spring.mail.host") + " takes mail");
        } catch (jakarta.mail.MessagingException | RuntimeException away) {
            return Finding.warning(
                    "mail",
                    "it cannot be used (" + Causes.shortly(away) + "); check spring.mail. E-mails wait until then");
        }
    }

    private Finding ses() {
        try {
            GetAccountResponse account = libraries.get(SesV2Client.class).getAccount(request -> {});
            if (Boolean.FALSE.equals(account.sendingEnabled())) {
                return Finding.warning("mail", "SES sends nothing for this account; its console says why");
            }
            return Boolean.FALSE.equals(account.productionAccessEnabled())
                    ? Finding.warning(
                            "mail",
                            "the account is in SES's sandbox, so only verified addresses get e-mails; ask there for"
                                    + " production access")
                    : Finding.ok("mail", "SES sends for this account");
        } catch (SesV2Exception refused) {
            return refused.isThrottlingException()
                    ? Finding.ok("mail", "SES answers, and was asked too often just now to say more")
                    : Finding.warning(
                            "mail",
                            "SES answers with status " + refused.statusCode()
                                    + "; check spring.cloud.aws.credentials and the right ses:GetAccount");
        } catch (RuntimeException away) {
            return Finding.warning(
                    "mail",
                    "SES cannot be reached (" + Causes.shortly(away)
                            + "); check spring.cloud.aws. E-mails wait until then");
        }
    }

    private Finding identity() throws InterruptedException {
        if (!environment.getProperty("cezbek.identity", "builtin").equals("cognito")) {
            return Finding.ok("identity", "built in");
        }
        String pool = environment.getProperty("cezbek.cognito.pool-id", "");
        String issuer = environment.getProperty("cezbek.cognito.issuer", "");
        String region = environment.getProperty("spring.cloud.aws.region.static", pool.replaceFirst("_.*", ""));
        String signer = issuer.isBlank() ? "https://cognito-idp." + region + ".amazonaws.com/" + pool : issuer;
        String keys = environment.getProperty("cezbek.cognito.keys-url", "");
        String address = keys.isBlank() ? signer + "/.well-known/jwks.json" : keys;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address)).timeout(CONNECT).build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200
                    ? Finding.ok("identity", "the user pool's keys are there")
                    : Finding.warning(
                            "identity", "the user pool's keys answer with status " + status + "; check cezbek.cognito");
        } catch (IOException | IllegalArgumentException away) {
            return Finding.warning(
                    "identity",
                    "the user pool's keys cannot be reached (" + Causes.shortly(away)
                            + "); check cezbek.cognito. Nobody new logs in until then");
        }
    }

    private Finding provider(String name) throws InterruptedException {
        String what = "provider " + name;
        String address = environment
                .getProperty("cezbek.providers." + name + ".base-url", "")
                .strip();
        if (address.isEmpty()) {
            return Finding.ok(what, "not used (cezbek.providers." + name + ".base-url is not set)");
        }
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address)).timeout(CONNECT).build();
            // Any answer shows that it is there; nothing is ordered or asked.
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status < 500
                    ? Finding.ok(what, "answers")
                    : Finding.warning(what, "answers with status " + status + "; its payouts go elsewhere or wait");
        } catch (IOException | IllegalArgumentException away) {
            return Finding.warning(
                    what,
                    "it cannot be reached (" + Causes.shortly(away)
                            + "); check its base-url. Its payouts go elsewhere or wait");
        }
    }

    /** What is wrong with a layer was found when it was read. */
    private Finding layer(String what, String layer) {
        boolean isUsed =
                !environment.getProperty("cezbek." + layer + ".url", "").isBlank();
        PropertySource<?> read = environment.getPropertySources().get(layer);
        if (read instanceof RemoteLayer remote && remote.missingBecause().isPresent()) {
            return Finding.warning(
                    what,
                    remote.missingBecause().get()
                            + "; mend it. Until then an engine starts without its settings, as cezbek." + layer
                            + ".required=false says");
        }
        if (isUsed && read == null) {
            return Finding.wrong(what, "its settings could not be read; see above");
        }
        return Finding.ok(what, read == null ? "not used" : read + " was read");
    }
}
