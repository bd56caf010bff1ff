package id.kezbek.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RolesTest {

    /**
     * The engine and the function share no code, so that the function stays small. This test compares their lists of
     * roles.
     */
    @Test
    void areTheEngines() throws IOException {
        String source = Files.readString(
                Path.of("..", "engine", "src", "main", "java", "id", "kezbek", "shared", "security", "Role.java"));
        Set<String> engines = Pattern.compile("(?m)^    ([A-Z_]+)\\((?:true|false)\\)[,;]")
                .matcher(source)
                .results()
                .map(MatchResult::group)
                .map(constant -> constant.strip().replaceAll("\\(.*", ""))
                .collect(Collectors.toSet());
        Set<String> ours = new HashSet<>(People.OF_STAFF);
        ours.addAll(People.OF_PARTNERS);

        assertThat(ours).isEqualTo(engines);
        assertThat(People.OF_STAFF).allMatch(role -> source.contains(role + "(true)"));
        assertThat(People.OF_PARTNERS).allMatch(role -> source.contains(role + "(false)"));
    }
}
