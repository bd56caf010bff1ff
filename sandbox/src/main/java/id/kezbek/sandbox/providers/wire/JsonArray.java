package id.kezbek.sandbox.providers.wire;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Writes values into one JSON array, one value per line, without storing all values in memory. */
public final class JsonArray {

    private JsonArray() {}

    public static Stream<String> of(Stream<String> values) {
        AtomicBoolean first = new AtomicBoolean(true);
        Stream<String> separated = values.map(value -> first.getAndSet(false) ? value : ",\n" + value);
        return Stream.of(Stream.of("["), separated, Stream.of("]")).flatMap(part -> part);
    }
}
