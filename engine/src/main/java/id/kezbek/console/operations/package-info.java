/** Calls operations of API v2 within the process. */
@NullMarked
package id.kezbek.console.operations;

import org.jspecify.annotations.NullMarked;
