/** Implements the file store port with a folder, for installations without an object store. */
@NullMarked
package id.kezbek.adapters.files;

import org.jspecify.annotations.NullMarked;
