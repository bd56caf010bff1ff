/**
 * Protects the sandbox's files (keys, log-ins, the providers' book) from other users of the machine. Every package that
 * writes to the installation's folder uses it.
 */
@NullMarked
package id.kezbek.sandbox.files;

import org.jspecify.annotations.NullMarked;
