package id.kezbek.platform.aws;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Files in one bucket of an S3-compatible store. */
@Component
@ConditionalOnProperty(name = "cezbek.files", havingValue = "s3", matchIfMissing = true)
class ObjectStore implements FileStore {

    private static final Logger log = LoggerFactory.getLogger(ObjectStore.class);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(8);
    private static final AwsRequestOverrideConfiguration BOUNDS = AwsRequestOverrideConfiguration.builder()
            .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
            .apiCallTimeout(CALL_TIMEOUT)
            .build();

    private final S3Client s3;
    private final String bucket;

    ObjectStore(S3Client s3, @Value("${cezbek.files.bucket:cezbek-files}") String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void put(String key, byte[] bytes, String contentType) {
        String checked = FileStore.requireKey(key);
        bounded(() -> s3.putObject(
                put -> put.bucket(bucket).key(checked).contentType(contentType).overrideConfiguration(BOUNDS),
                RequestBody.fromBytes(bytes)));
    }

    @Override
    public Optional<byte[]> get(String key, int bytesMax) {
        try {
            return Optional.of(read(FileStore.requireKey(key), bytesMax));
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        } catch (SdkException | IOException away) {
            throw away(away);
        }
    }

    private byte[] read(String key, int bytesMax) throws IOException {
        try (ResponseInputStream<GetObjectResponse> file =
                s3.getObject(get -> get.bucket(bucket).key(key).overrideConfiguration(BOUNDS))) {
            byte[] bytes = file.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw new IOException("The file is longer than " + bytesMax + " bytes");
            }
            return bytes;
        }
    }

    @Override
    public void remove(String key) {
        String checked = FileStore.requireKey(key);
        bounded(() ->
                s3.deleteObject(delete -> delete.bucket(bucket).key(checked).overrideConfiguration(BOUNDS)));
    }

    @Override
    public void ask() {
        HeadBucketResponse there = s3.headBucket(head -> head.bucket(bucket).overrideConfiguration(BOUNDS));
    }

    private void bounded(Runnable call) {
        try {
            call.run();
        } catch (SdkException away) {
            throw away(away);
        }
    }

    private static Refusal away(Exception away) {
        log.warn("The file store failed: {}", away.getClass().getSimpleName());
        return new Refusal(ErrorCode.OUT_OF_SERVICE, "core engines are out of service, try again");
    }
}
