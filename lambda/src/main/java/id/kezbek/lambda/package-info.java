/**
 * The function for Amazon Cognito's triggers, which run at the creation, confirmation and log-in of users of the
 * engine's user pool. It is a separate function, because Cognito calls only functions. People who log in wait for its
 * start, so it uses neither Spring nor libraries except two interfaces of AWS.
 */
@NullMarked
package id.kezbek.lambda;

import org.jspecify.annotations.NullMarked;
