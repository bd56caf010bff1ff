package id.kezbek.console.breaks;

import id.kezbek.console.frame.Filters;
import java.util.List;

/** The page with the list of differences. */
public record BreakList(Filters filters, List<String> providers, Break.Breaks found) {

    public static final List<String> STANDING = List.of("true", "false");
}
