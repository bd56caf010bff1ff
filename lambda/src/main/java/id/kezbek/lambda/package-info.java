/**
 * The function for Amazon Cognito's triggers, which run when users of the engine's user pool are created, confirmed and
 * logged in. It is a separate function, because Cognito calls only functions. It uses no Spring and only two interfaces
 * of AWS, because a person who logs in waits for its start.
 */
@NullMarked
package id.kezbek.lambda;

import org.jspecify.annotations.NullMarked;
