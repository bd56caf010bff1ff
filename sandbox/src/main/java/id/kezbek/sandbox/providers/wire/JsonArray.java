package id.kezbek.sandbox.providers.wire;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Puts values into one JSON array, a value a line, without holding them. */
public final class JsonArray {

    private JsonArray() {}

    public static Stream<String> of(Stream<String> values) {
        AtomicBoolean first = new AtomicBoolean(true);
        Stream<String> separated = values.map(value -> first.getAndSet(false) ? value : ",\n" + value);
        return Stream.of(Stream.of("["), separated, Stream.of("]")).flatMap(part -> part);
    }
}
