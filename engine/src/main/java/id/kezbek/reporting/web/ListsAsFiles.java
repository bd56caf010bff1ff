package id.kezbek.reporting.web;

import id.kezbek.reporting.export.AnswerWithExport;
import id.kezbek.reporting.export.ExportedList;
import id.kezbek.reporting.export.ExportedLists;
import id.kezbek.reporting.export.WriteExport;
import id.kezbek.reporting.formats.TableFormat;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.web.reading.Exported;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MimeTypeUtils;
import org.springframework.util.MultiValueMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Responds to a list's GET with a file of all rows instead of a page. The file is sent if the request has {@code
 * Accept: text/csv}, or the media type of another {@link TableFormat}.
 */
final class ListsAsFiles implements HandlerInterceptor {

    private final ExportedLists lists;
    private final AnswerWithExport answerWithExport;

    ListsAsFiles(ExportedLists lists, AnswerWithExport answerWithExport) {
        this.lists = lists;
        this.answerWithExport = answerWithExport;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerMethod operation)
                || !operation.getMethod().isAnnotationPresent(Exported.class)) {
            return true;
        }
        Optional<TableFormat> format = accepted(request);
        if (format.isEmpty()) {
            return true;
        }
        ExportedList list = lists.of(operation.getMethod()).orElseThrow();
        Caller caller = (Caller) Objects.requireNonNull(request.getAttribute(Caller.ATTRIBUTE));
        try (AnswerWithExport.Written written = answerWithExport.write(
                WriteExport.Asked.of(list, variables(request), filters(request), format.get(), caller))) {
            ExportHeaders.of(written.manifest(), list.name(), format.get()).forEach(response::setHeader);
            response.setHeader(ExportHeaders.ID, Ids.text(written.id()));
            response.setContentLengthLong(written.manifest().bytes());
            Files.copy(written.file(), response.getOutputStream());
        }
        return false;
    }

    /** The format that the client prefers; empty if the client prefers JSON or has no preference. */
    private static Optional<TableFormat> accepted(HttpServletRequest request) {
        List<MediaType> types;
        try {
            types = MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        } catch (InvalidMediaTypeException unreadable) {
            return Optional.empty();
        }
        MimeTypeUtils.sortBySpecificity(types);
        return types.stream()
                .findFirst()
                .flatMap(type -> Arrays.stream(TableFormat.values())
                        .filter(format -> type.equalsTypeAndSubtype(MediaType.parseMediaType(format.mediaType())))
                        .findFirst());
    }

    private static Map<String, String> variables(HttpServletRequest request) {
        Map<String, String> variables = new HashMap<>();
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> found) {
            found.forEach((name, value) -> variables.put(name.toString(), value.toString()));
        }
        return variables;
    }

    private static MultiValueMap<String, String> filters(HttpServletRequest request) {
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        request.getParameterMap().forEach((name, values) -> filters.addAll(name, Arrays.asList(values)));
        return filters;
    }
}
