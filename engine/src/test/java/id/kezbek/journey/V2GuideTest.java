package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.GeneratedDocument;
import id.kezbek.shared.Money;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide's requests, sent in order by the test's own partner, get the answers in the guide. */
@EngineTest
class V2GuideTest {

    private static final String PAGE = "api-v2.md";
    private static final Pattern ROW = Pattern.compile("\\| ([0-9]{3}) \\| (`[^|]*`) \\|");

    private final EngineUnderTest engine;

    V2GuideTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void everyCallOfTheGuideIsAnsweredAsItSays() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000));
        Guide guide = Guide.named(PAGE);

        assertThat(guide.calls()).isBetween(7, 20);
        guide.play(call -> Guide.send(partner, call));
    }

    @Test
    void everyCodeOfTheGuideIsOneOfTheEnginesWithItsStatus() {
        List<String> codes = ROW.matcher(GeneratedDocument.read(PAGE))
                .results()
                .flatMap(row ->
                        Arrays.stream(row.group(2).split(", ")).map(code -> row.group(1) + " " + code.replace("`", "")))
                .toList();

        assertThat(codes).hasSize(17);
        assertThat(Arrays.stream(ErrorCode.values()).map(code -> code.v2Status() + " " + code.v2Code()))
                .containsAll(codes);
    }
}
