package id.kezbek.console;

import id.kezbek.console.CalledPaths.Call;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/** The operations of v2 that each page of the console calls, found in the compiled pages. */
public final class ConsoleOperations {

    /** An operation of v2, or a page or form of the console. */
    public record Endpoint(String method, String path, Allow allow) {

        boolean isRead() {
            return method.equals("GET");
        }

        /** The roles of people. Partners' systems have no pages. */
        Set<Role> people() {
            Set<Role> people = EnumSet.noneOf(Role.class);
            people.addAll(List.of(allow.value()));
            people.remove(Role.PARTNER);
            return people;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Operations without a page, with the reasons. Operations only for the role PARTNER are not listed. */
    static final Map<String, String> NO_PAGE = new TreeMap<>(Map.of(
            "POST /api/v2/sessions", "the page `/console/sign-in/code` logs in without tokens",
            "POST /api/v2/sessions/challenges", "the page `/console/sign-in` asks for the code",
            "POST /api/v2/sessions/passkey-challenges", "the page `/console/sign-in/code` asks for the passkey",
            "POST /api/v2/sessions:refresh", "a browser's session needs no tokens",
            "POST /api/v2/sessions/break-glass", "for an emergency, with `curl`",
            "DELETE /api/v2/sessions/current", "`/console/sign-out` ends a browser's session",
            "GET /api/v2/events", "for receivers of webhooks; people read the log of deliveries"));

    private static final String V2 = "/api/v2/";
    private static final String CONSOLE = "/console";

    private final List<Endpoint> operations;
    private final Map<Endpoint, Set<Endpoint>> pages = new TreeMap<>(Comparator.comparing(Endpoint::toString));

    public ConsoleOperations(RequestMappingHandlerMapping mapping) {
        this.operations = endpoints(mapping, V2).keySet().stream().toList();
        CalledPaths called = new CalledPaths();
        endpoints(mapping, CONSOLE).forEach((page, method) -> {
            Set<Endpoint> calls = called.of(method.getMethod()).stream()
                    .flatMap(call -> operation(call).stream())
                    .collect(Collectors.toSet());
            pages.put(page, calls);
        });
    }

    public List<Endpoint> operations() {
        return operations;
    }

    /** Pages and forms with the operations that they call. */
    Map<Endpoint, Set<Endpoint>> pages() {
        return pages;
    }

    /** The reason why an operation has no page; empty if it must have one. */
    static Optional<String> reason(Endpoint operation) {
        return operation.people().isEmpty() && !operation.allow().anyone()
                ? Optional.of("for partners' systems")
                : Optional.ofNullable(NO_PAGE.get(operation.toString()));
    }

    /**
     * The pages with which each permitted role can use the operation: first pages with similar paths, then pages that
     * call few other operations.
     */
    List<Endpoint> pagesOf(Endpoint operation) {
        Set<Role> left = operation.people();
        List<Endpoint> found = new ArrayList<>();
        callers(operation).forEach(page -> {
            if (left.removeAll(page.people())) {
                found.add(page);
            }
        });
        return found;
    }

    /** The roles that may call the operation but have no page for it. */
    Set<Role> withoutPage(Endpoint operation) {
        Set<Role> left = operation.people();
        callers(operation).forEach(page -> left.removeAll(page.people()));
        return left;
    }

    /** The cell in the table of docs/authorization.md. */
    public String cell(String operation) {
        return operations.stream()
                .filter(one -> one.toString().equals(operation))
                .findFirst()
                .map(one -> reason(one)
                        .orElseGet(() -> pagesOf(one).stream()
                                .map(page -> "`" + page.path() + "`")
                                .distinct()
                                .collect(Collectors.joining(", "))))
                .orElse("");
    }

    /** Prefers pages to forms for read operations, because a refused form also shows and reads its page. */
    private Stream<Endpoint> callers(Endpoint operation) {
        return pages.entrySet().stream()
                .filter(page -> page.getValue().contains(operation))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing((Endpoint page) -> operation.isRead() && !page.isRead())
                        .thenComparing(page -> -likeness(page, operation))
                        .thenComparing(page -> pages.get(page).size())
                        .thenComparing(page -> page.path().length())
                        .thenComparing(Endpoint::path));
    }

    private static int likeness(Endpoint page, Endpoint operation) {
        Set<String> same = new HashSet<>(words(page.path()));
        same.retainAll(words(operation.path()));
        return same.size();
    }

    private static Set<String> words(String path) {
        return Arrays.stream(path.replaceAll("\\{[^}]*}|/console|/api/v2", "").split("[/:-]"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The possible operations of a call; several if its path is known only at run time. */
    private List<Endpoint> operation(Call call) {
        String text = Arrays.stream(call.path().split("\u0001", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("[^/]+"));
        Pattern path = Pattern.compile(text);
        List<Endpoint> same = operations.stream()
                .filter(one -> one.method().equals(call.method()))
                .filter(one ->
                        path.matcher(one.path().replaceAll("\\{[^}]*}", "{}")).matches())
                .toList();
        return same.isEmpty() ? ofValue(call) : same;
    }

    /** Operations whose path has a value in the place of {@code {}}. */
    private List<Endpoint> ofValue(Call call) {
        PathContainer path = PathContainer.parsePath(call.path().replace("{}", "x"));
        return operations.stream()
                .filter(one -> one.method().equals(call.method()))
                .filter(one ->
                        PathPatternParser.defaultInstance.parse(one.path()).matches(path))
                .toList();
    }

    private static Map<Endpoint, HandlerMethod> endpoints(RequestMappingHandlerMapping mapping, String prefix) {
        Map<Endpoint, HandlerMethod> found =
                new TreeMap<>(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method));
        mapping.getHandlerMethods()
                .forEach((info, method) -> endpoints(info, method, prefix).forEach(one -> found.put(one, method)));
        return found;
    }

    private static List<Endpoint> endpoints(RequestMappingInfo info, HandlerMethod method, String prefix) {
        Allow allow = method.getMethodAnnotation(Allow.class);
        if (allow == null || !isTheEngines(method)) {
            return List.of();
        }
        return info.getPatternValues().stream()
                .filter(path -> path.startsWith(prefix))
                .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                        .map(verb -> new Endpoint(verb.name(), path, allow)))
                .toList();
    }

    /** Excludes controllers of other tests. */
    private static boolean isTheEngines(HandlerMethod method) {
        Class<?> type = method.getBeanType();
        return type.getName().startsWith("id.kezbek.")
                && type.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()
                        .contains("/classes");
    }
}
