/**
 * The command that verifies the audit log. It starts no engine: whoever doubts an installation looks at its database
 * with nothing else of it running.
 */
@NullMarked
package id.kezbek.platform.audit;

import org.jspecify.annotations.NullMarked;
