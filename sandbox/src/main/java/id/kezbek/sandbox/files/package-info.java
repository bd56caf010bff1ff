/**
 * How the sandbox keeps what it writes from the other users of the machine: keys, log-ins, and a book of who was paid
 * what. Every package that writes under the installation's folder needs it, so it stands beside them.
 */
@NullMarked
package id.kezbek.sandbox.files;

import org.jspecify.annotations.NullMarked;
