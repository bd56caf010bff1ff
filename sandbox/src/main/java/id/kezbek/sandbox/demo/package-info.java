/**
 * The story {@code ./cezbek demo} plays on a running installation: what a partner and Kezbek's staff would do, through
 * the public interfaces only.
 */
@NullMarked
package id.kezbek.sandbox.demo;

import org.jspecify.annotations.NullMarked;
