package id.kezbek.reporting.export;

import id.kezbek.reporting.formats.Column;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.ListPage;
import id.kezbek.shared.web.reading.Query;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A list that can be exported. To read the list, this class calls the controller method of the list's GET for each
 * page.
 */
public final class ExportedList {

    private final Method method;
    private final Supplier<Object> controller;
    private final String name;
    private final PathPattern path;
    private final RowShape shape;

    ExportedList(Method method, String path, Supplier<Object> controller) {
        this.method = method;
        this.controller = controller;
        this.name = method.getAnnotation(Exported.class).value();
        this.path = PathPatternParser.defaultInstance.parse(path);
        Class<?> item = ResolvableType.forMethodReturnType(method)
                .as(ListPage.class)
                .getGeneric(0)
                .resolve();
        this.shape = RowShape.of(
                Objects.requireNonNull(item, () -> "An exported list must return a ListPage of records: " + method));
        method.setAccessible(true);
        Arrays.stream(method.getParameters()).forEach(this::requireKnown);
    }

    /** The path of a list's GET. */
    static String path(Method method) {
        GetMapping mapping = Objects.requireNonNull(method.getAnnotation(GetMapping.class), method::toString);
        return (mapping.path().length > 0 ? mapping.path() : mapping.value())[0];
    }

    /** The name of the exported files, for example {@code payouts}. */
    public String name() {
        return name;
    }

    /** The path with the names of its variables, for example {@code /api/v2/partners/{code}/funding/statement}. */
    public String path() {
        return path.getPatternString();
    }

    public boolean admits(Caller caller) {
        return Arrays.asList(method.getAnnotation(Allow.class).value()).contains(caller.role());
    }

    public List<Column> columns() {
        return shape.columns();
    }

    boolean is(Method other) {
        return method.equals(other);
    }

    /** The values of the path variables; empty if the path belongs to another list. */
    Optional<Map<String, String>> match(String given) {
        return Optional.ofNullable(path.matchAndExtract(org.springframework.http.server.PathContainer.parsePath(given)))
                .map(PathPattern.PathMatchInfo::getUriVariables);
    }

    /** The values of an item, in the order of the columns. */
    @Nullable
    Object[] values(Object item) {
        return shape.values(item);
    }

    /**
     * Reads a page.
     *
     * @param variables the variables of the path
     * @param filters the caller's query, without {@code limit} and {@code cursor}
     * @throws id.kezbek.shared.Refusal for the same reasons as the list's GET
     */
    ListPage<?> page(
            Caller caller,
            Map<String, String> variables,
            MultiValueMap<String, String> filters,
            int rows,
            @Nullable String cursor) {
        @Nullable
        Object[] arguments = Arrays.stream(method.getParameters())
                .map(parameter -> argument(parameter, caller, variables, Query.ownPage(filters, rows, cursor)))
                .toArray();
        try {
            return (ListPage<?>) Objects.requireNonNull(method.invoke(controller.get(), arguments));
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("A list could not be read: " + method, failed.getCause());
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException("A list cannot be called: " + method, impossible);
        }
    }

    /** Whether the list supports filters. */
    boolean takesQuery() {
        return Arrays.stream(method.getParameterTypes()).anyMatch(MultiValueMap.class::isAssignableFrom);
    }

    private void requireKnown(Parameter parameter) {
        boolean isKnown = parameter.getType() == Caller.class
                || MultiValueMap.class.isAssignableFrom(parameter.getType())
                || parameter.isAnnotationPresent(PathVariable.class);
        if (!isKnown) {
            throw new IllegalStateException("An exported list cannot have the parameter " + parameter + ": " + method);
        }
    }

    private static Object argument(
            Parameter parameter, Caller caller, Map<String, String> variables, MultiValueMap<String, String> query) {
        if (parameter.getType() == Caller.class) {
            return caller;
        }
        return parameter.isAnnotationPresent(PathVariable.class)
                ? Objects.requireNonNull(variables.get(parameter.getName()), parameter::getName)
                : query;
    }
}
