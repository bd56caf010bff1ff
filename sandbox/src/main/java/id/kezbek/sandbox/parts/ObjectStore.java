package id.kezbek.sandbox.parts;

import id.kezbek.sandbox.files.OwnerOnly;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;

/** An S3-compatible store in a folder. Each bucket is a subfolder, each object a file. */
public final class ObjectStore implements Part {

    public static final String BUCKET = "cezbek-files";

    static final String REGION = "ap-southeast-3";

    /** Not a secret: the protocol requires a signature, but the store is reachable only from this machine. */
    private static final String KEY = "sandbox";

    private static final long STOP_MAX_MILLIS = 2_000;

    private final Path folder;
    private final int port = FreePort.choose();
    private @Nullable S3Proxy server;

    public ObjectStore(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public void start() throws Exception {
        OwnerOnly.folder(OwnerOnly.folder(folder).resolve(BUCKET));
        server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(endpoint())
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, KEY)
                .ignoreUnknownHeaders(true)
                .stopTimeout(STOP_MAX_MILLIS)
                .build();
        server.start();
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public Map<String, String> engineProperties() {
        return Map.of(
                "spring.cloud.aws.s3.endpoint", endpoint().toString(),
                "spring.cloud.aws.s3.path-style-access-enabled", "true",
                "spring.cloud.aws.credentials.access-key", KEY,
                "spring.cloud.aws.credentials.secret-key", KEY,
                "spring.cloud.aws.region.static", REGION);
    }

    @Override
    public void close() {
        if (server == null) {
            return;
        }
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the object store did not stop", e);
        } finally {
            server = null;
        }
    }
}
