package id.kezbek.console.frame;

import id.kezbek.shared.security.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Styles, scripts and the font. An address contains a digest of the file, so browsers may keep it for ever. */
@Component
public class Assets {

    public static final String PATH = "/console/assets/";

    private static final int DIGEST_CHARACTERS = 12;
    private static final String OURS = "classpath:console/assets/";
    private static final String HTMX = "classpath*:/META-INF/resources/webjars/htmx.org/*/dist/";

    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");

    private static final Map<String, MediaType> OWN_FILES = Map.of(
            "console.css", MediaType.parseMediaType("text/css;charset=UTF-8"),
            "console.js", SCRIPT,
            "inter.woff2", MediaType.parseMediaType("font/woff2"),
            "icon.svg", MediaType.parseMediaType("image/svg+xml"));

    public record File(MediaType type, byte[] bytes, String address) {}

    private final Map<String, File> files = new HashMap<>();

    Assets() {
        OWN_FILES.forEach((name, type) -> add(name, type, OURS + name));
        add("htmx.js", SCRIPT, HTMX + "htmx.min.js");
    }

    /** The address of a file. */
    public String address(String name) {
        return Optional.ofNullable(files.get(name))
                .map(File::address)
                .orElseThrow(() -> new IllegalArgumentException("Not a file of the console: " + name));
    }

    /** The file at an address below {@link #PATH}. */
    public Optional<File> find(String digest, String name) {
        return Optional.ofNullable(files.get(name))
                .filter(file -> file.address().equals(PATH + digest + "/" + name));
    }

    public Map<String, File> all() {
        return Collections.unmodifiableMap(files);
    }

    private void add(String name, MediaType type, String place) {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(place);
            if (found.length != 1) {
                throw new IllegalStateException("The console needs one file " + place + ", there are " + found.length);
            }
            byte[] bytes = found[0].getContentAsByteArray();
            String digest = HexFormat.of().formatHex(Digests.sha256(bytes)).substring(0, DIGEST_CHARACTERS);
            files.put(name, new File(type, bytes, PATH + digest + "/" + name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
