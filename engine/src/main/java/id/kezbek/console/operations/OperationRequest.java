package id.kezbek.console.operations;

import id.kezbek.shared.web.bodies.LargeBodies;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriUtils;

/** The request with which a page calls an operation of API v2. */
final class OperationRequest extends HttpServletRequestWrapper {

    /**
     * Prefixes of the request attributes that are copied from the page's request. These attributes contain the caller,
     * the session, the IP address, and the location of a large body.
     */
    private static final List<String> KEPT = List.of(
            "id.kezbek.access.",
            "id.kezbek.shared.security.",
            "id.kezbek.shared.web.connections.",
            LargeBodies.class.getName());

    private final String method;
    private final String uri;
    private final Map<String, String[]> parameters = new LinkedHashMap<>();
    private final byte[] body;
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();

    OperationRequest(
            HttpServletRequest outer,
            String method,
            String path,
            Map<String, String> query,
            byte[] body,
            @Nullable String type,
            @Nullable String key) {
        super(outer);
        this.method = method;
        this.uri = path;
        this.body = body;
        query.forEach((name, value) -> parameters.put(name, new String[] {value}));
        boolean isRead = method.equals("GET");
        headers.put("accept", isRead && type != null ? type : MediaType.APPLICATION_JSON_VALUE);
        if (!isRead && type != null) {
            headers.put("content-type", type);
        }
        if (key != null) {
            headers.put("idempotency-key", key);
        }
        for (String name : Collections.list(outer.getAttributeNames())) {
            if (KEPT.stream().anyMatch(name::startsWith)) {
                attributes.put(name, outer.getAttribute(name));
            }
        }
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getRequestURI() {
        return uri;
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(uri);
    }

    @Override
    public String getServletPath() {
        return UriUtils.decode(uri, StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }

    @Override
    public @Nullable String getQueryString() {
        return parameters.isEmpty()
                ? null
                : parameters.entrySet().stream()
                        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()[0]))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.get(name);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String value = getHeader(name);
        return value == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(value));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(headers.keySet());
    }

    @Override
    public long getDateHeader(String name) {
        return -1;
    }

    @Override
    public int getIntHeader(String name) {
        return -1;
    }

    @Override
    public @Nullable String getContentType() {
        return getHeader(HttpHeaders.CONTENT_TYPE);
    }

    @Override
    public int getContentLength() {
        return body.length;
    }

    @Override
    public long getContentLengthLong() {
        return body.length;
    }

    @Override
    public String getCharacterEncoding() {
        return StandardCharsets.UTF_8.name();
    }

    /**
     * The body. If the caller reads all bytes at once, it gets the array without a copy, because an uploaded file may
     * be large.
     */
    @Override
    public ServletInputStream getInputStream() {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        return new ServletInputStream() {
            @Override
            public byte[] readNBytes(int length) throws IOException {
                if (bytes.available() < body.length || length < body.length) {
                    return super.readNBytes(length);
                }
                bytes.skip(length);
                return body;
            }

            @Override
            public boolean markSupported() {
                return true;
            }

            @Override
            public void mark(int limit) {
                bytes.mark(limit);
            }

            @Override
            public void reset() {
                bytes.reset();
            }

            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return bytes.read(into, offset, length);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("The body is already available");
            }
        };
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return Collections.enumeration(attributes.keySet());
    }

    @Override
    public DispatcherType getDispatcherType() {
        return DispatcherType.REQUEST;
    }

    @Override
    public boolean isAsyncSupported() {
        return false;
    }

    @Override
    public boolean isAsyncStarted() {
        return false;
    }
}
