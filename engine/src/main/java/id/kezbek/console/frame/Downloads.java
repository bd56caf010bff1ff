package id.kezbek.console.frame;

import id.kezbek.console.operations.OperationAnswer;
import id.kezbek.console.operations.Operations;
import id.kezbek.shared.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Downloads files from API v2 for browsers. A file stays in memory until the browser has read it. For this reason, the
 * number of concurrent downloads is limited.
 */
@Component
public class Downloads {

    private static final int FILES_MAX = 4;
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Pattern NAME = Pattern.compile("filename=\"([A-Za-z0-9._-]+)\"");

    private final Semaphore places = new Semaphore(FILES_MAX);

    /**
     * Fetches a file.
     *
     * @param type the accepted content type; also the type of the file if the operation does not send a type
     * @param name the file's name if the operation does not send a name
     * @throws Refusal the operation's refusal, or TOO_MANY_REQUESTS if too many downloads are running
     */
    public Reply fetch(Operations operations, String path, Map<String, String> query, String type, String name) {
        if (!places.tryAcquire()) {
            throw Refusal.tooMany("too many files are being downloaded; try again in a few seconds", WAIT);
        }
        try {
            return file(operations, path, query, type, name, places::release);
        } catch (RuntimeException refused) {
            places.release();
            throw refused;
        }
    }

    /**
     * Fetches an image for a page. An image is small, so the limit of concurrent downloads does not apply.
     *
     * @throws Refusal the operation's refusal
     */
    public Reply image(Operations operations, String path, String name) {
        return file(operations, path, Map.of(), "image/*", name, () -> {});
    }

    private static Reply file(
            Operations operations,
            String path,
            Map<String, String> query,
            String type,
            String name,
            Runnable afterwards) {
        OperationAnswer answer = operations.file(path, query, type);
        byte[] bytes = answer.orRefusal();
        String given = Optional.ofNullable(answer.header(HttpHeaders.CONTENT_DISPOSITION))
                .map(NAME::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElse(name);
        String kind = Objects.requireNonNullElse(answer.header(HttpHeaders.CONTENT_TYPE), type);
        return new Reply.Download(kind, given, bytes, afterwards);
    }
}
