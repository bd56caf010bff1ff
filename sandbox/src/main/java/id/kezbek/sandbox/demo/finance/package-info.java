/** The finance steps of the demo: statements, differences, invoice, close of a month. */
@NullMarked
package id.kezbek.sandbox.demo.finance;

import org.jspecify.annotations.NullMarked;
