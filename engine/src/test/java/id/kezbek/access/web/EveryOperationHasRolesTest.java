package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.security.Allow;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;

class EveryOperationHasRolesTest {

    @Test
    void everyOperationHasAllow() {
        List<Method> operations = operations().toList();
        assertThat(operations).isNotEmpty().allSatisfy(operation -> {
            Allow allow = operation.getAnnotation(Allow.class);
            assertThat(allow).as("@Allow on %s", operation).isNotNull();
            assertThat(allow.anyone() ^ allow.value().length > 0)
                    .as("%s admits roles, or anyone", operation)
                    .isTrue();
        });
    }

    private static Stream<Method> operations() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        return scanner.findCandidateComponents("id.kezbek").stream()
                .map(BeanDefinition::getBeanClassName)
                .map(name -> ClassUtils.resolveClassName(name, null))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class));
    }
}
