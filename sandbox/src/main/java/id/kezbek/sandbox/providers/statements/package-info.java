/** The provider's daily statement and its anomalies. */
@NullMarked
package id.kezbek.sandbox.providers.statements;

import org.jspecify.annotations.NullMarked;
