/** Natural batching: callers that wait while one commit runs become the next list. */
@NullMarked
package id.kezbek.shared.batch;

import org.jspecify.annotations.NullMarked;
