package id.kezbek.console.frame;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One step of a timeline.
 *
 * @param at the time of the step; null if the time equals the time of the previous step
 * @param tone {@code good}, {@code wait}, {@code bad} or {@code quiet}
 * @param lines the sentences of the step
 * @param href the URL of the step's object; null if no such page exists or the reader may not open it
 * @param ids the ids that have a copy button
 */
public record Step(
        @Nullable Instant at,
        String tone,
        String title,
        List<String> lines,
        @Nullable String href,
        List<String> ids) {

    public Step {
        lines = List.copyOf(lines);
        ids = List.copyOf(ids);
    }

    public static Step of(@Nullable Instant at, String tone, String title, String... lines) {
        return new Step(at, tone, title, List.of(lines), null, List.of());
    }

    public Step and(String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return new Step(at, tone, title, more, href, ids);
    }

    public Step linked(@Nullable String to) {
        return new Step(at, tone, title, lines, to, ids);
    }

    /** A copy of this step. The line that contains the id gets a copy button. */
    public Step copying(String id) {
        return new Step(
                at,
                tone,
                title,
                lines,
                href,
                Stream.concat(ids.stream(), Stream.of(id)).toList());
    }

    /** The ids in this line for which there is a copy button. */
    public List<String> idsIn(String line) {
        return ids.stream().filter(line::contains).toList();
    }
}
