package id.kezbek.shared.web.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.kezbek.shared.Refusal;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class QueryTest {

    @Test
    void namesEveryParameterAtFaultAtOnce() {
        Refusal refusal = refusal(parameters("limit=0", "from=today", "msisdn=1", "sort=id", "unit=EONS"), query -> {
            query.limit();
            query.instant("from");
            query.msisdn("msisdn");
            return query.oneOf("unit", TimeUnit.class);
        });

        assertThat(refusal.errors())
                .extracting(Refusal.FieldError::field)
                .containsExactlyInAnyOrder("limit", "from", "msisdn", "sort", "unit");
    }

    @Test
    void refusesAParameterGivenTwice() {
        assertThat(refusal(parameters("limit=1", "limit=2"), Query::limit).errors())
                .extracting(Refusal.FieldError::field)
                .containsExactly("limit");
    }

    @Test
    void refusesParametersOfCallWithoutAny() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> Query.readNone(parameters("a\u0007=1")));

        assertThat(refusal.errors()).extracting(Refusal.FieldError::field).containsExactly("query");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T00:00:00Z,2026-07-01T00:00:00Z",
        "2026-07-01T07:00:00.5+07:00,2026-07-01T00:00:00.500Z",
        "0001-01-01T00:00:00Z,0001-01-01T00:00:00Z",
        "2026-07-01,2026-06-30T17:00:00Z",
    })
    void readsTimesOfRfc3339AndDaysOfJakarta(String text, Instant instant) {
        assertThat(Query.<Instant>read(parameters("at=" + text), query -> query.instant("at")))
                .isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-7-1",
                "2026-02-30",
                "2026-07-01T00:00:00",
                "2026-07-01T00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-07-01T25:00:00Z",
                "2026-07-01T00:00:00 07:00",
                "+12026-07-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00",
                "0001-01-01T00:00:00+00:01",
                "0000-01-01T00:00:00Z",
                "1751328000",
            })
    void refusesInvalidTime(String text) {
        assertThat(refusal(parameters("at=" + text), query -> query.instant("at"))
                        .errors())
                .extracting(Refusal.FieldError::field)
                .containsExactly("at");
    }

    private static Refusal refusal(MultiValueMap<String, String> parameters, Function<Query, Object> reader) {
        return catchThrowableOfType(Refusal.class, () -> Query.read(parameters, reader));
    }

    private static MultiValueMap<String, String> parameters(String... pairs) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        for (String pair : pairs) {
            int at = pair.indexOf('=');
            parameters.add(pair.substring(0, at), pair.substring(at + 1));
        }
        return parameters;
    }
}
