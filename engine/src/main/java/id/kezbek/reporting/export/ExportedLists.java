package id.kezbek.reporting.export;

import id.kezbek.shared.web.reading.Exported;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * All lists with {@link Exported}. This class scans classes and creates the controllers itself. The reason is that a
 * process that writes large exports may have no controller beans.
 */
@Component
public class ExportedLists {

    private static final String CONTROLLERS = "classpath*:id/kezbek/*/web/*Controller.class";

    private final AutowireCapableBeanFactory beans;
    private final Map<Class<?>, Object> controllers = new ConcurrentHashMap<>();
    private volatile @Nullable List<ExportedList> all;

    ExportedLists(AutowireCapableBeanFactory beans) {
        this.beans = beans;
    }

    /** All lists, in the order of their paths. */
    public List<ExportedList> all() {
        List<ExportedList> found = all;
        if (found == null) {
            found = find();
            all = found;
        }
        return found;
    }

    /** The list that a controller method returns; empty if the list cannot be exported. */
    public Optional<ExportedList> of(Method method) {
        return method.isAnnotationPresent(Exported.class)
                ? all().stream().filter(list -> list.is(method)).findFirst()
                : Optional.empty();
    }

    /** The list with this path. */
    public Optional<ExportedList> at(String path) {
        return all().stream().filter(list -> list.match(path).isPresent()).findFirst();
    }

    private List<ExportedList> find() {
        MetadataReaderFactory classes = new SimpleMetadataReaderFactory();
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(CONTROLLERS))
                    .map(resource -> load(resource, classes))
                    .flatMap(this::lists)
                    .sorted(Comparator.comparing(ExportedList::path))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Stream<ExportedList> lists(Class<?> controller) {
        return Arrays.stream(controller.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Exported.class))
                .map(method -> new ExportedList(method, ExportedList.path(method), () -> instance(controller)));
    }

    private Object instance(Class<?> controller) {
        return controllers.computeIfAbsent(controller, type -> {
            Object bean = beans.getBeanProvider(type).getIfAvailable();
            return bean == null ? beans.createBean(type) : bean;
        });
    }

    private static Class<?> load(Resource resource, MetadataReaderFactory classes) {
        try {
            String name = classes.getMetadataReader(resource).getClassMetadata().getClassName();
            return ClassUtils.forName(name, ExportedLists.class.getClassLoader());
        } catch (IOException | ClassNotFoundException unreadable) {
            throw new IllegalStateException("A controller cannot be loaded: " + resource, unreadable);
        }
    }
}
