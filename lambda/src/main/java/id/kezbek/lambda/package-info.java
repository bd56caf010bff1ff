/**
 * The function for Amazon Cognito's triggers, which run when users of the engine's user pool are created, confirmed and
 * logged in. It is a separate function, because Cognito calls only functions. It does not use Spring, and only two
 * interfaces of AWS, because people who log in wait for its start.
 */
@NullMarked
package id.kezbek.lambda;

import org.jspecify.annotations.NullMarked;
