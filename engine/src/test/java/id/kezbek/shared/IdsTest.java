package id.kezbek.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Instant AT = Instant.parse("2026-11-22T05:00:00Z");

    @Test
    void growStrictlyAlsoWithinAMillisecondAndPastItsCounter() {
        Ids ids = new Ids(Clock.fixed(AT, ZoneOffset.UTC), new Random(7));
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(Ids.text(ids.next()));
        }

        assertThat(made).isSorted();
        assertThat(new HashSet<>(made)).hasSize(made.size());
    }

    @Test
    void areVersionSevenAndCarryTheirTime() {
        UUID id = new Ids(Clock.fixed(AT, ZoneOffset.UTC), new Random(7)).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(AT.toEpochMilli());
    }

    @Test
    void haveATextOf26CharactersThatReadsBack() {
        Random random = new Random(11);
        for (int i = 0; i < 1_000; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            assertThat(Ids.text(id)).hasSize(26).matches("[0-7][0-9a-hjkmnp-tv-z]{25}");
            assertThat(Ids.parse(Ids.text(id))).isEqualTo(id);
        }
    }

    @Test
    void otherTextsAreRefused() {
        for (String text : List.of("", "1", "z".repeat(26), "u".repeat(26), "0".repeat(27))) {
            assertThatThrownBy(() -> Ids.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
