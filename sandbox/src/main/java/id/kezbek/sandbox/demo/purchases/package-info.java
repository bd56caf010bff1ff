/** The demo's purchases: files, rows and their generator. */
@NullMarked
package id.kezbek.sandbox.demo.purchases;

import org.jspecify.annotations.NullMarked;
