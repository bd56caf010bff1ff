/**
 * What Amazon Cognito asks while it makes, confirms and logs in the people of the engine's user pool. A function of
 * its own, because Cognito calls nothing else, and without Spring or any library beyond AWS's two interfaces, because
 * somebody who logs in waits while it starts.
 */
@NullMarked
package id.kezbek.lambda;

import org.jspecify.annotations.NullMarked;
