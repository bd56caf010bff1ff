package id.kezbek.startup.process;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Checks the settings that choose between implementations of external systems. Each implementation declares the value
 * that selects it. This class reports an unknown value. Without the class, the start would fail with an error about a
 * missing bean.
 */
@Configuration(proxyBeanMethods = false)
class Choices {

    private static final Map<String, List<String>> WORDS = Map.of(
            "cezbek.files", List.of("s3", "folder"),
            "cezbek.mail", List.of("smtp", "ses"),
            "cezbek.identity", List.of("builtin", "cognito"));

    @Bean
    static BeanFactoryPostProcessor choicesAreKnown(Environment environment) {
        return beans -> WORDS.forEach((setting, words) -> requireKnown(environment, setting, words));
    }

    private static void requireKnown(Environment environment, String setting, List<String> words) {
        String chosen = environment.getProperty(setting, words.getFirst());
        if (!words.contains(chosen)) {
            throw new IllegalArgumentException(
                    setting + " is '" + chosen + "'; set it to " + String.join(" or ", words));
        }
    }
}
