/** The pages of the tier programme: tiers, rewards and versions. */
@NullMarked
package id.kezbek.console.tiers;

import org.jspecify.annotations.NullMarked;
