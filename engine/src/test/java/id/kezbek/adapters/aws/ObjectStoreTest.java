package id.kezbek.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.kezbek.adapters.files.FileStoreContract;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

class ObjectStoreTest extends FileStoreContract {

    private static final String BUCKET = "cezbek-files";
    private static S3Client s3;

    @BeforeAll
    static void open() {
        s3 = client(AwsUnderTest.s3());
        if (AwsUnderTest.oneForAll().isPresent()) {
            try {
                s3.createBucket(bucket -> bucket.bucket(BUCKET)
                        .createBucketConfiguration(at -> at.locationConstraint(AwsUnderTest.REGION.id())));
            } catch (BucketAlreadyOwnedByYouException thereAlready) {
                // Exists from an earlier run.
            }
        }
    }

    @AfterAll
    static void close() {
        s3.close();
    }

    @Override
    protected FileStore store() {
        return new ObjectStore(s3, BUCKET);
    }

    @Override
    protected FileStore storeThatIsAway() throws IOException {
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new ObjectStore(client(URI.create("http://127.0.0.1:" + nobody.getLocalPort())), BUCKET);
        }
    }

    /** Sends one byte at a time, so that no single read times out. */
    @Test
    @Timeout(60)
    void stopsReadingSlowFile() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor();
                S3Client slow = client(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))) {
            server.setExecutor(answering);
            server.createContext("/", call -> trickle(call, over));
            server.start();
            ObjectStore store = new ObjectStore(slow, BUCKET, Duration.ofMillis(500), Duration.ofSeconds(1));
            assertThatThrownBy(() -> store.get("logo", 1_000_000))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OUT_OF_SERVICE));
            over.countDown();
        } finally {
            server.stop(0);
        }
    }

    private static void trickle(HttpExchange call, CountDownLatch over) throws IOException {
        try (call) {
            call.sendResponseHeaders(200, Integer.MAX_VALUE);
            while (!over.await(50, TimeUnit.MILLISECONDS)) {
                call.getResponseBody().write('x');
                call.getResponseBody().flush();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static S3Client client(URI endpoint) {
        return AwsUnderTest.at(endpoint, S3Client.builder().forcePathStyle(true))
                .build();
    }
}
