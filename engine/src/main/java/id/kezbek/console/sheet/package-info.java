/** Forms that send their fields to an operation of API v2. */
@NullMarked
package id.kezbek.console.sheet;

import org.jspecify.annotations.NullMarked;
