package id.kezbek.shared;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a@b.co", "first.last+tag@mail.example.id", "!#$%&'*+/=?^_`{|}~-@x-y.id", "1@2.3"})
    void takesAddressesThatTheMailSystemTakesToo(String address) throws AddressException {
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
    void refusesWhatIsNoAddress(String text) {
        assertThat(Texts.isEmail(text)).isFalse();
    }
}
