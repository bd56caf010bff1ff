/** Limits at the edge: addresses before anybody is asked who he is, partners once they are known. */
@NullMarked
package id.kezbek.limits.web;

import org.jspecify.annotations.NullMarked;
