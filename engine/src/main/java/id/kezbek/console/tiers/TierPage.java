package id.kezbek.console.tiers;

import id.kezbek.console.frame.Filters;
import org.jspecify.annotations.Nullable;

/**
 * The page of the tier programme in force and its versions.
 *
 * @param versions null if the user may not see the versions
 */
public record TierPage(Ladder ladder, Filters filters, Ladder.@Nullable Versions versions) {}
