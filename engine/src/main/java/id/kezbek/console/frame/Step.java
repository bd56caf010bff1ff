package id.kezbek.console.frame;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a timeline, in words.
 *
 * @param at when; null where it belongs to the step before
 * @param tone {@code good}, {@code wait}, {@code bad} or {@code quiet}
 * @param lines sentences
 * @param href of what it is about; null if there is no page, or none for this reader
 */
public record Step(
        @Nullable Instant at,
        String tone,
        String title,
        List<String> lines,
        @Nullable String href) {

    public Step {
        lines = List.copyOf(lines);
    }

    public static Step of(@Nullable Instant at, String tone, String title, String... lines) {
        return new Step(at, tone, title, List.of(lines), null);
    }

    public Step and(String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return new Step(at, tone, title, more, href);
    }

    public Step linked(@Nullable String to) {
        return new Step(at, tone, title, lines, to);
    }
}
