package id.kezbek.platform.aws;

import id.kezbek.platform.files.FileStoreContract;
import id.kezbek.shared.files.FileStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
                // From an earlier run.
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

    private static S3Client client(URI endpoint) {
        return AwsUnderTest.at(endpoint, S3Client.builder().forcePathStyle(true))
                .build();
    }
}
