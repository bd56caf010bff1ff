package id.kezbek.console.edge;

import id.kezbek.console.frame.Reply;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Sends the reply of a page's method to the browser. */
final class ReplyHandler implements HandlerMethodReturnValueHandler {

    static final String HTML = "text/html;charset=UTF-8";

    private final PageTemplates templates;

    ReplyHandler(PageTemplates templates) {
        this.templates = templates;
    }

    @Override
    public boolean supportsReturnType(MethodParameter type) {
        return Reply.class.isAssignableFrom(type.getParameterType());
    }

    @Override
    public void handleReturnValue(
            @Nullable Object reply, MethodParameter type, ModelAndViewContainer container, NativeWebRequest request)
            throws IOException {
        container.setRequestHandled(true);
        HttpServletResponse response = Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class));
        switch ((Reply) Objects.requireNonNull(reply)) {
            case Reply.Page page -> {
                byte[] html = templates.render(page.template(), page.values()).getBytes(StandardCharsets.UTF_8);
                response.setStatus(page.status());
                write(response, HTML, html);
            }
            case Reply.Redirect redirect -> {
                response.setStatus(HttpServletResponse.SC_SEE_OTHER);
                response.setHeader(HttpHeaders.LOCATION, redirect.path());
            }
            case Reply.Download download -> {
                ContentDisposition kept = ContentDisposition.attachment()
                        .filename(download.name(), StandardCharsets.UTF_8)
                        .build();
                response.setHeader(HttpHeaders.CONTENT_DISPOSITION, kept.toString());
                try {
                    write(response, download.contentType(), download.bytes());
                } finally {
                    download.afterwards().run();
                }
            }
        }
    }

    private static void write(HttpServletResponse response, String type, byte[] bytes) throws IOException {
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
