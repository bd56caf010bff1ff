package id.kezbek.startup.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import id.kezbek.startup.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

class ChoicesTest {

    @ParameterizedTest
    @CsvSource({
        "cezbek.files, s3", "cezbek.files, folder",
        "cezbek.mail, smtp", "cezbek.mail, ses",
        "cezbek.identity, builtin", "cezbek.identity, cognito"
    })
    void takesEveryWordThatChoosesSomething(String setting, String word) {
        assertThatCode(() -> judge(setting, word)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "cezbek.files, S3, s3 or folder",
        "cezbek.mail, sendmail, smtp or ses",
        "cezbek.identity, '', builtin or cognito"
    })
    void namesSettingAndAllowedValuesInOneLine(String setting, String word, String words) {
        Throwable refused = catchThrowable(() -> judge(setting, word));
        assertThat(StartFailure.explain(refused)).isEqualTo(setting + " is '" + word + "'; set it to " + words);
    }

    @Test
    void acceptsMissingValue() {
        assertThatCode(() -> judge("cezbek.roles", "api")).doesNotThrowAnyException();
    }

    private static void judge(String setting, String word) {
        Choices.choicesAreKnown(new MockEnvironment().withProperty(setting, word))
                .postProcessBeanFactory(new DefaultListableBeanFactory());
    }
}
