/** The user pool (Cognito) as identity provider: accounts, keys and alignment. */
@NullMarked
package id.kezbek.access.pool;

import org.jspecify.annotations.NullMarked;
