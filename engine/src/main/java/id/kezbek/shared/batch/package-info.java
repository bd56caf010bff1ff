/** Natural batching: requests that arrive during a commit form the next batch. */
@NullMarked
package id.kezbek.shared.batch;

import org.jspecify.annotations.NullMarked;
