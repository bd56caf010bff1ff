/**
 * Protects the sandbox's files from other users of the machine: keys, log-ins, and a book with payments. Every package
 * that writes to the installation's folder uses this package. This package also names the folder for files that all
 * checkouts share.
 */
@NullMarked
package id.kezbek.sandbox.files;

import org.jspecify.annotations.NullMarked;
