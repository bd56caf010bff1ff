package id.kezbek;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import id.kezbek.shared.GeneratedDocument;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModuleDependency;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    private static final ApplicationModules MODULES = ApplicationModules.of(
            CezbekApplication.class, resideInAnyPackage("id.kezbek.sandbox..", "id.kezbek.testing.."));

    @Test
    void modulesDependOnlyOnWhatTheyDeclare() {
        MODULES.verify();
    }

    @Test
    void theMapOfModulesIsDrawnFromTheCode() throws IOException {
        StringBuilder map = new StringBuilder("# The modules\n\n```mermaid\nflowchart TD\n");
        modules().forEach(module -> map.append("  ").append(name(module)).append('\n'));
        modules()
                .forEach(module -> targets(module)
                        .forEach(target -> map.append("  ")
                                .append(name(module))
                                .append(" --> ")
                                .append(target)
                                .append('\n')));
        map.append("```\n");
        GeneratedDocument.named("modules.md").mustBe(map.toString());
    }

    private static List<ApplicationModule> modules() {
        return MODULES.stream().sorted(Comparator.comparing(ModulesTest::name)).toList();
    }

    private static List<String> targets(ApplicationModule module) {
        return module.getDirectDependencies(MODULES).stream()
                .map(ApplicationModuleDependency::getTargetModule)
                .map(ModulesTest::name)
                .distinct()
                .sorted()
                .toList();
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
