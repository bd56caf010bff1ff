/** The tier programme: versions, checks and changes by approval. */
@NullMarked
package id.kezbek.loyalty.ladder;

import org.jspecify.annotations.NullMarked;
