package id.kezbek.shared;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import id.kezbek.CezbekApplication;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModuleDependency;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    private static final ApplicationModules MODULES = read(() -> ApplicationModules.of(
            CezbekApplication.class,
            resideInAnyPackage("id.kezbek.sandbox..", "id.kezbek.trials..", "id.kezbek.testing..")));

    @Test
    void modulesDependOnlyOnDeclaredModules() {
        MODULES.verify();
    }

    /** A package with more types needs inner packages. */
    private static final int MOST_TYPES = 20;

    private static final JavaClasses CLASSES = read(() -> new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("id.kezbek"));

    /** The libraries' classes that ours only mention are not read; that would take most of the time. */
    private static <T> T read(Supplier<T> classes) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setProperty("import.dependencyResolutionProcess.maxIterationsForMemberTypes", "0");
            configuration.setProperty("import.dependencyResolutionProcess.maxIterationsForAccessesToTypes", "0");
            return classes.get();
        });
    }

    @Test
    void noPackageHoldsMoreThanTwentyTypes() {
        Map<String, Long> types = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        assertThat(types.entrySet()).allMatch(one -> one.getValue() <= MOST_TYPES);
    }

    @Test
    void innerPackagesDependOnEachOtherInOneDirection() {
        modules()
                .forEach(module -> SlicesRuleDefinition.slices()
                        .matching(module.getBasePackage().getName() + ".(*)..")
                        .should()
                        .beFreeOfCycles()
                        .allowEmptyShould(true)
                        .check(CLASSES));
    }

    /** Uses by tests and by the sandbox do not count. */
    @Test
    void rootPackagesContainOnlySharedTypes() {
        Map<String, List<String>> unused = new TreeMap<>();
        modules().stream().filter(module -> !module.isOpen()).forEach(module -> {
            String root = module.getBasePackage().getName();
            List<String> alone = CLASSES.stream()
                    .filter(type ->
                            type.isTopLevelClass() && type.getPackageName().equals(root))
                    .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                    .filter(type -> type.getDirectDependenciesToSelf().stream()
                            .map(use -> use.getOriginClass().getPackageName())
                            .allMatch(user -> user.equals(root) || user.startsWith(root + ".")))
                    .map(JavaClass::getSimpleName)
                    .toList();
            if (!alone.isEmpty()) {
                unused.put(root, alone);
            }
        });
        assertThat(unused).isEmpty();
    }

    @Test
    void mapOfModulesMatchesCode() throws IOException {
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
