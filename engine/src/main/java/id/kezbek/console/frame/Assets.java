package id.kezbek.console.frame;

import id.kezbek.shared.security.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Styles, scripts and the font. The URL contains a hash of all files, so browsers may keep the files forever. */
@Component
public class Assets {

    public static final String PATH = "/console/assets/";

    private static final int DIGEST_CHARACTERS = 12;
    private static final String OURS = "classpath:console/assets/";
    private static final String HTMX = "classpath*:/META-INF/resources/webjars/htmx.org/*/dist/";
    private static final String UPLOT = "classpath*:/META-INF/resources/webjars/uplot/*/dist/";

    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");

    private static final Map<String, MediaType> OWN_FILES = Map.of(
            "tokens.css", STYLE,
            "console.css", STYLE,
            "console.js", SCRIPT,
            "passkeys.js", SCRIPT,
            "upload.js", SCRIPT,
            "timecharts.js", SCRIPT,
            "inter.woff2", MediaType.parseMediaType("font/woff2"),
            "icon.svg", MediaType.parseMediaType("image/svg+xml"));

    public record File(MediaType type, byte[] bytes) {}

    private final Map<String, File> files = new TreeMap<>();
    private final String digest;

    Assets() {
        OWN_FILES.forEach((name, type) -> add(name, type, OURS + name));
        add("htmx.js", SCRIPT, HTMX + "htmx.min.js");
        add("uplot.js", SCRIPT, UPLOT + "uPlot.iife.min.js");
        add("uplot.css", STYLE, UPLOT + "uPlot.min.css");
        this.digest = digest();
    }

    private String digest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        files.values().forEach(file -> all.writeBytes(file.bytes()));
        return HexFormat.of().formatHex(Digests.sha256(all.toByteArray())).substring(0, DIGEST_CHARACTERS);
    }

    /** The address of a file. Files in the same folder can refer to each other by relative URLs. */
    public String address(String name) {
        if (!files.containsKey(name)) {
            throw new IllegalArgumentException("Not a file of the console: " + name);
        }
        return PATH + digest + "/" + name;
    }

    /** The file for a URL below {@link #PATH}; empty if no such file exists. */
    public Optional<File> find(String asked, String name) {
        return asked.equals(digest) ? Optional.ofNullable(files.get(name)) : Optional.empty();
    }

    public Map<String, File> all() {
        return Collections.unmodifiableMap(files);
    }

    private void add(String name, MediaType type, String place) {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(place);
            if (found.length != 1) {
                throw new IllegalStateException("Expected one file " + place + ", but found " + found.length);
            }
            byte[] bytes = found[0].getContentAsByteArray();
            files.put(name, new File(type, bytes));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
