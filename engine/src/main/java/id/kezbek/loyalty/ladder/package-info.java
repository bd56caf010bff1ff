/** The tier programme: its versions, checks, and changes after approval. */
@NullMarked
package id.kezbek.loyalty.ladder;

import org.jspecify.annotations.NullMarked;
