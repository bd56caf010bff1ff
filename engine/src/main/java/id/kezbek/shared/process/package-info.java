/** Process types: which entry points this process opens. */
@NullMarked
package id.kezbek.shared.process;

import org.jspecify.annotations.NullMarked;
