package id.kezbek.shared;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a@b.co", "first.last+tag@mail.example.id", "!#$%&'*+/=?^_`{|}~-@x-y.id", "1@2.3"})
    void acceptsSameAddressesAsMailSystem(String address) throws AddressException {
        assertThat(Texts.isEmail(address)).isTrue();
        new InternetAddress(address, true).validate();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a..b@b.co",
                ".a@b.co",
                "a.@b.co",
                "a@b",
                "a@b..co",
                "a@@b.co",
                "a b@b.co",
                "a@b.co,c@d.co",
                "a@b.co\r\nBcc: c@d.co",
                "\"a\"@b.co",
                "",
                "@b.co",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b.co"
            })
    void refusesInvalidAddress(String text) {
        assertThat(Texts.isEmail(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\u00a0", "\u3000\t", "\u200b", "\ufeff", "\u2800", "\u3164", "\u0301", "\u202e \u202c"
            })
    void invisibleTextIsBlank(String text) {
        assertThat(Texts.isBlank(text)).isTrue();
        assertThat(Texts.isBlank(text + "x")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {" A", "A ", "A\u00a0", "A\u00a0B", "A\u3000B", "A\tB", "A\u3164"})
    void strayBlanksAreThoseThatMakeTwoTextsLookTheSame(String text) {
        assertThat(Texts.hasStrayBlanks(text)).isTrue();
        assertThat(Texts.hasStrayBlanks(Texts.compared(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "A B", "caf\u00e9", "\ud83d\ude00"})
    void plainTextsStayAsTheyAre(String text) {
        assertThat(Texts.hasStrayBlanks(text)).isFalse();
        assertThat(Texts.compared(text)).isEqualTo(text);
    }
}
