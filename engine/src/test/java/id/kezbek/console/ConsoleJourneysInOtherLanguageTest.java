package id.kezbek.console;

import id.kezbek.shared.Language;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import org.junit.jupiter.api.Tag;

/** The same journeys, each role in its other language. */
@EngineTest
@Tag("nightly")
class ConsoleJourneysInOtherLanguageTest extends ConsoleJourneysTest {

    ConsoleJourneysInOtherLanguageTest(EngineUnderTest engine) {
        super(engine);
    }

    @Override
    Language language(Role role) {
        return super.language(role) == Language.ENGLISH ? Language.INDONESIAN : Language.ENGLISH;
    }
}
