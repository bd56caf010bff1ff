package id.kezbek.adapters.aws;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Files in one bucket of an S3-compatible store. */
@Component
@ConditionalOnProperty(name = "cezbek.files", havingValue = "s3", matchIfMissing = true)
class ObjectStore implements FileStore {

    private static final Logger log = LoggerFactory.getLogger(ObjectStore.class);
    private static final int IS_THERE = 412;
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(8);

    private final S3Client s3;
    private final String bucket;
    private final AwsRequestOverrideConfiguration bounds;

    @Autowired
    ObjectStore(S3Client s3, @Value("${cezbek.files.bucket:cezbek-files}") String bucket) {
        this(s3, bucket, ATTEMPT_TIMEOUT, CALL_TIMEOUT);
    }

    ObjectStore(S3Client s3, String bucket, Duration attemptTimeout, Duration callTimeout) {
        this.s3 = s3;
        this.bucket = bucket;
        this.bounds = AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(attemptTimeout)
                .apiCallTimeout(callTimeout)
                .build();
    }

    @Override
    public void put(String key, byte[] bytes, String contentType) {
        String checked = FileStore.requireKey(key);
        bounded(() -> s3.putObject(
                put -> put.bucket(bucket).key(checked).contentType(contentType).overrideConfiguration(bounds),
                RequestBody.fromBytes(bytes)));
    }

    /**
     * Stores a new file. In a bucket with object lock and a default retention, nobody can change or delete the file
     * before the end of the retention.
     */
    @Override
    public boolean putNew(String key, byte[] bytes, String contentType) {
        String checked = FileStore.requireKey(key);
        try {
            PutObjectResponse put = s3.putObject(
                    request -> request.bucket(bucket)
                            .key(checked)
                            .contentType(contentType)
                            .ifNoneMatch("*")
                            .overrideConfiguration(bounds),
                    RequestBody.fromBytes(bytes));
            return true;
        } catch (S3Exception refused) {
            if (refused.statusCode() == IS_THERE) {
                return false;
            }
            throw away(refused);
        } catch (SdkException away) {
            throw away(away);
        }
    }

    @Override
    public void keys(String folder, Consumer<String> each) {
        String prefix = FileStore.requireKey(folder) + "/";
        bounded(() -> s3.listObjectsV2Paginator(
                        list -> list.bucket(bucket).prefix(prefix).overrideConfiguration(bounds))
                .contents()
                .forEach(object -> each.accept(object.key())));
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

    /** Reads the whole body within the call's timeouts, so that a slow body cannot block the reader without limit. */
    private byte[] read(String key, int bytesMax) throws IOException {
        byte[] bytes = s3.getObject(
                get -> get.bucket(bucket).key(key).overrideConfiguration(bounds),
                (about, file) -> beginning(file, bytesMax + 1));
        if (bytes.length > bytesMax) {
            throw new IOException("The file is longer than " + bytesMax + " bytes");
        }
        return bytes;
    }

    /**
     * Reads the beginning of the file. For a longer file, the connection is closed, so that the remaining body need not
     * be read.
     */
    private static byte[] beginning(AbortableInputStream file, int bytesMax) throws IOException {
        byte[] bytes = file.readNBytes(bytesMax);
        if (bytes.length == bytesMax) {
            file.abort();
        }
        return bytes;
    }

    @Override
    public void remove(String key) {
        String checked = FileStore.requireKey(key);
        bounded(() ->
                s3.deleteObject(delete -> delete.bucket(bucket).key(checked).overrideConfiguration(bounds)));
    }

    @Override
    public void ask() {
        HeadBucketResponse there = s3.headBucket(head -> head.bucket(bucket).overrideConfiguration(bounds));
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
