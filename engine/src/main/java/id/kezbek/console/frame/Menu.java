package id.kezbek.console.frame;

import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The menu with all pages that have {@link InMenu}. Each role sees only the pages that it may open. */
@Component
public class Menu {

    /**
     * @param words the key of the menu text
     */
    public record Entry(String path, String words, InMenu.Section section, int place, Set<Role> roles) {

        /** Whether the current page is the page of this entry, or below it. */
        public boolean isAt(String current) {
            return current.equals(path) || (!path.equals(HOME) && current.startsWith(path + "/"));
        }
    }

    private static final String HOME = "/console";

    private record Page(PathPattern path, Set<Role> roles) {}

    private final SingletonSupplier<List<Entry>> entries;
    private final SingletonSupplier<List<Page>> all;

    Menu(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> pages) {
        // The pages are registered after this bean is created, so the entries are collected at their first use.
        this.entries = SingletonSupplier.of(() -> entries(pages.getObject()));
        this.all = SingletonSupplier.of(() -> all(pages.getObject()));
    }

    public List<Entry> of(Role role) {
        return entries.obtain().stream()
                .filter(entry -> entry.roles().contains(role))
                .toList();
    }

    /**
     * Whether the role may open the page at this URL; false if no such page exists. The URL may have query parameters.
     */
    public boolean mayOpen(Role role, String address) {
        int query = address.indexOf('?');
        PathContainer path = PathContainer.parsePath(query < 0 ? address : address.substring(0, query));
        return all.obtain().stream()
                .filter(page -> page.path().matches(path))
                .min(Comparator.comparing(Page::path, PathPattern.SPECIFICITY_COMPARATOR))
                .filter(page -> page.roles().contains(role))
                .isPresent();
    }

    private static List<Page> all(RequestMappingHandlerMapping pages) {
        return pages.getHandlerMethods().entrySet().stream()
                .filter(page ->
                        AnnotatedElementUtils.hasAnnotation(page.getValue().getMethod(), PageAt.class))
                .flatMap(page -> page.getKey().getPatternValues().stream()
                        .map(path -> new Page(
                                PathPatternParser.defaultInstance.parse(path),
                                roles(page.getValue().getMethod()))))
                .toList();
    }

    private static Set<Role> roles(Method page) {
        Allow allow = page.getAnnotation(Allow.class);
        return allow == null ? Set.of() : Set.of(allow.anyone() ? Role.values() : allow.value());
    }

    private static List<Entry> entries(RequestMappingHandlerMapping pages) {
        return pages.getHandlerMethods().entrySet().stream()
                .flatMap(page -> entry(page.getKey(), page.getValue()))
                .sorted(Comparator.comparing(Entry::section).thenComparing(Entry::place))
                .toList();
    }

    private static Stream<Entry> entry(RequestMappingInfo mapping, HandlerMethod page) {
        Method method = page.getMethod();
        InMenu shown = method.getAnnotation(InMenu.class);
        if (shown == null) {
            return Stream.empty();
        }
        String path = mapping.getPatternValues().stream().sorted().findFirst().orElseThrow();
        return Stream.of(new Entry(path, shown.value(), shown.section(), shown.place(), roles(method)));
    }
}
