/** Requests about a customer's data: show, correct and erase, by approval. */
@NullMarked
package id.kezbek.privacy.requests;

import org.jspecify.annotations.NullMarked;
