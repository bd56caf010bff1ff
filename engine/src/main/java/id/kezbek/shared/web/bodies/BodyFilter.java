package id.kezbek.shared.web.bodies;

import id.kezbek.shared.web.ErrorAnswers;
import id.kezbek.shared.web.RequestPath;
import id.kezbek.shared.web.reading.Faults;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Limits the size of bodies before anything reads them. For v1, the filter accepts JSON with any content type, as the
 * prototype did: by default, curl sends the content type of a form. Forms with files have the server's own limits.
 */
public final class BodyFilter implements Filter {

    /** The maximum size of a JSON body. A purchase takes less than 1 KB. */
    static final int BYTES_MAX = 64 * 1024;

    /** The maximum size of a list. Larger bodies are files. */
    static final int LIST_BYTES_MAX = 2 * 1024 * 1024;

    /** The request attribute in which code after this filter can set a smaller limit (an Integer). */
    static final String BYTES_MAX_ATTRIBUTE = BodyFilter.class.getName() + ".bytesMax";

    /** Paths with lists as bodies, for example a thousand purchases of maximum length. */
    private static final Map<String, Integer> LISTS_BYTES_MAX = Map.of("/api/v2/transactions:batch", LIST_BYTES_MAX);

    private static final String V2 = "/api/v2/";

    /** Paths with images as bodies. */
    private static final Pattern IMAGES = Pattern.compile("/api/v2/partners/[^/]+/logo");

    /**
     * Paths with providers' settlement files as bodies. The maximum size is enough for a compressed file with a million
     * lines.
     */
    private static final Pattern STATEMENTS = Pattern.compile(
            "/api/v2/providers/[^/]+/statements/[^/]+(?:/preview)?|/console/statement-import(?:/preview)?");

    private static final int STATEMENT_BYTES_MAX = 64 * 1024 * 1024;

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private static final int IMAGE_BYTES_MAX = 1024 * 1024;

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) anyRequest;
        String path = RequestPath.of(request);
        String type = request.getContentType();
        if (type != null && isMultipart(type)) {
            MediaType form = requireReadable(type);
            chain.doFilter(request, response);
            return;
        }
        long length = request.getContentLengthLong();
        int bytesMax = bytesMax(request, path);
        if (length > bytesMax) {
            throw Faults.bodyTooLarge();
        }
        boolean counted = length < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        boolean otherThanJson = !MediaType.APPLICATION_JSON_VALUE.equals(type) && (length > 0 || counted);
        boolean renamed = otherThanJson && ErrorAnswers.isV1(path);
        if (otherThanJson && !renamed && type != null) {
            requireJson(type, request, path);
        }
        chain.doFilter(
                counted || renamed ? new JsonRequest(request, renamed, counted ? bytesMax : 0) : request, response);
    }

    static int bytesMax(HttpServletRequest request) {
        return bytesMax(request, RequestPath.of(request));
    }

    private static int bytesMax(HttpServletRequest request, String path) {
        if (isImage(request, path)) {
            return IMAGE_BYTES_MAX;
        }
        if (isStatement(request, path)) {
            return STATEMENT_BYTES_MAX;
        }
        return LISTS_BYTES_MAX.getOrDefault(path, BYTES_MAX);
    }

    /**
     * Rejects other content types before anything reads the body. v2 accepts only JSON, images and settlement files,
     * because a browser can send forms and plain text to any site without a preflight request.
     */
    private static void requireJson(String type, HttpServletRequest request, String path) {
        MediaType named = requireReadable(type);
        if (path.startsWith(V2) && takesJson(request, path) && !isJson(named)) {
            throw Faults.unsupportedMediaType("must be application/json");
        }
    }

    /** Whether the operation accepts JSON or no body. Another check refuses unknown methods. */
    private static boolean takesJson(HttpServletRequest request, String path) {
        return METHODS.contains(request.getMethod())
                && !IMAGES.matcher(path).matches()
                && !STATEMENTS.matcher(path).matches();
    }

    private static boolean isJson(MediaType named) {
        return named.getType().equals("application")
                && (named.getSubtype().equals("json") || named.getSubtype().endsWith("+json"));
    }

    private static MediaType requireReadable(String type) {
        MediaType named;
        try {
            named = MediaType.parseMediaType(type);
        } catch (InvalidMediaTypeException unreadable) {
            throw Faults.unsupportedMediaType("is no media type such as application/json");
        }
        if (!named.isConcrete()) {
            throw Faults.unsupportedMediaType("must name one media type, without *");
        }
        return named;
    }

    private static boolean isImage(HttpServletRequest request, String path) {
        return request.getMethod().equals("PUT") && IMAGES.matcher(path).matches();
    }

    private static boolean isStatement(HttpServletRequest request, String path) {
        return request.getMethod().equals("PUT") && STATEMENTS.matcher(path).matches();
    }

    static boolean isMultipart(@Nullable String type) {
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static final class JsonRequest extends HttpServletRequestWrapper {

        private final boolean renamed;
        private final int countedUpTo;
        private @Nullable ServletInputStream body;

        /** @param countedUpTo the maximum number of bytes to read; 0 if the length is known */
        JsonRequest(HttpServletRequest request, boolean renamed, int countedUpTo) {
            super(request);
            this.renamed = renamed;
            this.countedUpTo = countedUpTo;
        }

        @Override
        public @Nullable String getContentType() {
            return renamed ? MediaType.APPLICATION_JSON_VALUE : super.getContentType();
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isRenamed(name) ? MediaType.APPLICATION_JSON_VALUE : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isRenamed(name)
                    ? Collections.enumeration(Collections.singleton(MediaType.APPLICATION_JSON_VALUE))
                    : super.getHeaders(name);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (countedUpTo == 0) {
                return super.getInputStream();
            }
            if (body == null) {
                int bytesMax = getAttribute(BYTES_MAX_ATTRIBUTE) instanceof Integer smaller ? smaller : countedUpTo;
                body = new CountedStream(super.getInputStream(), bytesMax);
            }
            return body;
        }

        private boolean isRenamed(String name) {
            return renamed && name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE);
        }
    }

    /** Reads a body of unknown length, up to the limit. */
    private static final class CountedStream extends ServletInputStream {

        private final ServletInputStream source;
        private final int bytesMax;
        private int taken;

        CountedStream(ServletInputStream source, int bytesMax) {
            this.source = source;
            this.bytesMax = bytesMax;
        }

        @Override
        public int read() throws IOException {
            int next = source.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = source.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int more) {
            taken += more;
            if (taken > bytesMax) {
                throw Faults.bodyTooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
