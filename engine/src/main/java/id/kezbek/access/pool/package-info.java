/** The user pool (Cognito) as identity provider: accounts, keys, alignment. */
@NullMarked
package id.kezbek.access.pool;

import org.jspecify.annotations.NullMarked;
