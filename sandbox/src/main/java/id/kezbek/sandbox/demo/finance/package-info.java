/** What finance people do in the demo: statements, differences, the invoice, the month. */
@NullMarked
package id.kezbek.sandbox.demo.finance;

import org.jspecify.annotations.NullMarked;
