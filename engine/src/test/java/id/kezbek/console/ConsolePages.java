package id.kezbek.console;

import id.kezbek.console.frame.PageAt;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineUnderTest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** All pages and forms below {@code /console}, from the code. */
final class ConsolePages {

    /**
     * @param isForm whether it accepts a POST; otherwise it is a page
     */
    record ConsolePage(String path, boolean isForm, boolean isFile, Allow allow) {

        boolean admits(Role role) {
            return Arrays.asList(allow.value()).contains(role);
        }

        List<Role> roles() {
            return List.of(allow.value());
        }

        /**
         * One of the choices: the one with the least digest of the page's path and the choice. Pages differ, runs do not, and the
         * order of the choices has no influence.
         */
        <T> T choice(List<T> choices) {
            return Collections.min(
                    choices,
                    Comparator.comparing(choice -> HexFormat.of().formatHex(Digests.sha256(path + " " + choice))));
        }

        @Override
        public String toString() {
            return (isForm ? "POST " : "GET ") + path;
        }
    }

    private ConsolePages() {}

    /** The pages that need a log-in. */
    static List<ConsolePage> all(EngineUnderTest engine) {
        return engine
                .get("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .flatMap(entry -> of(entry.getKey(), entry.getValue()))
                .filter(page -> !page.allow().anyone())
                .sorted(Comparator.comparing(ConsolePage::path))
                .toList();
    }

    /** The pages that people read. */
    static List<ConsolePage> read(EngineUnderTest engine) {
        return all(engine).stream()
                .filter(page -> !page.isForm() && !page.isFile())
                .toList();
    }

    private static Stream<ConsolePage> of(RequestMappingInfo mapping, HandlerMethod method) {
        boolean isPage = AnnotatedElementUtils.hasAnnotation(method.getMethod(), PageAt.class);
        return mapping.getPatternValues().stream()
                .filter(path -> path.equals("/console") || path.startsWith("/console/"))
                .map(path -> new ConsolePage(
                        path,
                        !isPage,
                        path.endsWith("/file"),
                        Objects.requireNonNull(
                                method.getMethodAnnotation(Allow.class), () -> "no @Allow on " + method)));
    }
}
